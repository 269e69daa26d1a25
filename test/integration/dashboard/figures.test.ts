import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { expectAccessible, faultsOf, startScene } from './scene.ts';

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
