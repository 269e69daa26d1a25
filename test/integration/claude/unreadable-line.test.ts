import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runClaude } from '../../../action/claude/run-claude.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { tempFolder } from '../../helpers/run-action.ts';

const token = `ghp_${'djKUHr1sy0Ig1nMAwbgZ5alTlSBkmK27QMzm'}`;

it('the journal keeps no half of a token of a line that is no message', async () => {
  const file = join(await tempFolder('lines'), 'said');
  const befores = [965, 975, 985, 995];
  await writeFile(file, befores.map((chars) => `${'x'.repeat(chars)} ${token}\n`).join(''));
  const events: { readonly type: string; readonly data: unknown }[] = [];
  await runClaude({
    path: '/bin/cat',
    args: [file],
    env: {},
    cwd: '/',
    containment: 'group',
    seenCwd: '/',
    input: '',
    signal: new AbortController().signal,
    journal: {
      append: (type, data) => void events.push({ type, data }),
      ready: async () => undefined,
    },
    log: () => undefined,
    redact: createRedactor({ secrets: [], patterns: true }),
    metered: null,
  });
  expect(events.map(({ type }) => type)).toEqual(befores.map(() => 'action.line_unreadable'));
  expect(JSON.stringify(events)).not.toContain(token.slice(0, 5));
});
