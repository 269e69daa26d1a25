import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../helpers/dashboard/accessible.ts';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { writeHistory } from '../../helpers/dashboard/sample-history.ts';
import { faultsOf, startScene } from './scene.ts';

describe.skipIf(!hasChromium)('a history that cannot be shown (needs chromium)', async () => {
  const { open, folder, runs } = await startScene(20);
  const manifest = join(folder, 'manifest.json');

  it('says that none was published, and how it is', async () => {
    await rm(manifest);
    const page = await open();
    await page.getByText('No history was published here yet').waitFor();
    await expectAccessible(page);
    await writeHistory(folder, runs);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(3).waitFor();
  });

  it.each([
    ['{"version":1,', 'manifest.json is damaged. Publish the history again.'],
    ['[]', 'manifest.json is no file of a history. Publish it again.'],
    ['{"version":7}', 'manifest.json is of version 7. Publish the dashboard again.'],
  ])('names the file that is wrong: %s', async (text, message) => {
    await writeFile(manifest, text);
    const page = await open();
    await page.getByText(message).waitFor();
    await expectAccessible(page);
    await writeHistory(folder, runs);
  });

  it('says that there are no runs in it', async () => {
    await writeHistory(folder, []);
    const page = await open();
    await page.getByText('No runs yet').waitFor();
    await expectAccessible(page);
    await writeHistory(folder, runs);
  });

  it('says which runs it does not have, and why', async () => {
    const at = '2026-11-19T12:00:00.000Z';
    const missing = [
      { artifact: 'claude-orchestrator-1', why: 'expired' as const, at },
      { artifact: 'claude-orchestrator-2\u202e<b>', why: 'untrusted' as const, at },
      { artifact: 'claude-orchestrator-3', why: 'expired' as const, at },
    ];
    await writeHistory(folder, runs, missing);
    const page = await open();
    await page.getByText('3 runs not shown').click();
    const said = await page.locator('.missing').textContent();
    for (const text of ['2 expired', '1 untrusted', 'claude-orchestrator-2⟨U+202E⟩<b>', '1d ago'])
      expect(said).toContain(text);
    expect(said).not.toContain('damaged');
    await expectAccessible(page);
    await writeHistory(folder, [], missing);
    await page.reload();
    await page.getByText('No runs yet').waitFor();
    await page.getByText('3 runs not shown').waitFor();
    await writeHistory(folder, runs);
  });

  it('says that it was published anew, where it does not fit together', async () => {
    const page = await open('#/money');
    await page.route('**/index/*.json', async (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page
      .getByText('The history was published anew just now. Load the page again in a minute.')
      .waitFor();
    await page.unroute('**/index/*.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.tiles').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('is shown in a browser that keeps nothing', async () => {
    const page = await open();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    });
    await page.reload();
    await page.getByRole('row').nth(3).waitFor();
    await page.getByRole('button', { name: 'Theme: system' }).click();
    await page.getByRole('button', { name: 'Theme: light' }).waitFor();
    expect(faultsOf(page)).toEqual([]);
  });

  it('says that the reader is offline, and goes on when they are back', async () => {
    const page = await open('#/?q=a');
    await page.route('**/manifest.json', async (route) => route.abort());
    await page.reload();
    await page.getByText('could not be fetched. Are you online?').waitFor();
    await page.unroute('**/manifest.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('row').nth(3).waitFor();
    expect(new URL(page.url()).hash).toBe('#/?q=a');
  });
});
