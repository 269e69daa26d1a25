import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Agent, request } from 'undici';

export interface GatewayReading {
  readonly name: string;
  readonly direct: FirstByte;
  readonly through: FirstByte;
}

export interface FirstByte {
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface GatewayFigures {
  readonly firstByte: readonly GatewayReading[];
  readonly throughput: { readonly directBytesPerSecond: number; readonly throughBytesPerSecond: number };
}

interface Place {
  readonly url: string;
  readonly key: string;
}

/** Streamed calls straight to a model API that answers at once, and through the gateway, by turns. */
export async function measureGateway(calls: number): Promise<GatewayFigures> {
  const workers: Worker[] = [];
  const start = async (upstream: string | null): Promise<Place> => {
    const worker = new Worker(new URL('./gateway-worker.ts', import.meta.url), { workerData: { upstream } });
    workers.push(worker);
    const [place] = (await once(worker, 'message')) as [Place];
    return place;
  };
  const agent = new Agent();
  try {
    const direct = await start(null);
    const through = await start(direct.url);
    const firstByte: GatewayReading[] = [];
    for (const [name, chars] of prompts) {
      const body = callOf(chars, 500);
      const times: Record<'direct' | 'through', number[]> = { direct: [], through: [] };
      // The first ones warm up and are not counted.
      for (let index = -20; index < calls; index++)
        for (const [way, place] of [
          ['direct', direct],
          ['through', through],
        ] as const) {
          const { firstByteMs } = await ask(agent, place, body);
          if (index >= 0) times[way].push(firstByteMs);
        }
      firstByte.push({ name, direct: firstByteOf(times.direct), through: firstByteOf(times.through) });
    }
    const long = callOf(1000, 500_000);
    const rate = async (place: Place): Promise<number> => {
      const { bytes, ms } = await ask(agent, place, long);
      return (bytes / ms) * 1000;
    };
    const throughput = {
      directBytesPerSecond: await rate(direct),
      throughBytesPerSecond: await rate(through),
    };
    return { firstByte, throughput };
  } finally {
    await agent.destroy();
    await Promise.all(workers.map(async (worker) => worker.terminate()));
  }
}

const prompts = [
  ['first turn, 13 KB', 13_000],
  ['late turn, 600 KB', 600_000],
] as const;

/** As Claude Code asks: a conversation of tool results of some 3 KB each. */
function callOf(chars: number, maxTokens: number): string {
  const content = 'const answer = orders.find((order) => order.id === "4711");\n'.repeat(50);
  const result = { type: 'tool_result', tool_use_id: 'toolu_1', content };
  const messages = Array.from({ length: Math.ceil(chars / 3200) }, () => ({
    role: 'user',
    content: [result],
  }));
  return JSON.stringify({ model: 'claude-opus-5-5', max_tokens: maxTokens, stream: true, messages });
}

async function ask(
  agent: Agent,
  { url, key }: Place,
  body: string,
): Promise<{ firstByteMs: number; bytes: number; ms: number }> {
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  const startedMs = performance.now();
  const answer = await request(`${url}/v1/messages`, { dispatcher: agent, method: 'POST', headers, body });
  if (answer.statusCode !== 200)
    throw new Error(`${url} answered ${answer.statusCode}: ${await answer.body.text()}`);
  let [firstByteMs, bytes] = [0, 0];
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    firstByteMs ||= performance.now() - startedMs;
    bytes += chunk.length;
  }
  return { firstByteMs, bytes, ms: performance.now() - startedMs };
}

function firstByteOf(values: readonly number[]): FirstByte {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95) };
}
