import { request } from 'node:http';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { StreamMessage } from '../../../contract/stream.ts';
import type { TestCoordinator } from './coordinator.ts';
import { until } from './until.ts';

export interface Heard {
  readonly id: string;
  readonly message: StreamMessage;
}

/** A stream as a client of its own reads it, which is no part of the coordinator. */
export interface TestStream {
  readonly heard: readonly Heard[];
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Where it stands: also without anything that happened. */
  readonly lastId: () => string;
  readonly text: () => string;
  readonly isOver: () => boolean;
  readonly close: () => void;
}

export async function listen(
  { url, adminToken }: Pick<TestCoordinator, 'url' | 'adminToken'>,
  {
    token = adminToken,
    lastEventId,
    query = '',
    headers = {},
  }: {
    readonly token?: string | null;
    readonly lastEventId?: string;
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestStream> {
  const heard: Heard[] = [];
  let text = '';
  let rest = '';
  let lastId = '';
  let isOver = false;
  const asked = request(`${url}/v1/stream${query}`, {
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      ...headers,
    },
    agent: false,
  });
  const take = (block: string): void => {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s)));
    if ('id' in fields) lastId = fields['id'];
    if (!('data' in fields)) return;
    const message: unknown = { event: fields['event'], data: JSON.parse(fields['data']) };
    heard.push({ id: lastId, message: checked(StreamMessage, message) });
  };
  return new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (answer) => {
      answer.setEncoding('utf8');
      const end = (): void => {
        isOver = true;
      };
      answer.once('close', end);
      answer.on('error', end);
      answer.on('data', (more: string) => {
        text += more;
        const blocks = (rest + more).split('\n\n');
        rest = blocks.pop() ?? '';
        blocks.forEach(take);
      });
      resolve({
        heard,
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        lastId: () => lastId,
        text: () => text,
        isOver: () => isOver,
        close: () => asked.destroy(),
      });
    });
    asked.end();
  });
}

/** Once it stands somewhere: what happens from now on is heard. */
export async function listening(...asked: Parameters<typeof listen>): Promise<TestStream> {
  const stream = await listen(...asked);
  await until(async () => stream.lastId() !== '');
  return stream;
}

export function checked<T extends TSchema>(schema: T, value: unknown): Static<T> {
  if (Value.Check(schema, value)) return value;
  throw new Error(`not as the contract says: ${JSON.stringify(value).slice(0, 500)}`);
}

/** The last that was heard of a run. */
export function lastOf({ heard }: Pick<TestStream, 'heard'>, run: string) {
  const rows = heard.flatMap(({ message }) =>
    message.event === 'run' && message.data.id === run ? [message.data] : [],
  );
  return rows.at(-1) ?? null;
}
