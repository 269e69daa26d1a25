import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { EventPage } from '../../../../contract/event-view.ts';
import { createDirectoryStore } from '../../../../runner-pool/blobs/directory-store.ts';
import { sweepRetention } from '../../../../runner-pool/services/sweep-retention.ts';
import { blobServices } from '../../../helpers/coordinator/blob-services.ts';
import { startCoordinator, type TestCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { line, startJournal } from '../../../helpers/coordinator/journal.ts';
import { startS3Server } from '../../../helpers/coordinator/s3-server.ts';

const aws = {
  accessKeyId: 'AKIDTEST',
  secretAccessKey: 'very/secret+key',
  region: 'eu-west-3',
  bucket: 'runs',
};
const s3 = await startS3Server(aws);
const folder = await mkdtemp(join(tmpdir(), 'blobs-'));
const inFolder = await startCoordinator({ BLOB_STORE: pathToFileURL(folder).href });
const inBucket = await startCoordinator({
  BLOB_STORE: `s3://${aws.bucket}/some/prefix?region=${aws.region}&endpoint=${encodeURIComponent(s3.url)}`,
  AWS_ACCESS_KEY_ID: aws.accessKeyId,
  AWS_SECRET_ACCESS_KEY: aws.secretAccessKey,
});
afterAll(async () => {
  await Promise.all([inFolder.close(), inBucket.close()]);
  await s3.close();
  await rm(folder, { recursive: true });
});

const text = Array.from({ length: 20_000 }, (_, at) => `row ${at} of a large body`).join('\n');
const body = Buffer.from(JSON.stringify(text));

async function storedBlob(
  coordinator: TestCoordinator,
): Promise<{ readonly id: string; readonly runId: string }> {
  const run = await startJournal(coordinator);
  expect(await run.send([line(1, text)])).toEqual({ status: 200, body: { acknowledgedSeq: 1 } });
  const page = (await (await coordinator.fetch(`/v1/runs/${run.id}/events`)).json()) as EventPage;
  return { id: page.items[0]?.blob?.id ?? '', runId: run.id };
}
const filesIn = async (): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each([
  ['a directory', inFolder],
  ['S3', inBucket],
])('bodies in %s', (_name, coordinator) => {
  it('are given back whole and in ranges, and are not in PostgreSQL', async () => {
    const { id } = await storedBlob(coordinator);
    const whole = await coordinator.fetch(`/v1/blobs/${id}`);
    expect(Buffer.from(await whole.arrayBuffer()).equals(body)).toBe(true);
    const part = await coordinator.fetch(`/v1/blobs/${id}`, { headers: { range: 'bytes=65530-200000' } });
    expect(Buffer.from(await part.arrayBuffer()).equals(body.subarray(65_530, 200_001))).toBe(true);
    expect(await coordinator.database.look('select from blob_pieces')).toEqual([]);
    expect(await coordinator.database.look('select from loose_blobs')).toEqual([]);
  });

  it('cannot be read by whoever has the store alone', async () => {
    await storedBlob(coordinator);
    const kept =
      coordinator === inBucket
        ? [...s3.objects.values()]
        : await Promise.all((await filesIn()).map(async (path) => readFile(path)));
    expect(kept.length).toBeGreaterThan(0);
    // Neither the text nor the mark with which zstd begins.
    const marks = [Buffer.from('row 1'), Buffer.from([0x28, 0xb5, 0x2f, 0xfd])];
    for (const bytes of kept) for (const mark of marks) expect(bytes.includes(mark)).toBe(false);
  });
});

it('keeps bytes without a row from staying, and those with one from going', async () => {
  const { id } = await storedBlob(inFolder);
  const services = blobServices(inFolder, createDirectoryStore(folder));
  const run = await startJournal(inFolder);
  // The second body of one seq is written before it is known to be second.
  await run.send([line(1, text)]);
  await run.send([line(1, `${text} another`)]);
  await inFolder.database.look("update loose_blobs set noted_at = now() - interval '2 hours'");
  await inFolder.database.look(
    "insert into loose_blobs (org_id, store, id, noted_at) values (1, 'directory', $1, now() - interval '2 hours')",
    [id],
  );
  const before = (await filesIn()).length;
  await sweepRetention(services, AbortSignal.timeout(20_000));
  expect((await filesIn()).length).toBe(before - 1);
  expect(await inFolder.database.look('select from loose_blobs')).toEqual([]);
  expect((await inFolder.fetch(`/v1/blobs/${id}`)).status).toBe(200);
});

it('answers 503 and stores nothing while the store is away, and takes the batch afterwards', async () => {
  const run = await startJournal(inBucket);
  s3.failNext(500, 100);
  const away = await run.send([line(1, text)]);
  expect([away.status, away.body['code']]).toEqual([503, 'unavailable']);
  expect(await inBucket.database.look('select from events where run_id = $1', [run.id])).toEqual([]);
  expect((await run.send([line(1, 'small')])).body).toEqual({ acknowledgedSeq: 1 });
});

it('gives nothing of a body that was changed in the store', async () => {
  const { id } = await storedBlob(inFolder);
  const path = (await filesIn()).find((name) => name.endsWith(id)) ?? '';
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
  await writeFile(path, bytes);
  const answer = await inFolder.fetch(`/v1/blobs/${id}`);
  expect([answer.status, (await answer.text()).includes('row 1 of')]).toEqual([500, false]);
});

it('had every request to S3 signed as AWS asks', () => {
  expect(s3.refusals).toEqual([]);
});
