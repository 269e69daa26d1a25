import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { writeRun } from '../../helpers/dashboard/sample-journal.ts';
import { expectAccessible, faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('a run (needs chromium)', async () => {
  const { open, runs, folder } = await startScene(50);
  const sample = runs.at(-1);
  if (sample === undefined) throw new Error('No sample run');
  const run = await writeRun(folder, sample);
  const openRun = async (rest = '', options = {}): Promise<Page> => {
    const page = await open(`#/run/${run.id}${rest}`, options);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  it.each(['light', 'dark'] as const)('shows what was done, for everyone: %s', async (colorScheme) => {
    const page = await openRun('', { colorScheme });
    await page.getByText('npm test').first().waitFor();
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
  });

  it('says in place which lines of the journal are missing', async () => {
    const page = await openRun();
    await expect.poll(async () => page.locator('main').textContent()).toMatch(/8.{1,3}9/);
  });

  it.each(['', '?tab=findings', '?tab=files'])(
    'does nothing that strangers’ text asks for: %s',
    async (tab) => {
      const page = await openRun(tab);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
      expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
      const links = await page
        .locator('main a')
        .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
      expect(links.filter((href) => !/^https?:/.test(href))).toEqual([]);
      expect(asked.filter((url) => url.includes('evil.example'))).toEqual([]);
      await expectAccessible(page);
      expect(faultsOf(page)).toEqual([]);
    },
  );

  it('says that there is no such run', async () => {
    const page = await open('#/run/1-1-00000000');
    await expect.poll(async () => page.locator('main').textContent()).toMatch(/no such run|There is no/i);
    await expectAccessible(page);
  });

  it('fits a phone', async () => {
    const page = await openRun('', { viewport: { width: 375, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });
});
