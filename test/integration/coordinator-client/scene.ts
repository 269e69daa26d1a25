import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { CalledOff } from '../../../action/coordinator/link.ts';
import { type LinkParts, openLink } from '../../../action/coordinator/open-link.ts';
import { type Journal, openJournal } from '../../../action/journal/journal.ts';
import type { Grant } from '../../../contract/admission.ts';
import type { Report } from '../../../contract/report.ts';
import { asking } from '../../helpers/asking.ts';
import { reportOf as reportOfRun } from '../../helpers/coordinator/runs.ts';
import { type FaultProxy, startFaultProxy } from '../../helpers/fault-proxy.ts';
import {
  type Script,
  type ScriptedCoordinator,
  startScriptedCoordinator,
} from '../../helpers/scripted-coordinator.ts';

export const token = `co_${'A1b2C3d4'.repeat(5)}012345`;

export interface Scene {
  readonly coordinator: ScriptedCoordinator;
  readonly proxy: FaultProxy;
  readonly journal: Journal;
  readonly dir: string;
  readonly link: Awaited<ReturnType<typeof openLink>>;
  readonly logged: string[];
  readonly grants: Grant[];
  readonly cancels: CalledOff[];
  readonly hidden: string[];
  /** Ends the run as a cancelled job does. */
  readonly abort: () => void;
}

export interface SceneOptions extends Partial<LinkParts> {
  readonly script?: Script;
  /** Of the test's own context, where tests run side by side. */
  readonly cleanUp?: typeof onTestFinished;
  /** Before the run asks to be admitted. */
  readonly prepare?: (scene: { readonly proxy: FaultProxy; readonly journal: Journal }) => void;
}

/** A run's connection with a scripted coordinator behind a network that can be made to fail, and a journal to send. */
export async function startScene({
  script,
  prepare,
  cleanUp = onTestFinished,
  ...over
}: SceneOptions = {}): Promise<Scene> {
  const dir = await mkdtemp(join(tmpdir(), 'coordinator-client-'));
  const coordinator = await startScriptedCoordinator(script);
  const proxy = await startFaultProxy(coordinator.url);
  const journalPath = join(dir, 'journal.ndjson');
  const journal = await openJournal({ path: journalPath, redact: (text) => text, clock: Date.now });
  const run = new AbortController();
  const seen = {
    logged: [] as string[],
    grants: [] as Grant[],
    cancels: [] as CalledOff[],
    hidden: [] as string[],
  };
  const log = {
    info: (line: string) => void seen.logged.push(line),
    debug: (line: string) => void seen.logged.push(line),
  };
  prepare?.({ proxy, journal });
  const link = await openLink({
    asking,
    recordPath: join(dir, 'admission.json'),
    journalPath,
    ...{ url: proxy.url, token, isRequired: false, idToken: { url: '', token: '' }, proxyEnv: {} },
    ...{ hide: (secret) => void seen.hidden.push(secret), signal: run.signal, log },
    lastSeq: journal.lastSeq,
    spentMicroUsd: () => 1234,
    onAdmitted: () => undefined,
    onGrant: (grant) => void seen.grants.push(grant),
    onCancel: (said) => void seen.cancels.push(said),
    ...over,
  });
  cleanUp(async () => {
    run.abort();
    await link.handIn(reportOf(journal), { isHurried: true });
    await journal.close();
    await Promise.all([proxy.close(), coordinator.close()]);
    await rm(dir, { recursive: true, force: true });
  });
  return { coordinator, proxy, journal, dir, link, ...seen, abort: () => run.abort() };
}

/** The report of a run whose journal is as long as this one. */
export function reportOf(journal: Pick<Journal, 'lastSeq'>): Report {
  return reportOfRun(asking.runId, { costMicroUsd: 1234, events: journal.lastSeq() });
}

/** What the journal of a run must look like with the coordinator: every line once, in order, as it was written. */
export function storedLines({ coordinator }: Pick<Scene, 'coordinator'>): readonly unknown[] {
  return [...coordinator.events.entries()].sort(([a], [b]) => a - b).map(([, event]) => event);
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  const endMs = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`It did not come about: ${what}`);
    await sleep(10);
  }
}
