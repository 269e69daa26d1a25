import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) =>
  existsSync(one),
);

/** Whether there is a browser here; suites that need it say so and are skipped without. */
export const hasChromium = path !== undefined;

if (!hasChromium)
  console.warn(
    'Skipped here: what needs Chromium. Install it (apt-get install -y chromium) to have it tested.',
  );

/** A browser that asks nobody for anything. Whoever starts it closes it. */
export async function startChromium(): Promise<Browser> {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({
    executablePath: path ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  });
}
