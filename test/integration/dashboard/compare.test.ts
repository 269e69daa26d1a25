import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { hostileRun } from '../../helpers/dashboard/hostile-run.ts';
import { answers, calls, line } from '../../helpers/dashboard/journal-lines.ts';
import { sampleEvents, writeRun } from '../../helpers/dashboard/sample-run.ts';
import { faultsOf, startScene } from './scene.ts';

const finding = (title: string, line: number) => ({
  ...{ path: 'src/mean.ts', line, title, severity: 'high', explanation: 'It divides by **zero**.' },
  ...{ side: 'RIGHT', category: 'correctness', suggestion: null, confidence: 0.9 },
});
const laterEvents = [
  line(1, 'claude.system.init', { subtype: 'init', cwd: '/w' }),
  calls(2, { id: 'grep', name: 'Grep', input: { pattern: 'mean' } }),
  answers(3, { id: 'grep' }),
  calls(4, {
    id: 'edit',
    name: 'Edit',
    input: { file_path: '/w/src/sum.ts', old_string: 'a', new_string: 'b\nc' },
  }),
  answers(5, { id: 'edit' }),
];

describe.skipIf(!hasChromium)('two runs or sessions side by side (needs chromium)', async () => {
  const { open, folder, runs } = await startScene(1_000);
  const runsOf = (of = ''): number => runs.filter(({ session }) => session === of).length;
  const branch = runs.findLast(({ parentSession }) => runsOf(parentSession) > 1);
  const trunk = branch?.parentSession ?? '';
  const ofFamily = runs.filter(({ session }) => session === trunk || session === branch?.session);
  for (const [at, { id, session, parentSession }] of ofFamily.entries())
    await writeRun(folder, {
      id,
      events: at % 2 === 0 ? sampleEvents() : laterEvents,
      run: {
        ...{ session, parentSession: parentSession || null },
        findings: at % 2 === 0 ? [finding('An empty list gives NaN', 4)] : [finding('Sum overflows', 9)],
      },
    });
  const [first, second] = ofFamily.map(({ id }) => id);
  await writeRun(folder, { ...hostileRun, id: 'hostile' });

  it.each(['light', 'dark'] as const)('are compared, for everyone: %s', async (colorScheme) => {
    const page = await open(`#/compare?a=${first}&b=${second}`, { colorScheme });
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    const row = page.getByRole('row', { name: /An empty list gives NaN/ });
    expect(await row.textContent()).toContain('src/mean.ts:4');
    expect(await page.getByRole('row', { name: /Grep/ }).textContent()).toContain('–1 call');
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
  });

  it('lead to the place in either run', async () => {
    const page = await open(`#/compare?a=${first}&b=${second}`);
    await page
      .getByRole('row', { name: /src\/sum.ts/ })
      .getByRole('link')
      .click();
    await expect.poll(async () => page.locator('[aria-current="step"]').textContent()).toContain('sum.ts');
    expect(new URL(page.url()).hash).toBe(`#/run/${second}?step=4`);
  });

  it('can be swapped, and another put in the place of one', async () => {
    const page = await open(`#/compare?a=${first}&b=${second}`);
    await page.getByRole('link', { name: 'Swap' }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/compare?a=${second}&b=${first}`);
    await page.getByRole('link', { name: 'Put another in its place' }).first().click();
    await page.getByRole('heading', { name: 'What is it compared with?' }).waitFor();
    await expectAccessible(page);
    await page.locator('.choose-list a').first().click();
    await page.getByRole('heading', { name: 'Comparison' }).waitFor();
  });

  it('can be had as files', async () => {
    const page = await open(`#/compare?a=${first}&b=${second}`);
    const files = [];
    for (const name of ['Download Markdown', 'Download JSON']) {
      const waited = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      files.push(await readFile(await (await waited).path(), 'utf8'));
    }
    expect(files[0]).toContain('| `src/sum.ts` | – | [+2 −1](');
    expect(JSON.parse(files[1] ?? '')).toMatchObject({ version: 1, a: { id: first }, b: { id: second } });
  });

  it('are chosen on the page of a session, which shows its branches', async () => {
    const page = await open(`#/session/${trunk}`);
    await page.getByRole('heading', { name: 'Branches' }).waitFor();
    await expectAccessible(page);
    expect(await page.locator('.branches [aria-current]').textContent()).toBe(trunk);
    const boxes = page.getByRole('checkbox');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole('link', { name: 'Compare the two' }).click();
    await page.getByRole('heading', { name: 'Comparison' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('may be sessions, with all their runs', async () => {
    const page = await open(`#/session/${trunk}`);
    await page.getByRole('link', { name: `Compare with ${branch?.session}`, exact: true }).click();
    await page.getByRole('heading', { name: 'Comparison' }).waitFor();
    expect(await page.getByRole('row', { name: /^Runs/ }).textContent()).toContain(
      `Runs20${runsOf(branch?.session)}`,
    );
    await page.getByText(`${runsOf(trunk) - 20} earlier runs of long sessions are left out`).waitFor();
  });

  it('let a stranger’s text do nothing', async () => {
    const page = await open(`#/compare?a=hostile&b=${first}`);
    await page.getByRole('heading', { name: 'Findings' }).waitFor();
    expect(await page.locator('.compare :is(script, img, iframe, style, [style], [onerror])').count()).toBe(
      0,
    );
    const hrefs = await page
      .locator('.compare a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(hrefs.filter((href) => href?.startsWith('#/') !== true)).toEqual([]);
    expect(faultsOf(page)).toEqual([]);
  });

  it('say what is not there', async () => {
    const page = await open('#/compare?a=gone&b=gone-too');
    await page.getByRole('heading', { name: 'They cannot be compared' }).waitFor();
    await page.goto(`${page.url().split('#')[0]}#/compare?a=session:none&b=${first}`);
    await page.getByText('There is nothing like that to compare').waitFor();
    await page.goto(`${page.url().split('#')[0]}#/session/none`);
    await page.getByText('There is no such session').waitFor();
    await expectAccessible(page);
  });

  it('fit a phone', async () => {
    const viewport = { width: 390, height: 844 };
    for (const hash of [`#/compare?a=${first}&b=${second}`, `#/session/${trunk}`, `#/compare?a=${first}`]) {
      const page = await open(hash, { viewport });
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await expectAccessible(page);
    }
  });
});
