import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { hiddenCharacters, hostileRuns } from '../../helpers/dashboard/hostile-history.ts';
import { writeHistory } from '../../helpers/dashboard/sample-history.ts';
import { faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('a history whose every text a stranger chose (needs chromium)', async () => {
  const { open, folder } = await startScene(20);
  const runs = hostileRuns(600);
  await writeHistory(folder, runs);
  const { actor = '', repository = '', id = '' } = runs.at(-1) ?? {};
  const chips = new URLSearchParams([
    ['actor', actor],
    ['repository', `!${repository}`],
    ['group', 'session'],
  ]);

  it.each([
    ['#/', '.run-row'],
    ['#/?group=subject', '.group-row'],
    [`#/?${chips}`, '.chips'],
    ['#/money?by=actor', '.figures tbody tr'],
    ['#/money?by=repository', '.figures tbody tr'],
    ['#/insight', '.greatest li'],
    [`#/run/${encodeURIComponent(id)}`, '.run-fault'],
  ])('hides nothing in %s', async (hash, part) => {
    const page = await open(hash);
    await page.locator(part).first().waitFor();
    for (const summary of await page.getByText('Figures as a table').all()) await summary.click();
    const said = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((one) => [
        ...['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
        ...[...one.childNodes].map((node) =>
          node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '') : '',
        ),
      ]),
    );
    expect(said.filter((text) => hiddenCharacters.test(text))).toEqual([]);
    expect(said.join()).toContain('⟨U+202E⟩');
    expect(await page.title()).not.toMatch(hiddenCharacters);
    expect(await page.locator('main img').count()).toBe(0);
    await expectAccessible(page);
    expect(faultsOf(page).filter((fault) => !fault.includes('404'))).toEqual([]);
  });

  it('hides nothing in its menus, and finds by them', async () => {
    const page = await open();
    for (const name of ['State', 'Task', 'Author', 'Repository']) {
      await page.getByRole('button', { name, exact: true }).click();
      const menu = page.getByRole('group', { name, exact: true });
      await menu.getByRole('checkbox').first().waitFor();
      expect(await menu.innerHTML()).not.toMatch(hiddenCharacters);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Author', exact: true }).click();
    await page.getByRole('checkbox', { name: /^mona/ }).check();
    const own = runs.filter((run) => run.actor.startsWith('mona')).length;
    await expect.poll(async () => page.locator('.summary').textContent()).toContain(`${own} of 600 runs`);
  });
});
