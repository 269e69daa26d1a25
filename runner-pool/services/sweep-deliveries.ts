import type { Octokit } from '@octokit/rest';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import type { GitHubAccess } from '../github/access.ts';
import { storedDeliveries } from '../store/deliveries.ts';
import { dueForRedelivery, type HookDelivery } from './deliveries/due-for-redelivery.ts';
import { statusOf } from './github-refusal.ts';

interface Deps {
  readonly database: Pick<Database, 'call'>;
  readonly github: Pick<GitHubAccess, 'asApp'>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const perPage = 100;
const mostPages = 10;
/** GitHub asks for no more than about 80 such requests a minute. */
const mostRedelivered = 60;

/**
 * Has GitHub deliver again what it could not, and what it thinks it delivered lately but is not stored. GitHub itself never tries
 * twice, and forgets after three days. How many.
 */
export async function sweepDeliveries(deps: Deps, signal: AbortSignal): Promise<number> {
  const octokit = deps.github.asApp();
  if (octokit === null) return 0;
  const failed = await listed(octokit, { status: 'failure', pages: mostPages }, signal);
  const recent = await listed(octokit, { pages: 1 }, signal);
  const all = [...failed, ...recent];
  const stored = await storedDeliveries(deps.database, [...new Set(all.map(({ guid }) => guid))]);
  const due = dueForRedelivery(all, { stored, nowMs: deps.clock() }).slice(0, mostRedelivered);
  for (const { id } of due) await redeliver(deps, octokit, id, signal);
  if (due.length > 0) deps.log.info({ deliveries: due.length }, 'GitHub was asked to deliver webhooks again');
  return due.length;
}

async function listed(
  octokit: Octokit,
  { status, pages }: { readonly status?: 'failure'; readonly pages: number },
  signal: AbortSignal,
): Promise<readonly HookDelivery[]> {
  const found: HookDelivery[] = [];
  let left = pages;
  const wanted = { per_page: perPage, request: { signal }, ...(status === undefined ? {} : { status }) };
  for await (const { data } of octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, wanted)) {
    for (const { id, guid, status_code: statusCode, delivered_at: at } of data)
      found.push({ id, guid, statusCode, atMs: Date.parse(at) });
    left -= 1;
    if (left === 0) break;
  }
  return found;
}

async function redeliver({ log }: Deps, octokit: Octokit, id: number, signal: AbortSignal): Promise<void> {
  try {
    await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id, request: { signal } });
  } catch (error) {
    // GitHub has forgotten it, or will not; the others may still be had.
    if (![400, 404, 422].includes(statusOf(error))) throw error;
    log.warn({ delivery: id, err: error }, 'a webhook cannot be delivered again');
  }
}
