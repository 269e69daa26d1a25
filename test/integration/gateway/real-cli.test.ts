import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { claudeArguments, claudeEnvironment } from '../../../action/claude/arguments.ts';
import type { Gateway } from '../../../action/gateway/gateway.ts';
import { startModel, type Turn } from '../../helpers/model.ts';
import { failed, realKey, startScene } from './scene.ts';

const claude = join(import.meta.dirname, '../../../node_modules/.bin/claude');

interface Ended {
  readonly code: number | null;
  readonly stream: string;
  readonly durationMs: number;
}

/** The real Claude Code, with what a gateway gives it. */
async function run(
  { url, childCredential: credential }: Pick<Gateway, 'url' | 'childCredential'>,
  schema: unknown = null,
  tools = ['Read', 'Grep', 'Glob'],
): Promise<Ended> {
  const home = await mkdtemp(join(tmpdir(), 'gateway-cli-'));
  onTestFinished(() => rm(home, { recursive: true, force: true, maxRetries: 3 }));
  await writeFile(join(home, 'a.txt'), 'what the file says');
  const env = claudeEnvironment({
    passOn: { PATH: process.env['PATH'] ?? '' },
    home,
    temp: home,
    access: { kind: 'gateway', url, credential },
    marker: {},
  });
  const startedMs = Date.now();
  const child = spawn(claude, [...argumentsFor(schema, tools)], {
    cwd: home,
    env: { ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end('Read a.txt.');
  const [stream, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { code: code as number | null, stream, durationMs: Date.now() - startedMs };
}

const argumentsFor = (schema: unknown, tools: readonly string[]): readonly string[] =>
  claudeArguments({
    sessionId: crypto.randomUUID(),
    resume: false,
    instructions: 'Be brief.',
    schema,
    model: '',
    fallbackModel: '',
    maxTurns: null,
    maxBudgetMicroUsd: null,
    tools,
    tier: 'read',
  });

const read: Turn = { tools: [{ name: 'Read', input: { file_path: 'a.txt' } }] };
const silent = (): undefined => undefined;

it.each(['api-key', 'oauth'] as const)(
  'works for Claude Code with a credential of the kind %s',
  async (kind) => {
    const model = await startModel([read, { text: 'It says so.' }]);
    onTestFinished(model.close);
    const scene = await startScene(silent, { upstream: model.url, credential: { kind, value: realKey } });
    const { code, stream } = await run(scene.gateway);
    expect(code, stream).toBe(0);
    expect(stream).toContain('It says so.');
    expect(scene.calls).toMatchObject([
      { status: 200, tokens: { input: 1000, output: 100 }, unknownModel: false, estimated: false },
      { status: 200, tokens: { input: 1000, output: 100 } },
    ]);
    // Claude's own figure and the ledger's agree.
    expect(JSON.parse(stream.trim().split('\n').at(-1) ?? '').total_cost_usd * 1e6).toBeCloseTo(
      scene.gateway.ledger().spentMicroUsd,
      0,
    );
    expect(scene.warnings).toEqual([]);
    expect(stream).not.toContain(realKey);
  },
);

it('tells Claude Code that the budget nears its end, and what its tools said is still understood', async () => {
  const schema = { type: 'object', properties: { done: { type: 'boolean' } }, required: ['done'] };
  const usage = { input_tokens: 200_000, output_tokens: 10 };
  const model = await startModel([
    { ...read, usage },
    { tools: [{ name: 'StructuredOutput', input: { done: true } }] },
  ]);
  onTestFinished(model.close);
  const scene = await startScene(silent, { upstream: model.url, grantMicroUsd: 960_000 });
  const { code, stream } = await run(scene.gateway, schema);
  expect(code, stream).toBe(0);
  expect(JSON.stringify(model.requests[0]?.messages)).not.toContain('Claude Orchestrator');
  expect(JSON.stringify(model.requests[1]?.messages)).toContain("83% of this run's budget is spent");
  expect(JSON.stringify(model.requests[1]?.messages)).toContain('what the file says');
});

it.each([
  ['the credential is refused', 401, 'auth'],
  ['the credential may not', 403, 'auth'],
] as const)('ends Claude Code within seconds when %s', async (_, status, failureClass) => {
  const scene = await startScene(failed(status, {}, 'not yours'));
  const { code, stream, durationMs } = await run(scene.gateway);
  expect(code).toBe(1);
  expect(stream).toContain('not yours');
  expect(scene.seen).toHaveLength(1);
  // Without the gateway a 401 is repeated for minutes.
  expect(durationMs).toBeLessThan(15_000);
  expect(scene.gateway.refusal()).toMatchObject({ failureClass });
});

it('ends Claude Code when the budget is spent, with the reason', async () => {
  const model = await startModel([
    { ...read, usage: { input_tokens: 240_000, output_tokens: 10 } },
    { text: 'never asked' },
  ]);
  onTestFinished(model.close);
  const scene = await startScene(silent, { upstream: model.url, grantMicroUsd: 970_000 });
  const { code, stream } = await run(scene.gateway);
  expect(code).toBe(1);
  expect(stream).toContain('The budget of this run is spent: $0.9602 of $0.9700 is used');
  expect(model.requests).toHaveLength(1);
  expect(scene.gateway.refusal()).toMatchObject({ failureClass: 'budget_exceeded' });
});

it('lets Claude Code repeat what the API could not do at the moment', async () => {
  let asked = 0;
  const model = await startModel(() =>
    ++asked === 1
      ? { error: { status: 529, type: 'overloaded_error', message: 'busy' } }
      : { text: 'There.' },
  );
  onTestFinished(model.close);
  const scene = await startScene(silent, { upstream: model.url });
  const { code, stream } = await run(scene.gateway);
  expect(code, stream).toBe(0);
  expect(scene.calls.map(({ status }) => status)).toEqual([529, 200]);
});

it('lets subagents of Claude Code work at the same time', async () => {
  const agents = ['one', 'two', 'three'].map((name) => ({
    name: 'Agent',
    input: {
      description: name,
      prompt: `You are ${name}.`,
      subagent_type: 'general-purpose',
      run_in_background: false,
    },
  }));
  const model = await startModel(
    ({ messages }) => {
      const said = JSON.stringify(messages);
      if (/"You are (one|two|three)\./.test(JSON.stringify(messages.find(({ role }) => role === 'user'))))
        return { text: 'Part of it.' };
      return said.includes('Part of it.') ? { text: 'All of it.' } : { tools: agents };
    },
    { latencyMs: 60 },
  );
  onTestFinished(model.close);
  const scene = await startScene(silent, { upstream: model.url });
  const { code, stream } = await run(scene.gateway, null, ['Read', 'Agent']);
  expect(code, stream).toBe(0);
  expect(stream).toContain('All of it.');
  expect(scene.calls).toHaveLength(5);
  const times = scene.calls.map(({ at, durationMs }) => ({
    from: Date.parse(at),
    to: Date.parse(at) + durationMs,
  }));
  const [first, second] = times.toSorted((a, b) => a.from - b.from);
  // A subagent begins while the answer that called for it still comes.
  expect(second?.from).toBeLessThan(first?.to ?? 0);
});
