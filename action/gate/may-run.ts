import type { Head } from '../event/who.ts';
import type { Tier } from '../tier.ts';
import { passOf } from './pass-of.ts';
import type { Case, KnownParty, Verdict } from './standing.ts';

/** What an event is good for. */
interface EventRule {
  /** The most that a run may have, whoever started it. */
  readonly most: Tier;
  /**
   * What becomes of a commit from elsewhere. An event that runs with the repository's secrets while strangers cause it never
   * looks at one: it is skipped. By hand somebody with write permission has decided, and Claude may read.
   */
  readonly elsewhere: 'no' | 'read';
}

/** Events that start nothing are in no table: what is not known is not let in. */
const rules: Readonly<Record<string, EventRule>> = {
  pull_request: { most: 'write', elsewhere: 'no' },
  pull_request_target: { most: 'read', elsewhere: 'no' },
  issue_comment: { most: 'write', elsewhere: 'no' },
  pull_request_review: { most: 'write', elsewhere: 'no' },
  pull_request_review_comment: { most: 'write', elsewhere: 'no' },
  issues: { most: 'write', elsewhere: 'no' },
  workflow_run: { most: 'write', elsewhere: 'no' },
  workflow_dispatch: { most: 'write', elsewhere: 'read' },
  repository_dispatch: { most: 'write', elsewhere: 'no' },
  schedule: { most: 'write', elsewhere: 'no' },
  push: { most: 'write', elsewhere: 'no' },
  merge_group: { most: 'write', elsewhere: 'no' },
};

/**
 * Whether an event may start a run, and what it may have. Everyone who has a part in the event must be allowed, and the least
 * that one of them may have is what the run may have. Pure; what is not known counts as no.
 */
export function mayRun(asked: Case): Verdict {
  const rule = Object.hasOwn(rules, asked.event) ? rules[asked.event] : undefined;
  if (rule === undefined) {
    return { kind: 'no', code: 'event', message: `Nobody may start a run by the event ${asked.event}.` };
  }
  if (asked.parties.length === 0 && asked.event !== 'schedule') {
    return { kind: 'no', code: 'actor', message: `GitHub does not say who caused the event ${asked.event}.` };
  }
  const isElsewhere = asked.head === 'fork' || asked.head === 'unknown';
  if (isElsewhere && rule.elsewhere === 'no') return noFork(asked.event, asked.head);
  const passes = asked.parties.map((party) => passOf(party, asked));
  const refused = passes.find(({ kind }) => kind === 'no');
  if (refused !== undefined) return refused;
  const limits = [
    ...(rule.most === 'read' ? [`the event ${asked.event} gives reading only`] : []),
    ...(isElsewhere ? ['the commit may come from a fork'] : []),
    ...passes.flatMap((pass) => (pass.kind === 'yes' && pass.tier === 'read' ? [pass.why] : [])),
    ...authorLimit(asked),
  ];
  const [why] = limits;
  return why === undefined ? { kind: 'yes', tier: 'write' } : { kind: 'yes', tier: 'read', why };
}

/**
 * Somebody with write permission may have a stranger's pull request read, by reopening it or pushing to it: its words are a
 * stranger's all the same, so they never reach tools that write.
 */
function authorLimit(asked: Case): readonly string[] {
  const { author } = asked;
  if (author === null) return [];
  const pass = passOf(author, asked);
  if (pass.kind === 'yes' && pass.tier === 'write') return [];
  return [`its author ${nameOf(author)} has no write permission`];
}

function nameOf({ account }: KnownParty): string {
  return account?.login ?? '(deleted)';
}

function noFork(event: string, head: Head): Verdict {
  const from = head === 'fork' ? 'comes from a fork' : 'may come from a fork';
  return {
    kind: 'no',
    code: 'fork',
    message: `The commit ${from}, and a run by the event ${event} never looks at one. A maintainer can have it reviewed with a workflow_dispatch workflow: see docs/examples/review-forks.yml.`,
  };
}
