import { type Job, type Step, stepsOf, type Workflow } from './workflow.ts';

/** What a workflow with a secret must not do; each finding says what does it. */
export interface Rule {
  readonly name: string;
  readonly reason: string;
  readonly find: (workflow: Workflow) => readonly string[];
}

/** Events that run with secrets on what a stranger did. */
const privileged = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
];
const byStrangers = [...privileged, 'pull_request', 'pull_request_review', 'pull_request_review_comment'];

const strangersCode =
  /head[._](?:ref|sha|branch|commit|repository)|pull_request\.head|merge_commit_sha|refs\/pull|\bgh pr checkout|\bgit (?:fetch|checkout|pull)[^\n]*\bpull\//;

export const rules: readonly Rule[] = [
  {
    name: 'no expression in a script',
    reason: 'its value becomes part of the program: hand it on through `env`',
    find: (workflow) =>
      stepsOf(workflow)
        .filter(({ step }) => scriptsOf(step).some((script) => script.includes('${{')))
        .map(({ job }) => `a script of job ${job}`),
  },
  {
    name: 'actions are pinned',
    reason: 'a tag can be moved to other code: name the full commit SHA',
    find: (workflow) => usesOf(workflow).filter((uses) => !isPinned(uses, workflow.path)),
  },
  {
    name: 'a checkout keeps no credentials',
    reason: 'the token would lie in .git/config for all that follows: `persist-credentials: false`',
    find: (workflow) =>
      stepsOf(workflow)
        .filter(({ step }) => isCheckout(step) && String(step.with?.['persist-credentials']) !== 'false')
        .map(({ job }) => `the checkout of job ${job}`),
  },
  {
    name: 'permissions are named, and least',
    reason: 'without them the repository decides, and may give all; what one job writes with, no other needs',
    find: ({ permissions, jobs }) => [
      ...(isNamed(permissions) ? [] : ['the workflow']),
      ...Object.entries(jobs)
        .filter(([, job]) => job.permissions !== undefined && !isNamed(job.permissions))
        .map(([name]) => `job ${name}`),
      ...(Object.keys(jobs).length > 1 ? writesOf(permissions).map((scope) => `${scope} for every job`) : []),
    ],
  },
  {
    name: 'no pull_request_target',
    reason: 'it runs with secrets on what a stranger wrote, and the action never acts on it',
    find: ({ events }) => events.filter((event) => event === 'pull_request_target'),
  },
  {
    name: "a privileged event leaves a stranger's code alone",
    reason: 'whatever is checked out, installed or built there runs beside the secrets',
    find: (workflow) =>
      workflow.events.some((event) => privileged.includes(event))
        ? stepsOf(workflow)
            .filter(({ step }) => takesStrangersCode(step))
            .map(({ job }) => `a step of job ${job}`)
        : [],
  },
  {
    name: 'secrets are handed over one by one',
    reason: 'all of them are more than a job needs: name each',
    find: ({ jobs, text }) => [
      ...Object.entries(jobs)
        .filter(([, { secrets }]) => secrets === 'inherit')
        .map(([name]) => `job ${name} inherits them`),
      ...(text.match(/\$\{\{[^}]*\b(?:toJSON\(\s*secrets\b|secrets\s*(?:\[|\}\}))/gi) ?? []),
    ],
  },
  {
    name: "no runner of one's own for strangers",
    reason: 'what a fork leaves on the machine is there for the next job: let only this repository in',
    find: ({ events, jobs }) =>
      events.some((event) => byStrangers.includes(event))
        ? Object.entries(jobs)
            .filter(([, job]) => isOwnRunner(job) && !isForThisRepository(job))
            .map(([name]) => `job ${name}`)
        : [],
  },
  {
    name: 'nobody is trusted by name',
    reason: '`github.actor` is whoever did the last thing, not whose code it is: compare ids or repositories',
    find: ({ text }) => text.match(/github\.(?:triggering_)?actor\s*[=!]=[^\n]*/g) ?? [],
  },
  {
    name: 'no cache where something is released',
    reason: 'any job of the repository may have filled it',
    find: (workflow) =>
      workflow.releases
        ? stepsOf(workflow)
            .filter(
              ({ step }) => step.with?.['cache'] !== undefined || step.uses?.startsWith('actions/cache@'),
            )
            .map(({ job }) => `a step of job ${job}`)
        : [],
  },
  {
    name: 'examples run once at a time',
    reason: 'many pushes in a row are each paid for: set `concurrency`',
    find: ({ path, concurrency }) =>
      path.startsWith('docs/examples/') && concurrency === undefined ? ['the workflow'] : [],
  },
];

function scriptsOf(step: Step): readonly string[] {
  return [step.run, step.with?.['script']].filter((script) => typeof script === 'string');
}

function usesOf(workflow: Workflow): readonly string[] {
  const jobs = Object.values(workflow.jobs).map(({ uses }) => uses);
  return [...jobs, ...stepsOf(workflow).map(({ step }) => step.uses)].filter((uses) => uses !== undefined);
}

function isPinned(uses: string, path: string): boolean {
  if (uses.startsWith('./')) return true;
  if (!path.startsWith('.github/') && /^org\/claude-orchestrator@v\d+$/.test(uses)) return true;
  return uses.startsWith('docker://') ? /@sha256:[\da-f]{64}$/.test(uses) : /@[\da-f]{40}$/.test(uses);
}

const isCheckout = ({ uses }: Step): boolean => uses?.startsWith('actions/checkout@') === true;

function isNamed(permissions: unknown): boolean {
  return typeof permissions === 'object' && permissions !== null;
}

function writesOf(permissions: unknown): readonly string[] {
  if (typeof permissions !== 'object' || permissions === null) return [];
  return Object.entries(permissions).flatMap(([scope, level]) =>
    level === 'write' ? [`${scope}: write`] : [],
  );
}

function takesStrangersCode(step: Step): boolean {
  const named = [step.with?.['ref'], step.with?.['repository']].map(String);
  return (isCheckout(step) ? named : scriptsOf(step)).some((text) => strangersCode.test(text));
}

function isOwnRunner(job: Job): boolean {
  const runner = job['runs-on'];
  if (typeof runner === 'object' && runner !== null && 'group' in runner) return true;
  return JSON.stringify(runner ?? '').includes('self-hosted');
}

function isForThisRepository(job: Job): boolean {
  return /head\.repo(?:sitory)?\.(?:full_name|id) == github\.repository/.test(String(job.if ?? ''));
}
