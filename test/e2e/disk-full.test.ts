import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview, finding } from '../helpers/model.ts';
import { tempFolder } from '../helpers/run-action.ts';
import { cleanUpScenarios, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

/** A shell would drop the INPUT_* variables: their names hold hyphens. */
const mountAndRun = `
const { execFileSync, spawnSync } = require('node:child_process');
const [folder, size, command, ...args] = process.argv.slice(1);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=' + size, 'tmpfs', folder]);
process.exitCode = spawnSync(command, args, { stdio: 'inherit' }).status;`;

/** Starts a command with a disk of one size at `folder`, seen by that command alone. */
const withDisk = (folder: string, size: string): readonly string[] => [
  ...['unshare', '--user', '--map-root-user', '--mount', process.execPath, '-e', mountAndRun],
  folder,
  size,
];

/** It is to fill up in the middle of a run: one with so little room would not begin. */
const env = { CLAUDE_ORCHESTRATOR_MIN_FREE_MB: '0' };

const canMount = await promisify(execFile)('unshare', ['--user', '--map-root-user', '--mount', 'true']).then(
  () => true,
  () => false,
);

describe.skipIf(!canMount)('a disk that fills up (needs unprivileged user namespaces)', () => {
  it('costs the journal, not the answer, and fails the job by name', async () => {
    const temp = await tempFolder('disk');
    await mkdir(temp, { recursive: true });
    const review = { ...cleanReview, findings: [finding()] };
    const path = await fakeClaude(`
      init();
      for (let index = 0; index < 64; index++) emit({ type: 'user', filler: 'x'.repeat(100_000) });
      result({ structured_output: ${JSON.stringify(review)} });`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ temp, launcher: withDisk(temp, '2m'), env, inputs: { 'claude-path': path } });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/^internal: .*disk could not be written.*ENOSPC.*Free some space/);
    expect(JSON.parse(run.outputs['result'] ?? '')).toEqual(review);
    expect(await s.pull.reviewComments()).toHaveLength(1);
    expect(run.summary).toContain('Free some space');
    expect(run.summary).toContain('Division by zero');
    expect(s.pull.comments()[0]?.body).toContain('disk could not be written (ENOSPC');
  });

  it('that has no room at all is told too', async () => {
    const temp = await tempFolder('disk');
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ temp, launcher: withDisk(temp, '4k'), env });
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(/ENOSPC|no space|disk/i);
    expect(run.summary.length).toBeGreaterThan(100);
    expect(s.pull.comments()).toHaveLength(1);
  });
});
