import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { root, tempFolder } from '../helpers/run-action.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const stickyOf = (s: Scenario): string =>
  s.pull
    .comments()
    .map(({ body }) => body)
    .join('\n');

/** A PATH without Claude Code, and a registry that nobody listens on. */
const nowhere = { PATH: '/usr/local/bin:/usr/bin:/bin', NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9' };

describe.concurrent('finding Claude Code', () => {
  it('by claude-path', async () => {
    const s = await scenario({ script });
    const path = join(root, 'node_modules', '.bin', 'claude');
    const run = await s.run({ env: nowhere, inputs: { 'claude-path': path } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.report?.claude).toMatchObject({ path, version: '2.1.329' });
  });

  it('in PATH', async () => {
    const s = await scenario({ script });
    const folder = await tempFolder('bin');
    await symlink(join(root, 'node_modules', '.bin', 'claude'), join(folder, 'claude'));
    const run = await s.run({ env: { ...nowhere, PATH: `${folder}:${nowhere.PATH}` } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.report?.claude.path).toBe(join(folder, 'claude'));
  });

  it('never in the checkout', async () => {
    const s = await scenario({ script });
    const workspace = await tempFolder('workspace');
    await mkdir(join(workspace, 'bin'));
    await writeFile(join(workspace, 'bin', 'claude'), '#!/bin/sh\necho 2.1.329\n');
    await chmod(join(workspace, 'bin', 'claude'), 0o755);
    const run = await s.run({
      workspace,
      env: { ...nowhere, PATH: `${join(workspace, 'bin')}:${nowhere.PATH}` },
    });
    expect(run.outputs['reason']).toMatch(/^cli_missing: /);
  });

  it('a missing one is cli_missing with the fix', async () => {
    const s = await scenario({ script });
    const run = await s.run({ env: nowhere });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^cli_missing: .*127\.0\.0\.1.*claude-path/s);
    expect(stickyOf(s)).toContain('Claude Code is missing');
    expect(run.summary).toContain('claude-path');
    expect(s.model.requests).toEqual([]);
  });

  it('a claude-path that is not there is told, not replaced', async () => {
    const s = await scenario({ script });
    const run = await s.run({ inputs: { 'claude-path': '/nowhere/claude' } });
    expect(run.outputs['reason']).toMatch(/^cli_missing: .*\/nowhere\/claude/);
  });

  for (const [name, body, options, told] of [
    ['too old', '', { version: '2.0.1' }, /2\.0\.1/],
    [
      'without the flags that isolate it',
      '',
      { help: '  -p, --print\n  --output-format <format>\n' },
      /--restricted/,
    ],
  ] as const) {
    it(`one that is ${name} is refused with the fix`, async () => {
      const s = await scenario({ script });
      const run = await s.run({ inputs: { 'claude-path': await fakeClaude(body, options) } });
      expect(run.outputs['reason']).toMatch(/^cli_missing: /);
      expect(run.outputs['reason']).toMatch(told);
      expect(stickyOf(s)).toMatch(told);
    });
  }

  it('one that breaks when asked for its version is refused', async () => {
    const s = await scenario({ script });
    const folder = await tempFolder('broken');
    const path = join(folder, 'claude');
    await writeFile(path, '#!/bin/sh\necho "cannot execute" >&2\nexit 126\n');
    await chmod(path, 0o755);
    const run = await s.run({ inputs: { 'claude-path': path } });
    expect(run.outputs['reason']).toMatch(/^cli_missing: .*126/s);
  });
});
