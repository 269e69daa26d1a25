import type { EffectivePolicy } from '../../contract/policy.ts';
import { defaultPolicy } from '../../runner-pool/services/policy.ts';

type Limit = `limits.${keyof EffectivePolicy['limits']}`;
type Key = Exclude<keyof EffectivePolicy, 'limits' | 'retry'> | Limit;

const meanings: Readonly<Record<Key, string>> = {
  enrolment:
    'whose runs are admitted: `listed`, repositories that somebody enrolled; `token`, and any whose run has an API token, which enrols it; `owner`, and every repository of the owner on GitHub, by OIDC',
  workflowRefs:
    'workflows that may ask: `owner/repo/.github/workflows/x.yml@refs/heads/main`, `*` for anything; empty: all',
  events: 'events that may ask: `pull_request`, or with the action `pull_request.opened`; empty: all',
  onBusy: 'a run whose session another run has: `refuse` it (409 `busy`), or `queue` it',
  newerPush:
    'a run about another head of the same subject and task: `supersede` has the older one make way (409 `superseded`), `refuse` leaves it to `onBusy`',
  maxGrantMicroUsd: 'most that one run is granted, whatever it asks for',
  minimumGrantMicroUsd: 'less than this is left in a budget: refused (402 `budget_short`)',
  concurrency: 'background tasks of the organization at once',
  retentionDays: 'after so many days a journal is archived: it can be read, and is not found by the search',
  archiveDays: 'after so many days it is removed; the run, its report and its cost stay',
  'limits.events': 'lines of one run’s journal; beyond, the run is told to end',
  'limits.bytes': 'bytes of one run’s journal; beyond, the same',
  'limits.seconds': 'most time that one run is granted',
};

/** Every key of a policy but the retry rules, with its default. */
export function policyTable(): readonly string[] {
  const rows = Object.entries(meanings).map(
    ([key, meaning]) => `| \`${key}\` | ${meaning} | \`${JSON.stringify(defaultOf(key as Key))}\` |`,
  );
  return ['| key | means | default |', '| --- | --- | --- |', ...rows];
}

function defaultOf(key: Key): unknown {
  const { limits, ...members } = defaultPolicy;
  const all: Readonly<Record<string, unknown>> = {
    ...members,
    ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [`limits.${name}`, value])),
  };
  return all[key];
}

/** The retry rules of the default policy. */
export function retryTable(): readonly string[] {
  const rows = Object.entries(defaultPolicy.retry).map(
    ([failure, { attempts, baseMs, maxMs }]) => `| \`${failure}\` | ${attempts} | ${baseMs} | ${maxMs} |`,
  );
  return ['| failure class | `attempts` | `baseMs` | `maxMs` |', '| --- | --- | --- | --- |', ...rows];
}
