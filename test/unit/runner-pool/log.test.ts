import { expect, it } from 'vitest';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { createLog } from '../../../runner-pool/operation/log.ts';

const secret = 'a-secret-of-the-configuration-0123456789';

function lines({ isTTY }: { readonly isTTY: boolean }): {
  readonly log: ReturnType<typeof createLog>;
  readonly written: string[];
} {
  const written: string[] = [];
  const write = (line: string): boolean => written.push(line) > 0;
  const redact = createRedactor({ secrets: [secret], patterns: true });
  return { log: createLog({ level: 'info', redact, to: { write, isTTY } }), written };
}

it('writes one JSON object a line for programs', () => {
  const { log, written } = lines({ isTTY: false });
  log.info({ route: '/v1/runs', status: 201 }, 'request');
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    route: '/v1/runs',
    status: 201,
    msg: 'request',
  });
});

it('writes for a person at a terminal what they can read', () => {
  const { log, written } = lines({ isTTY: true });
  log.info('Ready on http://127.0.0.1:8787');
  log.error({ err: new Error('it broke'), queue: 'retries' }, 'a task was given up');
  expect(written[0]).toMatch(/^\d\d:\d\d:\d\d Ready on http:\/\/127\.0\.0\.1:8787\n$/);
  expect(written[1]).toMatch(
    /^\d\d:\d\d:\d\d error a task was given up queue=retries\n {2}Error: it broke\n/,
  );
});

it.each([
  ['a message', (log: Log) => log.info(`it says ${secret}`)],
  ['a value', (log: Log) => log.info({ deep: { er: [secret] } }, 'x')],
  ['a key', (log: Log) => log.info({ [secret]: 1 }, 'x')],
  ['an error', (log: Log) => log.error({ err: new Error(`connect to ${secret}`) }, 'x')],
  ['a cause', (log: Log) => log.error({ err: new Error('x', { cause: new Error(secret) }) }, 'x')],
  [
    'a header',
    (log: Log) => log.info({ headers: { authorization: 'Bearer short', cookie: 'a=short' } }, 'x'),
  ],
  ['a field', (log: Log) => log.info({ password: 'short' }, 'x')],
  ['a token of ours', (log: Log) => log.info(`sk-ant-api03-${'short'.repeat(20)}AA`)],
])('writes no secret that stands in %s', (_where, write) => {
  const { log, written } = lines({ isTTY: false });
  write(log);
  expect(written).toHaveLength(1);
  expect(written[0]).not.toContain(secret);
  expect(written[0]).not.toContain('short');
  expect(() => JSON.parse(written[0] ?? '') as unknown).not.toThrow();
});

type Log = ReturnType<typeof createLog>;
