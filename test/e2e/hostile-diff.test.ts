import { describe, expect, it } from 'vitest';
import type { FileChange } from '../github/git/write-commit.ts';
import { checkout, seenContext } from '../helpers/checkout.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];

/** A pull request must not be able to hide a change from the review, whichever way the diff is had. */
describe.concurrent('a pull request that tries to hide a change', () => {
  const tricks: Readonly<
    Record<string, { base: Record<string, FileChange>; head: Record<string, FileChange> }>
  > = {
    'behind a file that becomes a symlink': {
      base: { 'a-link': { symlink: 'x' }, 'b.ts': '1\n', 'z.ts': '1\n' },
      head: { 'a-link': 'plain\n', 'b.ts': 'b2\n', 'z.ts': 'EVIL_CODE\n' },
    },
    'behind a file name that begins with a tab': {
      base: { 'z.ts': '1\n' },
      head: { '\tx': 'tab\n', 'z.ts': 'EVIL_CODE\n' },
    },
    'by calling it binary in .gitattributes': {
      base: { 'src/z.ts': '1\n' },
      head: { '.gitattributes': 'src/** -diff\n', 'src/z.ts': 'EVIL_CODE\n' },
    },
    'by re-encoding it in .gitattributes': {
      base: { 'src/z.ts': '1\n' },
      head: { '.gitattributes': 'src/** working-tree-encoding=UTF-16\n', 'src/z.ts': 'EVIL_CODE\n' },
    },
    'as a line that looks like a submodule': {
      base: { 'z.ts': '1\n' },
      head: { 'z.ts': `Subproject commit ${'a'.repeat(40)}\nEVIL_CODE\n` },
    },
  };
  for (const [name, { base, head }] of Object.entries(tricks)) {
    for (const withCheckout of [true, false]) {
      it(`${name}, ${withCheckout ? 'with' : 'without'} a checkout`, async () => {
        const s = await scenario({
          script: [
            { tools: [{ name: 'Grep', input: { pattern: 'EVIL_CODE', output_mode: 'content' } }] },
            answer(cleanReview),
          ],
          base,
          head,
        });
        const run = await s.run(withCheckout ? { workspace: await checkout(s, { depth: 0 }) } : {});
        expect(run.outputs['conclusion'], run.log).toBe('success');
        expect(seenContext(run).source).toBe(withCheckout ? 'checkout' : 'api');
        const sent = JSON.stringify(s.model.requests[0]?.messages);
        expect(sent).toMatch(/R\d+ \+EVIL_CODE/);
        // Claude's own look at the file finds it too.
        expect(JSON.stringify(s.model.requests.at(-1)?.messages.slice(-2))).toContain('z.ts');
      });
    }
  }

  it('fetches the files anew when the checkout is a partial clone that lacks them', async () => {
    const s = await scenario({ script });
    const run = await s.run({ workspace: await checkout(s, { depth: 0, filter: 'blob:none' }) });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.report?.warnings).toEqual([]);
  });
});
