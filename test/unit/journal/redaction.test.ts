import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from '../../../action/journal/journal.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { encodings } from '../redact/encodings.ts';
import { fixed } from '../redact/samples.ts';
import { tokens } from '../redact/tokens.ts';

it('writes JSON without a secret, however the secret was written', async () => {
  const secrets = Object.values(fixed);
  const forms = secrets.flatMap((secret) => Object.values(encodings).map((encode) => encode(secret)));
  const lines = await journalOf(
    forms.flatMap((form) => [{ text: `a\n${form}` }, { [form]: { deep: [form] } }]),
  );
  expect(lines).toHaveLength(forms.length * 2);
  for (const [at, line] of lines.entries()) {
    expect(JSON.parse(line)).toMatchObject({ seq: at + 1, type: 'claude.user' });
    expect(line).toContain('[redacted]');
    for (const secret of secrets) expect(line).not.toContain(secret.slice(20, 36));
  }
});

it('hides what looks like a secret right after an escape', async () => {
  for (const token of Object.values(tokens)) {
    const [line = ''] = await journalOf([`first\n${token}\nlast`]);
    expect(JSON.parse(line).data).toMatch(/^first\n.*\[redacted:[\w-]+\].*\nlast$/s);
  }
});

async function journalOf(data: readonly unknown[]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  try {
    const path = join(folder, 'journal.ndjson');
    const redact = createRedactor({ secrets: Object.values(fixed), patterns: true });
    const journal = await openJournal({ path, redact, clock: () => 0 });
    for (const item of data) journal.append('claude.user', item);
    await journal.close();
    return (await readFile(path, 'utf8')).trimEnd().split('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
}
