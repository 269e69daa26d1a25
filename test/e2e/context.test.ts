import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { copiedAtWork } from '../helpers/at-work.ts';
import { checkout, seenContext } from '../helpers/checkout.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();
const run = promisify(execFile);

const script = [answer(cleanReview)];

const fetches = (s: Scenario): number =>
  s.github.requests.filter(({ path }) => path.includes('git-upload-pack')).length;

describe.concurrent('where the diff and the files come from', () => {
  it('works without a checkout step and leaves no credential behind', async () => {
    const read = { tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }] };
    const { folder, ...atWork } = await copiedAtWork([read, answer(cleanReview)], 1);
    const s = await scenario(atWork);
    const result = await s.run(atWork);
    expect(result.outputs['conclusion'], result.log).toBe('success');
    expect(seenContext(result)).toMatchObject({ source: 'api', files: 1, sent: ['src/app.ts'] });
    expect(s.model.seen()).toContain('R2 +  return values.reduce');
    // What Read gave back: the file as the pull request leaves it.
    expect(JSON.stringify(s.model.requests.at(-1)?.messages)).toContain('values.length;');
    const config = await readFile(join(folder, 'repository.git', 'config'), 'utf8');
    expect(config).not.toMatch(/extraheader|x-access-token|ghs_/i);
    const basic = Buffer.from(`x-access-token:${s.token}`).toString('base64');
    for (const secret of [s.token, basic])
      await expect(run('grep', ['-rqF', secret, folder, result.dir])).rejects.toMatchObject({ code: 1 });
    expect(s.github.violations).toEqual([]);
  });

  it('takes the diff from a full checkout, without asking GitHub for it', async () => {
    const { temp, folder, script: copying } = await copiedAtWork(script);
    const s = await scenario({ script: copying });
    const workspace = await checkout(s, { depth: 0 });
    const before = fetches(s);
    const result = await s.run({ workspace, temp });
    expect(seenContext(result), result.log).toMatchObject({ source: 'checkout', sent: ['src/app.ts'] });
    expect(s.model.seen()).toContain('R2 +  return values.reduce');
    expect(fetches(s)).toBe(before);
    expect(s.github.requests.some(({ path }) => path.includes('/files'))).toBe(false);
    // The checkout's own credential is not where Claude can read.
    expect(await readdir(join(folder, 'tree'))).not.toContain('.git');
  });

  it('asks GitHub when the checkout holds only the merge commit', async () => {
    const s = await scenario({ script });
    const workspace = await checkout(s, { depth: 1 });
    const result = await s.run({ workspace });
    expect(seenContext(result), result.log).toMatchObject({ source: 'api', sent: ['src/app.ts'] });
    expect(result.report?.warnings).toEqual([]);
  });

  it('diffs against the merge base, not against the tip of the base branch', async () => {
    for (const withCheckout of [true, false]) {
      const s = await scenario({ script });
      await s.repository.commit({ branch: 'main', files: { 'later.ts': 'export const later = 1;\n' } });
      const result = await s.run(withCheckout ? { workspace: await checkout(s, { depth: 0 }) } : {});
      expect(seenContext(result), result.log).toMatchObject({ files: 1, sent: ['src/app.ts'] });
      expect(s.model.seen()).not.toContain('later.ts');
    }
  });

  it('goes on with the diff alone when the files cannot be fetched, and says so', async () => {
    const s = await scenario({ script });
    s.github.fault({ path: /git-upload-pack|info\/refs/, status: 503, times: Number.POSITIVE_INFINITY });
    const result = await s.run();
    expect(result.outputs['conclusion'], result.log).toBe('success');
    expect(s.pull.comments()[0]?.body).toContain('saw only the diff');
    expect(s.model.seen()).toContain('The files themselves are not available');
  });

  it('reads all pages of the files, together, and says what lies beyond the limit', async () => {
    const head = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [
        `src/file-${index}.ts`,
        `export const n${index} = ${index};\n`,
      ]),
    );
    const s = await scenario({ script, head });
    s.github.fault({ path: /\/files/, delayMs: 300, times: 3 });
    const result = await s.run();
    expect(seenContext(result), result.log).toMatchObject({ source: 'api', files: 250 });
    const pages = s.github.requests.filter(({ path }) => path.includes('/files'));
    expect(pages).toHaveLength(3);
    // Asked for at once: the last began before the first had ended.
    expect(Math.max(...pages.map(({ startedAtMs }) => startedAtMs))).toBeLessThanOrEqual(
      Math.min(...pages.map(({ endedAtMs }) => endedAtMs ?? 0)),
    );
  });
});
