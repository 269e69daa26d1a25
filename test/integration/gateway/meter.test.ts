import { Value } from 'typebox/value';
import { expect, it, vi } from 'vitest';
import { LedgerEntry } from '../../../contract/ledger.ts';
import { type Answer, endOf, failed, smallCall, startOf, startScene, streamed, textOf } from './scene.ts';

const begin = { 'content-type': 'text/event-stream' };

it('enters a streamed call with what the API says of it', async () => {
  const usage = {
    input_tokens: 100,
    cache_read_input_tokens: 1000,
    cache_creation_input_tokens: 300,
    cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 100 },
  };
  const scene = await startScene(streamed(usage, 50));
  await (await scene.post()).text();
  const [entry] = scene.gateway.ledger().entries;
  expect(entry).toMatchObject({
    model: 'claude-opus-5-5',
    requestId: 'req_1',
    tokens: { input: 100, output: 50, cacheRead: 1000, cacheWrite5m: 200, cacheWrite1h: 100 },
    // $4 and $20 a million; $0.20 from the cache, $5 and $8 into it.
    costMicroUsd: 100 * 4 + 50 * 20 + 1000 * 0.2 + 200 * 5 + 100 * 8,
    unknownModel: false,
    estimated: false,
    status: 200,
  });
  expect(Value.Check(LedgerEntry, entry)).toBe(true);
  expect(scene.calls).toEqual([entry]);
});

it('takes the figures of the end of the stream where they are greater', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, begin);
    response.end(
      startOf({ input_tokens: 10, output_tokens: 1 }) +
        endOf({ input_tokens: 30, cache_read_input_tokens: 7, output_tokens: 5 }),
    );
  });
  await (await scene.post()).text();
  expect(scene.calls[0]?.tokens).toMatchObject({ input: 30, cacheRead: 7, output: 5 });
});

it('meters an answer that is not streamed', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        type: 'message',
        model: 'claude-opus-5-5',
        usage: { input_tokens: 20, output_tokens: 9 },
      }),
    );
  });
  await (await scene.post({ ...smallCall, stream: false })).text();
  expect(scene.calls[0]).toMatchObject({
    tokens: { input: 20, output: 9 },
    costMicroUsd: 260,
    estimated: false,
  });
});

it('meters an answer that came compressed although it was asked not to', async () => {
  const { gzipSync } = await import('node:zlib');
  const scene = await startScene((response) => {
    response.writeHead(200, { ...begin, 'content-encoding': 'gzip' });
    response.end(gzipSync(startOf({ input_tokens: 11 }) + endOf({ output_tokens: 3 })));
  });
  expect(await (await scene.post()).text()).toContain('message_stop');
  expect(scene.calls[0]?.tokens).toMatchObject({ input: 11, output: 3 });
});

it('flags a model without a price and charges the dearest', async () => {
  const scene = await startScene(streamed({ input_tokens: 1000 }, 100));
  await (await scene.post({ ...smallCall, model: 'claude-unheard-of-9' })).text();
  expect(scene.calls[0]).toMatchObject({ unknownModel: true, costMicroUsd: 1000 * 15 + 100 * 75 });
  expect(scene.gateway.ledger().unknownModels).toEqual(['claude-unheard-of-9']);
});

it('charges a stream that breaks off by what came of it', async () => {
  const scene = await startScene((response) => {
    response.writeHead(200, begin);
    response.write(startOf({ input_tokens: 500, output_tokens: 1 }) + textOf('x'.repeat(9000)));
    setTimeout(() => response.destroy(), 20);
  });
  await expect((await scene.post()).text()).rejects.toThrow('terminated');
  await vi.waitFor(() =>
    expect(scene.calls[0]).toMatchObject({ tokens: { input: 500, output: 3000 }, estimated: true }),
  );
});

it('ends the call upstream soon after the child has gone away, and charges it', async () => {
  const ended = Promise.withResolvers<void>();
  const endless: Answer = (response) => {
    response.writeHead(200, begin);
    response.write(startOf({ input_tokens: 500, output_tokens: 1 }) + textOf('x'.repeat(30)));
    response.on('close', () => ended.resolve());
  };
  const scene = await startScene(endless);
  const leaving = new AbortController();
  const response = await scene.post(undefined, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await ended.promise;
  await vi.waitFor(() => expect(scene.calls[0]).toMatchObject({ tokens: { input: 500 }, estimated: true }));
});

it('charges the prompt when the child goes away before an answer begins', async () => {
  const arrived = Promise.withResolvers<void>();
  const scene = await startScene(() => arrived.resolve());
  const leaving = new AbortController();
  const sending = scene.post({ ...smallCall, system: 'word '.repeat(1000) }, { signal: leaving.signal });
  await arrived.promise;
  leaving.abort();
  await expect(sending).rejects.toThrow('aborted');
  await scene.gateway.close();
  expect(scene.calls[0]).toMatchObject({ status: 0, estimated: true });
  expect(scene.calls[0]?.tokens.input).toBeGreaterThan(1500);
});

it('charges nothing for an error of the API', async () => {
  const scene = await startScene(failed(529));
  await (await scene.post()).text();
  expect(scene.calls[0]).toMatchObject({ status: 529, costMicroUsd: 0, estimated: false });
});

it('counts tokens for nothing', async () => {
  const scene = await startScene((response) => response.end('{"input_tokens":5}'));
  await (
    await scene.post({ model: 'claude-opus-5-5', messages: [] }, { path: '/v1/messages/count_tokens' })
  ).text();
  expect(scene.seen).toHaveLength(1);
  expect(scene.calls).toEqual([]);
});
