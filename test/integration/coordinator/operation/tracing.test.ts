import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../../helpers/coordinator/database.ts';
import { makeDataDir, runProgram } from '../../../helpers/coordinator/program.ts';
import { until } from '../../../helpers/coordinator/until.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

const spans: Span[] = [];
const collector = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (data) => {
    body += data;
  });
  request.on('end', () => {
    if (request.url !== '/v1/traces') return response.writeHead(404).end();
    const sent = JSON.parse(body) as {
      readonly resourceSpans: readonly {
        readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
      }[];
    };
    spans.push(...sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    return response.end('{}');
  });
});
await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
const database = await createTestDatabase();
const dataDir = await makeDataDir();
afterAll(async () => {
  collector.close();
  await database.drop();
  await dataDir.remove();
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

it('tells a collector of a request and its statements, as part of the client’s trace and with no values', async () => {
  const program = runProgram({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir.path,
    ENCRYPTION_KEY: '00'.repeat(32),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  const url = await program.ready;
  const token = /co_\w+/.exec(program.stderr())?.[0] ?? '';
  const headers = { authorization: `Bearer ${token}`, traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  const body = JSON.stringify({ name: 'traced-value', scopes: ['runs:read'] });
  const answer = await fetch(`${url}/v1/tokens`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(201);
  expect((await fetch(`${url}/v1/runs?actor=secret-in-query`, { headers })).status).toBe(200);
  await until(async () => spans.find(({ name }) => name === 'GET /v1/runs'));
  const request = await until(async () => spans.find(({ name }) => name === 'POST /v1/tokens'));
  expect([request.traceId, request.parentSpanId]).toEqual([traceId, '00f067aa0ba902b7']);
  const ours = spans.filter((span) => span.traceId === traceId);
  expect(ours.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /v1/tokens', 'transaction', 'select', 'insert']),
  );
  const insert = ours.find(({ name }) => name === 'insert');
  const transaction = ours.find(({ spanId }) => spanId === insert?.parentSpanId);
  expect([transaction?.name, transaction?.parentSpanId]).toEqual(['transaction', request.spanId]);
  for (const hidden of [token, 'traced-value', 'secret-in-query'])
    expect(JSON.stringify(spans)).not.toContain(hidden);
  await until(async () => program.stdout().includes(traceId));
  program.kill('SIGINT');
  expect(await program.ended).toBe(0);
});
