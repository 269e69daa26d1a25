import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Files = Readonly<Record<string, string>>;

export interface SampleChange {
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly author: string;
  readonly before: Files;
  /** The files as the pull request leaves them, the untouched ones included. */
  readonly after: Files;
  /** What the second commit changes; null deletes. */
  readonly changes: Readonly<Record<string, string | null>>;
}

/** Left behind by the rename. */
const removed = 'src/mail/receipt.ts';

/** A pull request with planted faults. Its files end in `.txt`, so that no tool of ours takes them for source. */
export async function readSampleShop(): Promise<SampleChange> {
  const [before, changed] = await Promise.all([readFolder('before'), readFolder('after')]);
  const { [removed]: _gone, ...kept } = before;
  return {
    title: 'Confirm payments by webhook, and let support search orders',
    body,
    branch: 'payment-webhook',
    author: 'mona',
    before,
    after: { ...kept, ...changed },
    changes: { ...changed, [removed]: null },
  };
}

async function readFolder(name: string): Promise<Files> {
  const folder = join(import.meta.dirname, 'shop', name);
  const paths = await Array.fromAsync(glob('**/*.txt', { cwd: folder }));
  const entries = paths.map(async (path) => [
    path.replace(/\.txt$/, ''),
    await readFile(join(folder, path), 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

const body = `Until now somebody marked orders as paid by hand every morning. The payment provider can tell us instead.

- **Webhook**: checks the signature, marks the order as paid, sends the receipt.
- **Search**: support types a part of an e-mail address and sees that customer's orders.
- **Paging**: \`pageCount\` for the links below the list of orders.
- Receipts move next to the orders they belong to, and \`pg\` goes to 8.16.

Tried on staging with the provider's test events.`;
