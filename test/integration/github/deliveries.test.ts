import { Webhooks } from '@octokit/webhooks';
import { expect, test } from 'vitest';
import { octokitOfApp, refusal, startScene } from './scene.ts';
import { startReceiver } from './webhook-receiver.ts';

test('an event arrives signed over its raw bytes, and says which installation it is for', async () => {
  const { github, repository } = await startScene();
  const hook = await startReceiver();
  const app = await github.createApp({ webhook: { url: hook.url, secret: 'first' } });
  const installation = app.install({ account: 'acme' });
  const run = await repository.startRun({ event: 'push', status: 'completed', conclusion: 'failure' });
  const delivery = await app.emit({
    event: 'workflow_job',
    payload: repository.workflowJobEvent(run, run.job('review')),
  });
  expect(delivery).toMatchObject({ status: 'OK', statusCode: 202, action: 'completed', redelivery: false });
  expect(delivery).toMatchObject({ installationId: installation.id, repositoryId: repository.id });
  const [got] = hook.received;
  expect(got?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-github-event': 'workflow_job',
    'x-github-delivery': delivery.guid,
    'x-github-hook-installation-target-id': String(app.id),
  });
  const signature = String(got?.headers['x-hub-signature-256']);
  expect(await new Webhooks({ secret: 'first' }).verify(got?.body ?? '', signature)).toBe(true);
  expect(await new Webhooks({ secret: 'second' }).verify(got?.body ?? '', signature)).toBe(false);
  expect(JSON.parse(got?.body ?? '')).toMatchObject({
    installation: { id: installation.id },
    repository: { id: repository.id },
    workflow_job: { run_id: run.id, conclusion: 'failure', name: 'review' },
  });
});

test('what failed is listed, and delivered again under its GUID with the secret of today', async () => {
  const { github, repository } = await startScene();
  const hook = await startReceiver(503);
  const app = await github.createApp({ webhook: { url: hook.url, secret: 'old' } });
  const failed = await app.emit({ event: 'ping', payload: { zen: 'Design for failure.' } });
  expect(failed).toMatchObject({ status: 'Invalid HTTP Response: 503', statusCode: 503 });
  const octokit = octokitOfApp(github, app);
  const listed = (await octokit.rest.apps.listWebhookDeliveries({ status: 'failure' })).data;
  expect(listed).toMatchObject([
    { id: failed.id, guid: failed.guid, status_code: 503, redelivery: false, action: null },
  ]);
  const { data } = await octokit.rest.apps.getWebhookDelivery({ delivery_id: failed.id });
  expect(data.request.payload).toEqual({ zen: 'Design for failure.' });
  expect(data.response.payload).toBe('thanks');
  hook.answer = 200;
  app.webhook = { url: hook.url, secret: 'new' };
  expect((await octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: failed.id })).status).toBe(202);
  await app.deliveries.settled();
  const [again] = (await octokit.rest.apps.listWebhookDeliveries()).data;
  expect(again).toMatchObject({ guid: failed.guid, redelivery: true, status: 'OK' });
  expect(again?.id).not.toBe(failed.id);
  expect(hook.received[1]?.body).toBe(hook.received[0]?.body);
  const signature = String(hook.received[1]?.headers['x-hub-signature-256']);
  expect(await new Webhooks({ secret: 'new' }).verify(hook.received[1]?.body ?? '', signature)).toBe(true);
  expect((await refusal(octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: 7 }))).status).toBe(404);
  expect(repository.runs).toEqual([]);
  expect(github.violations).toEqual([]);
});

test('deliveries come in pages that new ones do not shift', async () => {
  const { github } = await startScene();
  const hook = await startReceiver();
  const app = await github.createApp({ webhook: { url: hook.url, secret: 's' } });
  for (let index = 0; index < 5; index++) await app.emit({ event: 'ping', payload: { index } });
  const octokit = octokitOfApp(github, app);
  const pages: number[][] = [];
  for await (const page of octokit.paginate.iterator(octokit.rest.apps.listWebhookDeliveries, {
    per_page: 2,
  })) {
    pages.push(page.data.map(({ id }) => id));
    await app.emit({ event: 'ping', payload: {} });
  }
  expect(pages).toEqual(
    [5, 3, 1].map((from) =>
      app.deliveries.all
        .slice(Math.max(from - 2, 0), from)
        .map(({ id }) => id)
        .toReversed(),
    ),
  );
  expect((await refusal(octokit.rest.apps.listWebhookDeliveries({ cursor: 'x' }))).status).toBe(422);
});

test('no answer in time, no server, and a redirect each count as failed', async () => {
  const { github } = await startScene();
  const hook = await startReceiver(null);
  const app = await github.createApp({ webhook: { url: hook.url, secret: 's', answerLimitMs: 50 } });
  expect(await app.emit({ event: 'ping', payload: {} })).toMatchObject({
    status: 'timed out',
    statusCode: 504,
    response: null,
  });
  hook.answer = 302;
  expect((await app.emit({ event: 'ping', payload: {} })).status).toBe('Invalid HTTP Response: 302');
  await hook.close();
  expect((await app.emit({ event: 'ping', payload: {} })).status).toBe('failed to connect to host');
});

test('an event may come twice', async () => {
  const { github } = await startScene();
  const hook = await startReceiver();
  const app = await github.createApp({ webhook: { url: hook.url, secret: 's' } });
  const { guid } = await app.emit({ event: 'ping', payload: { zen: 'Twice.' } });
  await app.emit({ event: 'ping', payload: { zen: 'Twice.' }, guid });
  expect(hook.received.map(({ headers }) => headers['x-github-delivery'])).toEqual([guid, guid]);
});
