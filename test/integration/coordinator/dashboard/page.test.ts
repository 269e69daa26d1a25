import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line } from '../../../helpers/coordinator/journal.ts';
import { startRun, type TestRun } from '../../../helpers/coordinator/runs.ts';
import { expectAccessible } from '../../../helpers/dashboard/accessible.ts';
import { hasChromium, startChromium } from '../../../helpers/dashboard/chromium.ts';

describe.skipIf(!hasChromium)('the dashboard of a coordinator (needs chromium)', async () => {
  const coordinator = await startCoordinator();
  const browser = await startChromium();
  afterAll(async () => {
    await browser.close();
    await coordinator.close();
  });
  const faults: string[] = [];
  afterEach(async () => {
    await Promise.all(browser.contexts().map(async (context) => context.close()));
  });

  async function open(hash = ''): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: 'UTC' });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(`${coordinator.url}/${hash}`);
    return page;
  }
  async function signedIn(hash = ''): Promise<Page> {
    const page = await open(hash);
    await page.getByLabel('API token').fill(coordinator.adminToken);
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }
  const says = (seq: number, text: string) =>
    line(seq, {
      type: 'assistant',
      message: { id: `m${seq}`, role: 'assistant', content: [{ type: 'text', text }] },
    });
  const send = async (run: TestRun, ...events: readonly ReturnType<typeof says>[]): Promise<void> => {
    const token = run.admission.runToken;
    const body = JSON.stringify({ events });
    const answer = await coordinator.fetch(`/v1/runs/${run.id}/events`, { method: 'POST', body, token });
    expect(answer.status).toBe(200);
  };

  it('asks who is there, refuses a token that is none, and shows nothing to nobody', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('API token').fill('co_wrong');
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByText('✕').waitFor();
    expect(await page.getByRole('row').count()).toBe(0);
    await page.getByLabel('API token').fill(coordinator.adminToken);
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByText('No runs yet').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('shows a run when it begins, its state when that changes, and its steps as they come', async () => {
    const page = await signedIn();
    await page.getByText('Live', { exact: true }).waitFor();
    const run = await startRun(coordinator);
    const row = page.getByRole('row', { name: /pr-12/ });
    await row.getByText('Running').waitFor();
    await expectAccessible(page);
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: /Review of pr-12/ }).waitFor();
    await send(run, says(1, 'I read the change first.'));
    await page.getByText('I read the change first.').first().waitFor();
    await send(run, says(2, 'And then the tests.'));
    await page.getByText('And then the tests.').first().waitFor();
    await expectAccessible(page);
    await run.finish({ events: 2, costMicroUsd: 420_000 });
    await page.locator('.run-state', { hasText: 'Succeeded' }).waitFor();
    await page.goto(`${coordinator.url}/#/`);
    await row.getByText('Succeeded').waitFor();
    expect(await row.textContent()).toContain('$0.42');
  });

  it('shows budgets and warns before they are gone', async () => {
    const budget = { scope: 'organization', period: 'month', limitMicroUsd: 500_000 };
    const made = await coordinator.fetch('/v1/budgets', { method: 'POST', body: JSON.stringify(budget) });
    const { id } = (await made.json()) as { readonly id: string };
    const page = await signedIn('#/money');
    await page.goto(`${coordinator.url}/#/money`);
    const row = page.getByRole('row', { name: /organization/ });
    await row.getByText('84% nearly gone').waitFor();
    await expectAccessible(page);
    await coordinator.fetch(`/v1/budgets/${id}`, { method: 'DELETE' });
  });

  it('has one connection for all tabs, and the next tab goes on when the first is closed', async () => {
    const page = await signedIn();
    await page.getByText('Live', { exact: true }).waitFor();
    await expect.poll(openRequests).toBe(2);
    const other = await page.context().newPage();
    other.setDefaultTimeout(6_000);
    await other.goto(coordinator.url);
    // A tab has its own visit: the token is asked for again.
    await other.getByLabel('API token').fill(coordinator.adminToken);
    await other.getByRole('button', { name: 'Use this token' }).click();
    await other.getByText('Live', { exact: true }).waitFor();
    await expect.poll(openRequests).toBe(2);
    await page.close();
    await startRun(coordinator, { subject: 'pr-78' });
    await other.getByRole('row', { name: /pr-78/ }).waitFor();
  });

  /** Streams are requests that go on; the one for these figures is one too. */
  async function openRequests(): Promise<number> {
    const text = await (await coordinator.fetch('/metrics')).text();
    return Number(/^http_requests_in_progress (\d+)$/m.exec(text)?.[1]);
  }

  it('follows what happens again after the history could not be had', async () => {
    const page = await signedIn();
    await page.route('**/v1/history', async (route) => route.fulfill({ status: 503, json: {} }), {
      times: 1,
    });
    await page.reload();
    await page.getByText('The history could not be loaded').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await startRun(coordinator, { subject: 'pr-80' });
    const row = page.getByRole('row', { name: /pr-80/ });
    await expect.poll(async () => row.textContent()).toContain('Running');
  });

  it('cancels a run, and runs one again or says why not', async () => {
    const run = await startRun(coordinator, { subject: 'pr-79' });
    const page = await signedIn(`#/run/${run.id}`);
    await page.goto(`${coordinator.url}/#/run/${run.id}`);
    await page.getByRole('button', { name: 'Cancel the run' }).click();
    await page.getByText('The run is told to stop').waitFor();
    expect((await run.beat()).order).toBe('cancel');
    await run.finish({ conclusion: 'failure', failureClass: 'timeout' });
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByText('GITHUB_APP_ID').waitFor();
    await expectAccessible(page);
  });

  it('lists dead letters and has them tried again', async () => {
    const page = await signedIn('#/dead-letters');
    await page.goto(`${coordinator.url}/#/dead-letters`);
    await page.getByText('Nothing is left undone').waitFor();
    await coordinator.database.look(
      `insert into dead_letters (org_id, id, queue, kind, ref, attempts, error, failed_at)
       select 1, 'letter-' || n, 'cleanup', 'archive-run', 'run-' || n, 8, '<img src=x onerror=alert(1)>', now()
       from generate_series(1, 60) n`,
    );
    await page.reload();
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect
      .poll(async () => page.getByRole('button', { name: /^Try again: archive-run of/ }).count())
      .toBe(60);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Drop: archive-run of run-7', exact: true }).click();
    await expect.poll(async () => page.getByText('run-7', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Try all' }).click();
    await page.getByText('59 tasks will be tried again.').waitFor();
    expect(faults).toEqual([]);
  });
});
