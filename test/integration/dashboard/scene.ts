import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { startChromium } from '../../helpers/dashboard/chromium.ts';
import {
  newestMs,
  type SampleRun,
  sampleRuns,
  writeHistory,
} from '../../helpers/dashboard/sample-history.ts';
import { type StaticServer, serveFolders } from '../../helpers/dashboard/static-server.ts';

export interface Scene {
  readonly browser: Browser;
  readonly server: StaticServer;
  readonly folder: string;
  readonly runs: readonly SampleRun[];
  /** The dashboard at this address (`#/…`); what goes wrong in it fails the test that asks `faultsOf`. */
  readonly open: (hash?: string, options?: BrowserContextOptions) => Promise<Page>;
}

const built = join(import.meta.dirname, '../../../dist/dashboard');
const faults = new WeakMap<Page, string[]>();

/** The built dashboard over a history of so many runs, in a browser whose clock stands. One for all tests of a file. */
export async function startScene(count: number): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  const runs = sampleRuns(count);
  await writeHistory(folder, runs);
  const server = await serveFolders([folder, built]);
  const browser = await startChromium();
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
  return {
    ...{ browser, server, folder, runs },
    open: async (hash = '', options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        timezoneId: 'UTC',
        ...options,
      });
      const page = await context.newPage();
      await page.clock.setFixedTime(newestMs + 120_000);
      const said: string[] = [];
      faults.set(page, said);
      page.on('pageerror', (error) => said.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') said.push(message.text());
      });
      await page.goto(server.url + hash);
      return page;
    },
  };
}

/** What the page complained of: faults, refused by its policy, and all else that a browser calls an error. */
export const faultsOf = (page: Page): readonly string[] => faults.get(page) ?? [];
