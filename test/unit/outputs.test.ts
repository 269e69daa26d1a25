import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setOutput } from '@actions/core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { failure } from '../../action/run/ending.ts';
import { outputsOf } from '../../action/run/outputs.ts';
import { newRecord, type RunRecord } from '../../action/run/record.ts';

let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'co-outputs-'));
  file = join(folder, 'output');
  vi.stubEnv('GITHUB_OUTPUT', file);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

function recordOf(text: string): RunRecord {
  const record = newRecord({ runId: '7-1', runUrl: '', startedAtMs: 0, dir: '/run' });
  record.branch = text;
  record.claude = { ...record.claude, sessionId: text };
  record.resultJson = JSON.stringify({ text });
  return record;
}

/** Writes the outputs of a run as the action does, and reads them as the runner does. */
async function readBack(text: string): Promise<Readonly<Record<string, string>>> {
  await writeFile(file, '');
  const outputs = outputsOf(recordOf(text), failure('cli_crashed', text, text));
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  expect(readAsRunner(await readFile(file, 'utf8'))).toEqual(outputs);
  return outputs;
}

/** The runner's own reading (FileCommandManager.cs): `NAME=VALUE`, or `NAME<<DELIMITER` and all up to that line. */
function readAsRunner(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    if (heredoc < 1) throw new Error(`Invalid format '${line}'`);
    const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
    if (end < 0) throw new Error('Matching delimiter not found');
    values[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}

test.each([
  'a\nconclusion=success',
  'a\nEOF\nconclusion<<EOF\nsuccess\nEOF',
  'ghadelimiter_4b3f4c1e-0000-4000-8000-000000000000\nconclusion=success',
  'a\r\nconclusion=success\rb',
  'NUL \0 and \u001b[31m and \u0085 and \u2028',
  '::set-output name=conclusion::success',
  '<<',
  '=',
])('an output of %j is itself and no other', async (text) => {
  const outputs = await readBack(text);
  expect(outputs['conclusion']).toBe('failure');
  expect(JSON.parse(outputs['result'] ?? '')).toEqual({ text });
});

test('what is not the result is one line of bounded length', async () => {
  const outputs = await readBack(`a\n${'b'.repeat(1e6)}`);
  for (const name of ['reason', 'branch', 'session-id']) {
    expect(outputs[name]).toMatch(/^(?:cli_crashed: )?a b+…$/);
    expect(outputs[name]?.length).toBeLessThanOrEqual(2000);
  }
  expect(outputs['result']).toBe('');
});

test('no value of any kind becomes another output', async () => {
  const bits = fc.constantFrom(
    '\n',
    '\r',
    '\r\n',
    '<<',
    '=',
    'EOF',
    'conclusion',
    'ghadelimiter_',
    '\0',
    '\u2028',
    '\ud800',
    ' ',
    'x',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(bits, { maxLength: 20 }), async (parts) => {
      const outputs = await readBack(parts.join(''));
      expect(outputs['conclusion']).toBe('failure');
      expect(`${outputs['reason']}${outputs['branch']}`).not.toMatch(/[\p{Cc}\p{Cs}\u2028]/u);
    }),
    { numRuns: 200 },
  );
});
