import { describe, expect, it } from 'vitest';
import { checkout } from '../helpers/checkout.ts';
import { cleanUpScenarios, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

describe('a prompt on dispatch and on schedule', () => {
  it('answers a prompt from workflow_dispatch over the files of the commit', async () => {
    const s = await scenario({
      script: [
        { tools: [{ name: 'Read', input: { file_path: 'README.md' } }] },
        { text: 'The repository holds a shop.' },
      ],
    });
    const sha = (await s.repository.branchSha('main')) as string;
    const event = { name: 'workflow_dispatch', payload: s.repository.workflowDispatchEvent() };
    const run = await s.run({ event, sha, inputs: { prompt: 'What is this?' } });
    expect(run.outputs, run.log).toMatchObject({ conclusion: 'success', reason: '' });
    expect(JSON.parse(run.outputs['result'] ?? '')).toEqual({ text: 'The repository holds a shop.' });
    expect(run.summary).toContain('The repository holds a shop.');
    expect(run.exitCode).toBe(0);
    expect(s.github.violations).toEqual([]);
  });

  it('has the files of the commit when the checkout is a partial clone that lacks them', async () => {
    const s = await scenario({
      script: [{ tools: [{ name: 'Read', input: { file_path: 'README.md' } }] }, { text: 'Read it.' }],
    });
    const sha = (await s.repository.branchSha('main')) as string;
    const event = { name: 'workflow_dispatch', payload: s.repository.workflowDispatchEvent() };
    const workspace = await checkout(s, { depth: 0, filter: 'blob:none' });
    const run = await s.run({ event, sha, workspace, inputs: { prompt: 'What is this?' } });
    expect(run.outputs, run.log).toMatchObject({ conclusion: 'success', reason: '' });
    expect(JSON.stringify(s.model.requests.at(-1)?.messages)).toContain('# Shop');
  });
});
