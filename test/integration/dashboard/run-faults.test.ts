import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { hostileRun } from '../../helpers/dashboard/hostile-run.ts';
import { answers, calls } from '../../helpers/dashboard/journal-lines.ts';
import { writeRun } from '../../helpers/dashboard/sample-run.ts';
import { faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('a run that is hostile, huge or damaged (needs chromium)', async () => {
  const { open, folder, server } = await startScene(20);
  const pairs = Array.from({ length: 10_000 }, (_, at) => [
    calls(2 * at + 1, { id: `t${at}`, input: { file_path: `/w/src/file-${at}.ts` } }),
    answers(2 * at + 2, { id: `t${at}`, content: `of file ${at}\n`.repeat(10) }),
  ]);
  await writeRun(folder, { id: 'huge', events: pairs.flat() });
  await writeRun(folder, hostileRun);
  const edits = Array.from({ length: 500 }, (_, at) => [
    calls(2 * at + 1, {
      id: `e${at}`,
      name: 'Edit',
      input: {
        file_path: `/w/f${at}.ts`,
        old_string: `a\nb${at}\n`.repeat(300),
        new_string: `a\nc${at}\n`.repeat(300),
      },
    }),
    answers(2 * at + 2, { id: `e${at}` }),
  ]);
  await writeRun(folder, { id: 'edits', events: edits.flat() });
  await writeRun(folder, { id: 'odd', events: [], run: { report: null as never } });

  it.each(['', '?tab=findings', '?tab=files', '?step=5', '?step=7', '?step=9&q=%3Cimg'])(
    'lets nothing of a stranger run, be fetched or lead anywhere but to web pages: %s',
    async (query) => {
      const page = await open('#/');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('dialog', (dialog) => void dialog.dismiss().then(() => asked.push('a dialog')));
      await page.goto(`${server.url}#/run/hostile${query}`);
      await page.locator('.step, .finding, .file').first().waitFor();
      expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
      const links = await page
        .locator('main a')
        .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
      expect(links.filter((href) => !/^(#\/|https:\/\/)/.test(href))).toEqual([]);
      expect(await page.locator('main :is(img, iframe, script, object, style)').count()).toBe(0);
      expect(await page.locator('.run').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
      expect(await page.locator('main').textContent()).not.toContain('\u202e');
      await expectAccessible(page);
      expect(faultsOf(page)).toEqual([]);
    },
  );

  it('is read to its end with 20,000 lines, of which those are in the page that can be seen', async () => {
    const page = await open('#/run/huge?step=19999');
    const last = page.locator('[aria-current="step"]');
    await expect.poll(async () => last.textContent(), { timeout: 20_000 }).toContain('file-9999.ts');
    expect(await page.locator('.step').count()).toBeLessThan(80);
    await page.keyboard.press('/');
    await page.keyboard.type('file-123.ts');
    await page.getByText('In 1 step', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(async () => last.textContent()).toContain('file-123.ts');
  });

  it('compares what changed in a file when it is opened, not in 500 of them at once', async () => {
    const page = await open('#/run/edits?tab=files');
    const file = page.locator('.file').nth(250);
    await file.waitFor();
    expect(await file.textContent()).toBe('/w/f250.ts +599 lines added −599 lines removed');
    expect(await page.locator('.diff-line').count()).toBe(0);
    await file.locator('summary').click();
    await file.locator('.diff-line').first().waitFor();
    expect(await page.locator('.diff').count()).toBe(1);
  });

  it('is a readable note where it cannot be shown at all, with a way back', async () => {
    const page = await open('#/run/odd');
    await page.getByText('This page could not be shown').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All runs' }).click();
    await page.getByRole('row').nth(3).waitFor();
    expect(new URL(page.url()).hash).toBe('#/');
  });

  it('says which lines could not be loaded, in their place, and has them when asked again', async () => {
    const page = await open('#/');
    await page.route('**/events-2.json', async (route) => route.abort());
    await page.goto(`${server.url}#/run/huge?step=501`);
    await page.getByText('1 file of the journal could not be loaded.').waitFor();
    await page.getByText('Lines 501–1000 could not be loaded').waitFor();
    await expectAccessible(page);
    await page.unroute('**/events-2.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(async () => page.locator('[aria-current="step"]').textContent())
      .toContain('file-250.ts');
  });
});
