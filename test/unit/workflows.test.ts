import { glob, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rules } from '../../scripts/workflows/rules.ts';
import { readWorkflow } from '../../scripts/workflows/workflow.ts';

const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';

interface Parts {
  readonly path?: string;
  readonly on?: string;
  readonly top?: string;
  readonly job?: string;
  readonly step?: string;
}

/** A workflow that no rule finds fault with, but for the part given. */
function workflow({
  path = '.github/workflows/a.yml',
  on = 'push',
  top = 'permissions: {}',
  job = '',
  step = 'run: "true"',
}: Parts) {
  const text = `on: ${on}\n${top}\njobs:\n  a:\n    ${job === '' ? 'runs-on: ubuntu-24.04' : job}\n    steps:\n      - ${step}\n`;
  return readWorkflow(path, text);
}

const brokenBy = (parts: Parts): readonly string[] =>
  rules.filter(({ find }) => find(workflow(parts)).length > 0).map(({ name }) => name);

test.each<[rule: string, parts: Parts]>([
  ['no expression in a script', { step: 'run: echo "${{ github.event.pull_request.title }}"' }],
  [
    'no expression in a script',
    { step: `{ uses: actions/github-script@${sha}, with: { script: "f('\${{ github.head_ref }}')" } }` },
  ],
  ['actions are pinned', { step: 'uses: actions/setup-node@v7' }],
  ['actions are pinned', { step: 'uses: some/action/deep@main' }],
  ['actions are pinned', { step: 'uses: docker://alpine:3' }],
  ['actions are pinned', { step: 'uses: org/claude-orchestrator@v1' }],
  [
    'actions are pinned',
    {
      path: 'docs/examples/a.yml',
      top: 'permissions: {}\nconcurrency: a',
      step: 'uses: actions/setup-node@v7',
    },
  ],
  ['a checkout keeps no credentials', { step: `uses: actions/checkout@${sha}` }],
  [
    'a checkout keeps no credentials',
    { step: `{ uses: actions/checkout@${sha}, with: { persist-credentials: true } }` },
  ],
  ['permissions are named, and least', { top: 'env: {}' }],
  ['permissions are named, and least', { top: 'permissions: write-all' }],
  ['permissions are named, and least', { top: 'permissions: read-all' }],
  ['permissions are named, and least', { job: 'permissions: write-all\n    runs-on: ubuntu-24.04' }],
  [
    'permissions are named, and least',
    {
      top: 'permissions: { contents: write }',
      job: 'runs-on: ubuntu-24.04\n  b:\n    runs-on: ubuntu-24.04',
    },
  ],
  ['no pull_request_target', { on: '[push, pull_request_target]' }],
  [
    "a privileged event leaves a stranger's code alone",
    {
      on: '{ workflow_run: { workflows: [CI] } }',
      step: checkoutOf('${{ github.event.workflow_run.head_sha }}'),
    },
  ],
  [
    "a privileged event leaves a stranger's code alone",
    { on: 'issue_comment', step: checkoutOf('refs/pull/${{ github.event.issue.number }}/merge') },
  ],
  [
    "a privileged event leaves a stranger's code alone",
    { on: 'issue_comment', step: 'run: gh pr checkout "$NUMBER"' },
  ],
  [
    'secrets are handed over one by one',
    { job: `secrets: inherit\n    uses: a/b/.github/workflows/c.yml@${sha}` },
  ],
  ['secrets are handed over one by one', { top: 'permissions: {}\nenv: { ALL: "${{ toJSON(secrets) }}" }' }],
  [
    'secrets are handed over one by one',
    { top: 'permissions: {}\nenv: { ANY: "${{ secrets[github.event.action] }}" }' },
  ],
  ["no runner of one's own for strangers", { on: 'pull_request', job: 'runs-on: [self-hosted, linux]' }],
  ["no runner of one's own for strangers", { on: 'issue_comment', job: 'runs-on: { group: big }' }],
  ['nobody is trusted by name', { job: "if: github.actor == 'dependabot[bot]'\n    runs-on: ubuntu-24.04" }],
  [
    'no cache where something is released',
    {
      on: '{ push: { tags: [v1] } }',
      step: `{ uses: actions/setup-node@${sha}, with: { cache: npm } }`,
    },
  ],
  ['examples run once at a time', { path: 'docs/examples/a.yml' }],
])('%s: %j', (rule, parts) => {
  expect(brokenBy(parts)).toEqual([rule]);
});

function checkoutOf(ref: string): string {
  return `{ uses: actions/checkout@${sha}, with: { persist-credentials: false, ref: "${ref}" } }`;
}

test.each<[what: string, parts: Parts]>([
  [
    'values that go through the environment',
    { step: '{ env: { T: "${{ github.event.pull_request.title }}" }, run: echo "$T" }' },
  ],
  [
    'a pinned checkout',
    { on: 'pull_request', step: checkoutOf('${{ github.event.pull_request.head.sha }}') },
  ],
  ['the base, checked out for a comment', { on: 'issue_comment', step: checkoutOf('main') }],
  [
    'our own action by its major version, in an example',
    {
      path: 'docs/examples/a.yml',
      top: 'permissions: {}\nconcurrency: a',
      step: 'uses: org/claude-orchestrator@v1',
    },
  ],
  [
    'a runner of our own for our own branches',
    {
      on: 'pull_request',
      job: 'if: github.event.pull_request.head.repo.full_name == github.repository\n    runs-on: self-hosted',
    },
  ],
  ['one job that writes', { top: 'permissions: { contents: read, pull-requests: write }' }],
])('no rule forbids %s', (_, parts) => {
  expect(brokenBy(parts)).toEqual([]);
});

test('neither our workflows nor the examples break a rule', async () => {
  for await (const path of glob('{.github/workflows,docs/examples}/*.yml')) {
    const one = readWorkflow(path, await readFile(path, 'utf8'));
    expect(Object.keys(one.jobs)).not.toEqual([]);
    for (const { name, find } of rules) expect(find(one), `${path}: ${name}`).toEqual([]);
  }
});

test('the workflow to copy first is fifteen lines', async () => {
  expect(
    (await readFile('docs/examples/review.yml', 'utf8')).trimEnd().split('\n').length,
  ).toBeLessThanOrEqual(15);
});
