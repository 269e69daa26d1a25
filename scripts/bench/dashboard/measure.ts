import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { startChromium } from '../../../test/helpers/dashboard/chromium.ts';
import { line, says } from '../../../test/helpers/dashboard/journal-lines.ts';
import { sampleRuns, writeHistory } from '../../../test/helpers/dashboard/sample-history.ts';
import { writeRun } from '../../../test/helpers/dashboard/sample-run.ts';
import { serveFolders } from '../../../test/helpers/dashboard/static-server.ts';
import { root } from '../../../test/helpers/run-action.ts';
import { spreadOf } from '../statistics.ts';

export interface DashboardFigures {
  readonly runs: number;
  readonly events: number;
  /** From the start of navigation to the first rows, with a processor of a fourth; milliseconds. */
  readonly listMs: number;
  /** From a key in the search to the rows that fit. */
  readonly filterMs: number;
  /** The longest task while 3,000 rows went by. */
  readonly scrollTaskMs: number;
  /** Of a run of so many events: from the address to the last step, and the longest task while it is scrolled. */
  readonly runMs: number;
  readonly runScrollTaskMs: number;
}

const runs = 100_000;
const events = 20_000;
const times = 5;

/** The built dashboard over a made-up history, in Chromium. */
export async function measureDashboard(folder: string): Promise<DashboardFigures> {
  await writeHistory(folder, sampleRuns(runs));
  const lines = Array.from({ length: events - 1 }, (_, at) =>
    says(at + 1, [{ type: 'text', text: `Step ${at + 1} of a long session.` }]),
  );
  await writeRun(folder, { id: 'long', events: [...lines, line(events, 'action.ended', {})] });
  const server = await serveFolders([folder, join(root, 'dist/dashboard')]);
  const browser = await startChromium();
  try {
    const shown: number[] = [];
    for (let time = 0; time < times; time += 1) shown.push(await listMs(browser, server.url));
    const page = await openPage(browser, server.url);
    await page.locator('.run-row').first().waitFor();
    const filterMs = await filtered(page);
    const scrollTaskMs = await longestTask(page, '.list-box');
    const [runMs, runScrollTaskMs] = await longRun(browser, server.url);
    return { runs, events, listMs: spreadOf(shown).median, filterMs, scrollTaskMs, runMs, runScrollTaskMs };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(url);
  return page;
}

async function slowed(page: Page, rate: number): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
  return session;
}

/** Each time in a browser context of its own, so that nothing is in its cache. */
async function listMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await slowed(page, 4);
  await page.goto(url, { waitUntil: 'commit' });
  const ms = await page.evaluate(
    async () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector('.run-row') === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => resolve(performance.now()));
        };
        look();
      }),
  );
  await context.close();
  return ms;
}

/** The key's own event until what it leads to is laid out. */
async function filtered(page: Page): Promise<number> {
  const taken: number[] = [];
  for (const text of ['pr-1', 'mona', 'timeout', 'shop -draft', 'release']) {
    const ms = await page.evaluate(async (typed) => {
      const box = document.querySelector<HTMLInputElement>('.filters input[type="search"]');
      const summary = document.querySelector('.runs');
      if (box === null || summary === null) throw new Error('there is no search');
      const seen = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          document.body.getBoundingClientRect();
          resolve(performance.now());
        });
        observer.observe(summary, { subtree: true, childList: true, characterData: true });
      });
      const begun = performance.now();
      box.value = typed;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      return (await seen) - begun;
    }, text);
    taken.push(ms);
    await page.waitForTimeout(400);
  }
  await page.locator('.filters input[type="search"]').fill('');
  await page.waitForTimeout(400);
  return Math.max(...taken);
}

/** While it is scrolled by a screen each frame. */
async function longestTask(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (of) => {
    const box = document.querySelector(of);
    if (box === null) throw new Error(`there is no ${of}`);
    let longest = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ type: 'longtask' });
    for (let frame = 0; frame < 180; frame += 1) {
      box.scrollTop += 700;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    observer.disconnect();
    return longest;
  }, selector);
}

async function longRun(browser: Browser, url: string): Promise<readonly [number, number]> {
  const begun = performance.now();
  const page = await openPage(browser, `${url}#/run/long`);
  await page.getByText(`${(events).toLocaleString('en-US')} / ${(events).toLocaleString('en-US')}`).waitFor();
  const ms = performance.now() - begun;
  return [ms, await longestTask(page, 'article.run')];
}
