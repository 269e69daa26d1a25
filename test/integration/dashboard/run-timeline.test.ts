import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { sampleBodies, sampleEvents, writeRun } from '../../helpers/dashboard/sample-run.ts';
import { faultsOf, startScene } from './scene.ts';

const finding = {
  ...{
    path: 'src/mean.ts',
    line: 4,
    side: 'RIGHT',
    severity: 'high',
    category: 'correctness',
    confidence: 0.9,
  },
  ...{ title: 'An empty list gives NaN', explanation: 'It divides by **zero**.', suggestion: '  return 0;' },
};

describe.skipIf(!hasChromium)('what can be done on the page of a run (needs chromium)', async () => {
  const { open, folder } = await startScene(20);
  const gaps = [{ firstSeq: 13, lastSeq: 13 }];
  const run = { findings: [finding], gaps, retryOf: 'earlier' };
  await writeRun(folder, { id: 'r1', events: sampleEvents(), run, bodies: sampleBodies });
  await writeRun(folder, { id: 'nothing', events: [] });

  it.each(['light', 'dark'] as const)(
    'tells what it was about and what happened, for everyone: %s',
    async (colorScheme) => {
      const page = await open('#/run/r1', { colorScheme });
      await page.getByText('The run ended').waitFor();
      const said = await page.locator('.run-head').textContent();
      for (const text of ['Review of pr-12', 'Succeeded', '$1.26', '3 min 15 s', 'mona', 'claude-opus-5-5'])
        expect(said).toContain(text);
      expect(await page.getByRole('link', { name: 'Pull request #12' }).getAttribute('href')).toBe(
        'https://github.example/acme/shop/pull/12',
      );
      await page.getByText('Line 13 of the journal is missing').waitFor();
      await page.getByText('claude.brand_new').waitFor();
      await expectAccessible(page);
      expect(faultsOf(page)).toEqual([]);
    },
  );

  it('opens the step that the address names, the call for the line of its result', async () => {
    const page = await open('#/run/r1?step=8');
    const step = page.locator('[aria-current="step"]');
    await step.getByText('expected NaN').waitFor();
    expect(await step.locator('.ansi-1').textContent()).toBe('expected NaN');
    expect(await step.getByRole('button', { expanded: true }).textContent()).toContain('failed');
    await expectAccessible(page);
  });

  it('fetches a large line when it is asked for, and shows all of its lines when that is', async () => {
    const page = await open('#/run/r1?step=16');
    await page.getByRole('button', { name: 'Load all of it (9.0 KB)' }).click();
    await page.getByRole('button', { name: 'Show all 400 lines' }).click();
    await page.getByText('line 399 of a log').waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('searches with / and goes from match to match with n and N', async () => {
    const page = await open('#/run/r1');
    await page.getByText('The run ended').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('mean');
    await page.getByText('In 2 steps').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 2', { exact: true }).waitFor();
    await page.locator('.run-title').click();
    await page.keyboard.press('n');
    await page.getByText('2 of 2', { exact: true }).waitFor();
    await page.keyboard.press('Shift+N');
    await page.getByText('1 of 2', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/run/r1?q=mean&step=5');
  });

  it('shows the run again, step by step, and knows no result before it came', async () => {
    const page = await open('#/run/r1');
    await page.getByText('The run ended').waitFor();
    await page.getByRole('slider', { name: 'Position in the run' }).fill('6');
    await page.getByText('no result').first().waitFor();
    expect(await page.getByText('The run ended').count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.timeline-position').textContent()).toMatch(/^13 \/ 14/);
    await page.getByRole('button', { name: 'Speed 16×' }).click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await expect.poll(async () => page.locator('.timeline-position').textContent()).toMatch(/^14 \/ 14/);
  });

  it('plays at Space in the replay alone, and scrolls at it elsewhere', async () => {
    const page = await open('#/run/r1');
    await page.getByText('The run ended').waitFor();
    await page.locator('.run').focus();
    await page.keyboard.press('Space');
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(1);
    await page.getByRole('slider', { name: 'Position in the run' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Replay' }).waitFor();
  });

  it('shows steps of a kind, and folds a subagent away', async () => {
    const page = await open('#/run/r1');
    await page.getByRole('button', { name: '1 step inside' }).click();
    await expect.poll(async () => page.getByText('Two callers.').count()).toBe(0);
    await page.getByRole('button', { name: /^Trouble/ }).click();
    await expect.poll(async () => page.locator('.step').count()).toBe(2);
    expect(new URL(page.url()).hash).toBe('#/run/r1?kind=trouble');
  });

  it('shows findings and changed files on pages of their own', async () => {
    const page = await open('#/run/r1?tab=findings');
    const place = page.getByRole('link', { name: 'src/mean.ts:4' });
    expect(await place.getAttribute('href')).toBe(
      `https://github.example/acme/shop/blob/${'a'.repeat(40)}/src/mean.ts#L4`,
    );
    expect(await page.locator('.finding ins').textContent()).toBe('+  return 0;');
    expect(await page.locator('.finding del').textContent()).toBe('-  return sum / values.length;');
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Files changed/ }).click();
    await page.getByText('src/mean.ts', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('is as wide as a phone', async () => {
    const page = await open('#/run/r1', { viewport: { width: 360, height: 740 } });
    await page.getByText('The run started').waitFor();
    expect(await page.locator('.run').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
    await expectAccessible(page);
  });

  it('says that there is no such run, and that a run wrote nothing', async () => {
    const page = await open('#/run/none');
    await page.getByText('There is no such run').waitFor();
    await expectAccessible(page);
    const empty = await open('#/run/nothing');
    await empty.getByText('This run wrote no journal.').waitFor();
    await expectAccessible(empty);
  });
});
