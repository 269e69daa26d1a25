import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { root, runCommand, tool } from '../run-command.ts';

export interface StreamReading {
  readonly name: string;
  readonly lines: number;
  readonly bytes: number;
  readonly ms: number;
  readonly peakRssBytes: number;
}

/** Claude's stream as the action reads it, in a process of its own so that its memory is its own. */
export async function measureStream(folder: string): Promise<readonly StreamReading[]> {
  const usual = join(folder, 'usual.ndjson');
  const large = join(folder, 'large.ndjson');
  await writeStream(usual, 100_000, 700);
  await writeStream(large, 6, 10_000_000);
  const script = await compileReader();
  const read = async (name: string, file: string, journal: string | null): Promise<StreamReading> =>
    readIn({ script, name, file, journal });
  return [
    await read('100,000 lines', usual, null),
    await read('100,000 lines, with the journal', usual, join(folder, 'usual-journal.ndjson')),
    await read('5 lines of 10 MB', large, null),
    await read('5 lines of 10 MB, with the journal', large, join(folder, 'large-journal.ndjson')),
  ];
}

interface Reading {
  readonly script: string;
  readonly name: string;
  readonly file: string;
  readonly journal: string | null;
}

async function readIn({ script, name, file, journal }: Reading): Promise<StreamReading> {
  const args = [script, file, ...(journal === null ? [] : [journal])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const measured = JSON.parse(output) as Omit<StreamReading, 'name' | 'bytes'>;
  return { name, bytes: (await stat(file)).size, ...measured };
}

/** To JavaScript, as users run it: Node's own stripping of types alone takes 20 MB. Below the root, for its dependencies. */
async function compileReader(): Promise<string> {
  const out = join(root, 'node_modules', '.cache', 'bench');
  const source = fileURLToPath(import.meta.resolve('./read-stream.ts'));
  const flags = ['--ignoreConfig', '--noCheck', '--module', 'nodenext', '--target', 'es2024'];
  const paths = ['--rewriteRelativeImportExtensions', '--rootDir', root, '--outDir', out];
  const { exitCode, output } = await runCommand(...tool('typescript/bin/tsc', ...flags, ...paths, source));
  if (exitCode !== 0) throw new Error(output);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n');
  return join(out, 'scripts', 'bench', 'read-stream.js');
}

/** Turns as Claude Code prints them: text, a tool's call, its result; then the result of the run. */
async function writeStream(path: string, lines: number, chars: number): Promise<void> {
  const file = createWriteStream(path);
  const words = 'The handler reads "orders.find(id)" before it checks the caller\\s role.\n\t'.repeat(
    Math.ceil(chars / 73),
  );
  const body = words.slice(0, chars);
  for (let index = 0; index < lines - 1; index++) {
    const line = JSON.stringify(message(index, body));
    if (!file.write(`${line}\n`)) await once(file, 'drain');
  }
  file.end(`${JSON.stringify(lastMessage)}\n`);
  await once(file, 'finish');
}

function message(index: number, body: string): object {
  const common = {
    session_id: '5f0c8f4e-7f7b-4a55-9d8a-0f5a3c1c2b1d',
    uuid: `0000-${index}`,
    parent_tool_use_id: null,
  };
  const turn = Math.floor(index / 3);
  const usage = {
    input_tokens: 12,
    output_tokens: 1,
    cache_read_input_tokens: 24_000,
    cache_creation_input_tokens: 310,
    service_tier: 'standard',
  };
  const assistant = {
    id: `msg_${turn}`,
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-5-5',
    usage,
  };
  if (index % 3 === 0)
    return {
      type: 'assistant',
      message: { ...assistant, content: [{ type: 'text', text: body }] },
      ...common,
    };
  if (index % 3 === 1) {
    const input = { file_path: '/home/runner/tree/src/orders.ts', note: body };
    const content = [{ type: 'tool_use', id: `toolu_${turn}`, name: 'Read', input }];
    return { type: 'assistant', message: { ...assistant, content }, ...common };
  }
  const content = [{ type: 'tool_result', tool_use_id: `toolu_${turn}`, content: body }];
  return { type: 'user', message: { role: 'user', content }, ...common };
}

const lastMessage = {
  type: 'result',
  subtype: 'success',
  is_error: false,
  num_turns: 2,
  result: 'Done.',
  total_cost_usd: 1,
  modelUsage: {},
};
