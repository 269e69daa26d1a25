import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium } from '../test/helpers/dashboard/chromium.ts';
import { newestMs, sampleRuns, writeHistory } from '../test/helpers/dashboard/sample-history.ts';
import { sampleBodies, sampleEvents, writeRun } from '../test/helpers/dashboard/sample-run.ts';
import { serveFolders } from '../test/helpers/dashboard/static-server.ts';

/** Pictures of the built dashboard over a made-up history, for the README: `npm run screenshots`. */
const root = join(import.meta.dirname, '..');
const pictures = [
  { name: 'runs', hash: '#/', there: '.run-row' },
  { name: 'run', hash: '#/run/r1?step=6', there: '[aria-current="step"]' },
] as const;
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
await writeHistory(folder, sampleRuns(2_000));
await writeRun(folder, { id: 'r1', events: sampleEvents(), bodies: sampleBodies });
const server = await serveFolders([folder, join(root, 'dist/dashboard')]);
const browser = await startChromium();
try {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 700 },
    timezoneId: 'UTC',
    locale: 'en-US',
    colorScheme: 'light',
  });
  for (const { name, hash, there } of pictures) {
    const page = await context.newPage();
    await page.clock.setFixedTime(newestMs + 120_000);
    await page.goto(server.url + hash);
    await page.locator(there).first().waitFor();
    await page.screenshot({ path: join(root, `docs/images/${name}.png`) });
    console.log(`docs/images/${name}.png`);
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
