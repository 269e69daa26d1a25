import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiedAtWork } from '../helpers/at-work.ts';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { canSandbox } from '../helpers/machine.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { type ActionRun, root, tempFolder } from '../helpers/run-action.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

/** What the run needs and no more: bubblewrap is not among it. */
async function pathWithoutSandbox(): Promise<string> {
  const folder = await tempFolder('bin');
  await mkdir(folder, { recursive: true });
  for (const program of ['git', 'sh', 'env']) await symlink(`/usr/bin/${program}`, join(folder, program));
  await symlink(join(root, 'node_modules', '.bin', 'claude'), join(folder, 'claude'));
  return folder;
}

const surroundings = (run: ActionRun): unknown =>
  run.journal.find(({ type }) => type === 'action.surroundings')?.data;

async function dispatched(s: Scenario): Promise<Parameters<Scenario['run']>[0]> {
  const sha = (await s.repository.branchSha('main')) as string;
  return { sha, event: { name: 'workflow_dispatch', payload: s.repository.workflowDispatchEvent() } };
}

describe.concurrent('the sandbox', () => {
  it.skipIf(!canSandbox)('is used where it works, and the run says so (needs bubblewrap)', async () => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(surroundings(run)).toMatchObject({ tier: 'read', sandbox: expect.stringContaining('bubblewrap') });
    expect(run.log).toContain('in a sandbox (bubblewrap');
  });

  it('is done without where it is missing, and the log says what would bring it', async () => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ env: { PATH: await pathWithoutSandbox() } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(surroundings(run)).toMatchObject({ sandbox: null });
    expect(run.log).toMatch(/without a sandbox \(bubblewrap.*apt-get install -y bubblewrap/);
  });

  it('required, and missing, is a refusal with the remedy on the pull request, before the model is asked', async () => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({
      env: { PATH: await pathWithoutSandbox() },
      inputs: { sandbox: 'required' },
    });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^denied: sandbox: required.*apt-get install -y bubblewrap/);
    expect(s.pull.comments().map(({ body }) => body)).toEqual([
      expect.stringContaining('apt-get install -y bubblewrap'),
    ]);
    expect(s.model.requests).toEqual([]);
  });

  it('is a condition of a shell, unless the workflow goes without by name', async () => {
    const s = await scenario({
      script: [{ tools: [{ name: 'Bash', input: { command: 'echo went-without' } }] }, { text: 'Done.' }],
    });
    const over = {
      ...(await dispatched(s)),
      env: { PATH: await pathWithoutSandbox() },
    };
    const inputs = { prompt: 'Work.', tools: 'Read,Bash' };
    const refused = await s.run({ ...over, inputs });
    expect(refused.outputs['reason']).toMatch(/^denied: .*sandbox only.*sandbox: off/);
    expect(s.model.requests).toEqual([]);
    const run = await s.run({ ...over, inputs: { ...inputs, sandbox: 'off' } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(s.model.seen()).toContain('went-without');
  });

  it.skipIf(!canSandbox)(
    'a shell changes a copy: the checkout stays as it was (needs bubblewrap)',
    async () => {
      const turns = [
        { tools: [{ name: 'Bash', input: { command: 'echo changed > README.md && cat README.md' } }] },
        { tools: [{ name: 'Write', input: { file_path: '/workspace/new.txt', content: 'new' } }] },
        { text: 'Done.' },
      ];
      const { temp, folder, script } = await copiedAtWork(turns, 2);
      const s = await scenario({ script });
      const workspace = await tempFolder('workspace');
      await writeFile(join(workspace, 'README.md'), 'as it was\n');
      const inputs = { prompt: 'Work.', tools: 'Read,Write,Bash', sandbox: 'required' };
      const run = await s.run({ ...(await dispatched(s)), temp, workspace, inputs });
      expect(run.outputs['conclusion'], run.log).toBe('success');
      expect(await readFile(join(workspace, 'README.md'), 'utf8')).toBe('as it was\n');
      expect(await readFile(join(folder, 'tree', 'new.txt'), 'utf8')).toBe('new');
    },
  );
});

describe.concurrent('a cloud in the place of the API', () => {
  it.each(canSandbox ? ['required', 'off'] : ['off'])(
    'has its own credentials, and no gateway (sandbox: %s)',
    async (sandbox) => {
      const file = join(await tempFolder('cloud'), 'creds.json');
      await writeFile(file, '{"type":"service_account","private_key":"canary-of-the-private-key"}');
      const path = await fakeClaude(`
      const { readFileSync } = require('node:fs');
      init();
      const { GOOGLE_APPLICATION_CREDENTIALS: place = '', ANTHROPIC_BASE_URL, ANTHROPIC_API_KEY, ANTHROPIC_VERTEX_PROJECT_ID } = process.env;
      result({ structured_output: { summary: JSON.stringify({ file: readFileSync(place, 'utf8'), ANTHROPIC_BASE_URL, ANTHROPIC_API_KEY, ANTHROPIC_VERTEX_PROJECT_ID }), checked: [], findings: [] } });`);
      const s = await scenario({ script: [answer(cleanReview)] });
      const run = await s.run({
        env: {
          CLAUDE_CODE_USE_VERTEX: '1',
          CLOUD_ML_REGION: 'europe-west1',
          ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
          GOOGLE_APPLICATION_CREDENTIALS: file,
        },
        inputs: { 'anthropic-api-key': '', 'claude-path': path, sandbox },
      });
      expect(run.outputs['conclusion'], run.log).toBe('success');
      const { summary } = JSON.parse(run.outputs['result'] ?? '') as { summary: string };
      expect(JSON.parse(summary)).toEqual({
        // Read, and not published.
        file: '{"type":"service_account","private_key":"[redacted]"}',
        ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
      });
      expect(surroundings(run)).toMatchObject({ cloud: 'Vertex AI' });
    },
  );

  it('and a key besides is a contradiction that is told', async () => {
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ env: { CLAUDE_CODE_USE_BEDROCK: '1' } });
    expect(run.outputs['reason']).toMatch(/^denied: .*anthropic-api-key.*CLAUDE_CODE_USE_BEDROCK/s);
  });
});
