import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('money and insight (need chromium)', async () => {
  const { open, runs } = await startScene(1_000);
  const total = runs.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0) / 1e6;

  it.each([
    ['#/money', 'light'],
    ['#/money?by=model', 'dark'],
    ['#/insight', 'light'],
    ['#/insight?task=review', 'dark'],
  ] as const)('are for everyone: %s, %s', async (hash, colorScheme) => {
    const page = await open(hash, { colorScheme });
    await page
      .getByRole('img', { name: /over time/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    expect(faultsOf(page)).toEqual([]);
  });

  it('come to the same as the runs, and to less with a filter', async () => {
    const page = await open('#/money');
    const spent = page.locator('.tiles dd').first();
    const usd = (amount: number): string =>
      amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
    await expect.poll(async () => spent.textContent()).toBe(usd(total));
    await page.getByRole('button', { name: 'Repository', exact: true }).first().click();
    await page.getByRole('checkbox', { name: 'acme/shop' }).check();
    const shop = runs.filter(({ repository }) => repository === 'acme/shop');
    await expect
      .poll(async () => spent.textContent())
      .toBe(usd(shop.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0) / 1e6));
    expect(new URL(page.url()).hash).toBe('#/money?repository=acme%2Fshop');
  });

  it.each(['#/money', '#/insight'])('fit a phone, with letters that can be read: %s', async (hash) => {
    const page = await open(hash, { viewport: { width: 390, height: 844 } });
    const letters = page.locator('.chart text').first();
    await letters.waitFor();
    const wide = await page.locator('.figures-page').evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(wide).toBe(0);
    expect((await letters.boundingBox())?.height).toBeGreaterThan(9);
    await expectAccessible(page);
  });

  it('are there as a table under each chart', async () => {
    const page = await open('#/money?by=task');
    await page.getByText('Figures as a table').click();
    const table = page.getByRole('region', { name: 'Cost over time by task: figures' });
    await table.getByRole('row').nth(2).waitFor();
    const head = await table.getByRole('columnheader').allTextContents();
    expect(head.slice(0, 2)).toEqual(['Day', expect.stringMatching(/^[a-z]+$/)]);
    await expectAccessible(page);
    await page.goto(new URL('#/insight', page.url()).href);
    await page.getByText('Figures as a table').first().click();
    await page
      .getByRole('region', { name: /succeeded/ })
      .getByRole('row')
      .nth(2)
      .waitFor();
    await expectAccessible(page);
  });

  it('say what 30 days cost by the days of the range, with runs or without', async () => {
    const page = await open('#/money?from=2026-11-15&min=2.3');
    const cost = runs
      .filter((run) => run.startedAtMs >= Date.UTC(2026, 10, 15) && run.costMicroUsd >= 2_300_000)
      .reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
    const rate = ((cost / 6) * 30) / 1e6;
    await expect
      .poll(async () => page.locator('.tiles dd').last().textContent())
      .toBe(rate.toLocaleString('en-US', { style: 'currency', currency: 'USD' }));
  });

  it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
    'have the reader’s days in the file, too: %s',
    async (timezoneId) => {
      const page = await open('#/money?by=task&from=2026-11-16&to=2026-11-17', { timezoneId });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download CSV' }).click(),
      ]);
      const lines = (await readFile(await download.path(), 'utf8')).split('\r\n').slice(1);
      expect([...new Set(lines.map((line) => line.split(',')[0]))]).toEqual(['2026-11-16', '2026-11-17']);
    },
  );

  it('can be had as a file for spreadsheets', async () => {
    const page = await open('#/money?by=task');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(head).toBe('day,task,cost_usd');
    const sum = lines.reduce((all, line) => all + Number(line.split(',').at(-1)), 0);
    expect(sum).toBeCloseTo(total, 4);
  });
});
