import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('the list of runs (needs chromium)', async () => {
  const { open, runs } = await startScene(2_000);
  const newest = runs.at(-1);

  it.each(['light', 'dark'] as const)('shows the newest run first, for everyone: %s', async (colorScheme) => {
    const page = await open('', { colorScheme });
    const first = page.getByRole('row').nth(1);
    await expect.poll(async () => first.textContent()).toContain(newest?.subject);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('2001');
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
  });

  it('has only those rows in the page that can be seen', async () => {
    const page = await open();
    await page.getByRole('row').nth(5).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('End');
    const oldest = page.locator(`[data-index="1999"]`);
    await expect.poll(async () => oldest.textContent()).toContain(runs[0]?.subject);
  });

  it('keeps search, filters, sort and groups in the address', async () => {
    const page = await open();
    await page.getByRole('row').nth(3).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('overloaded');
    await page.getByRole('button', { name: 'Task' }).click();
    await page.getByRole('checkbox', { name: 'review' }).check();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Cost' }).getByRole('button').click();
    const wanted = runs.filter((run) => run.task === 'review' && run.message.includes('overloaded'));
    const summary = page.locator('.summary');
    await expect.poll(async () => summary.textContent()).toContain(`${wanted.length} of 2,000 runs`);
    expect(new URL(page.url()).hash).toBe('#/?task=review&q=overloaded&sort=-cost');
    const again = await open(new URL(page.url()).hash);
    await expect.poll(async () => again.locator('.summary').textContent()).toBe(await summary.textContent());
    expect(await again.getByRole('row').nth(1).textContent()).toBe(
      await page.getByRole('row').nth(1).textContent(),
    );
  });

  it('leaves out what is not wanted, and says so on a chip that takes it away again', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Author' }).click();
    await page.getByRole('button', { name: 'Not mona' }).click();
    await page.keyboard.press('Escape');
    const others = runs.filter(({ actor }) => actor !== 'mona').length;
    const summary = page.locator('.summary');
    await expect
      .poll(async () => summary.textContent())
      .toContain(`${others.toLocaleString('en-US')} of 2,000 runs`);
    await page.getByRole('button', { name: 'Remove the filter author is not mona' }).click();
    await expect.poll(async () => summary.textContent()).toContain('2,000 runs');
    expect(new URL(page.url()).hash).toBe('#/');
  });

  it('goes on at the next chip when one is taken away, and at the search after the last', async () => {
    const page = await open('#/?task=review&actor=mona&min=0.1');
    const chips = page.getByRole('list', { name: 'Filters' }).getByRole('button');
    await chips.first().focus();
    const focused = async (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Remove the filter author is mona');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Remove the filter at least $0.1');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Search runs');
    expect(await chips.count()).toBe(0);
  });

  it('groups by subject; a group opens and shows its runs', async () => {
    const page = await open('#/?group=subject');
    const group = page
      .getByRole('button', { expanded: false })
      .filter({ hasText: newest?.subject ?? '' })
      .first();
    await group.press('Enter');
    const own = runs.filter((run) => run.subject === newest?.subject && run.repository === newest.repository);
    await expect.poll(async () => page.locator('.in-group').count()).toBe(own.length);
    await expectAccessible(page);
  });

  it('is gone through by the keyboard alone, and opens a run', async () => {
    const page = await open();
    await page.getByRole('row').nth(3).waitFor();
    for (const key of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(key);
    await expect
      .poll(async () =>
        page.evaluate(() => document.activeElement?.closest('[data-index]')?.getAttribute('data-index')),
      )
      .toBe('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/run/${runs.at(-2)?.id}`);
    await page.goBack();
    await page.getByRole('row').nth(3).waitFor();
  });

  it('lists its keys', async () => {
    const page = await open();
    await page.getByRole('row').nth(3).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect.poll(async () => page.getByRole('dialog').count()).toBe(0);
  });

  it('does nothing at single keys once they are switched off, also later', async () => {
    const page = await open();
    await page.getByRole('row').nth(3).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: /^Single-key shortcuts/ }).uncheck();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('row').nth(3).waitFor();
    for (const key of ['j', '/', '?']) await page.keyboard.press(key);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(async () => page.evaluate(() => document.activeElement?.closest('[data-index]') !== null))
      .toBe(true);
  });

  it('says what to do where nothing fits', async () => {
    const page = await open('#/?q=nothing-is-like-this');
    await page.getByText('No run is like that').waitFor();
    expect(await page.locator('.summary').textContent()).toContain('0 of 2,000 runs');
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('');
    await page.getByRole('row').nth(3).waitFor();
  });

  it('fits a phone', async () => {
    const page = await open('', { viewport: { width: 375, height: 700 } });
    await page.getByRole('row').nth(3).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await expectAccessible(page);
  });

  it('keeps the theme that the reader chose', async () => {
    const page = await open('', { colorScheme: 'light' });
    const ground = async (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).click();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    expect(await ground()).not.toBe(light);
  });
});
