import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasChromium } from '../../helpers/dashboard/chromium.ts';
import { writeHistory } from '../../helpers/dashboard/sample-history.ts';
import { expectAccessible, startScene } from './scene.ts';

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
