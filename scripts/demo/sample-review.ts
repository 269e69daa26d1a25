import type { Finding, Review } from '../../contract/review.ts';
import type { SampleChange } from './sample-shop.ts';

const store = 'src/orders/order-store.ts';
const webhook = 'src/payments/webhook.ts';
const paging = 'src/orders/paging.ts';
const resend = 'src/jobs/resend-receipts.ts';

/** What the scripted model answers. Lines are looked up, so that the sample can change without it. */
export function sampleReview({ before, after }: SampleChange): Review {
  const at = (path: string, text: string): Pick<Finding, 'path' | 'line' | 'side'> => ({
    path,
    line: lineOf(after[path], text),
    side: 'RIGHT',
  });
  const query = at(store, 'const { rows } = await this.#pool.query(sql);');
  return {
    summary:
      'Adds a payment webhook, a search by e-mail address for support, and a page count, and moves receipts beside orders. The shape is right, but it should not be merged as it is: **the search can be used to run any SQL**, an order can stay unpaid although its receipt went out, and guests make the webhook crash. One file that this pull request does not touch no longer loads.',
    checked: [
      'Followed the text of the search box from `search` into the query; the other queries of `OrderStore` use parameters',
      'Followed a `payment.succeeded` event through `handlePayment`: signature, lookup, `markPaid`, receipt, and each of their failures',
      'Looked for everything that imports `mail/receipt`: `src/jobs/resend-receipts.ts` still does',
      'Tried `pageCount` with 0, 1, 20 and 21 orders at 20 a page',
    ],
    findings: [
      {
        ...query,
        startLine: query.line - 1,
        severity: 'critical',
        category: 'security',
        title: 'The search text becomes part of the SQL',
        explanation:
          "`email` is pasted into the query, so `' UNION SELECT …` reads any table of the shop, and a lone `'` is already an error page. Support staff type what customers send them; nothing on the way escapes it.\n\nHand it over as a parameter, as `find` above does:",
        suggestion:
          "    const sql = \"SELECT * FROM orders_with_customer WHERE email LIKE '%' || $1 || '%' ORDER BY id\";\n    const { rows } = await this.#pool.query(sql, [email]);",
        confidence: 0.98,
      },
      {
        ...at(webhook, 'deps.orders.markPaid(order.id);'),
        severity: 'high',
        category: 'error-handling',
        title: 'Nobody waits for `markPaid`',
        explanation:
          'The promise is dropped. When the update fails, the customer still gets a receipt, the provider still gets its 204 and does not deliver again, and the order stays unpaid. The rejection itself is unhandled, which ends the process.',
        suggestion: '  await deps.orders.markPaid(order.id);',
        confidence: 0.97,
      },
      {
        path: 'src/orders/receipt.ts',
        line: lineOf(before['src/mail/receipt.ts'], 'order.customer === null'),
        side: 'LEFT',
        severity: 'high',
        category: 'correctness',
        title: 'Orders of guests crash here without this check',
        explanation:
          '`customer` is null for an order placed as a guest (`order-store.ts` says so), and the `!` that replaces the check only silences the compiler. `handlePayment` throws a TypeError after the order was marked as paid, the provider sees a 500 and delivers the event again, for ever.\n\nKeep the check and `Receipt | null`, and let the webhook skip sending when there is nobody to send to.',
        confidence: 0.95,
      },
      {
        ...at(resend, "'../mail/receipt.ts'"),
        severity: 'high',
        category: 'api',
        title: '`resend-receipts` still imports the file that was moved',
        explanation:
          'This pull request moves `src/mail/receipt.ts` to `src/orders/receipt.ts`, but this job still imports the old path. It fails with `ERR_MODULE_NOT_FOUND` the next time somebody starts it.',
        suggestion: "import { receiptFor } from '../orders/receipt.ts';",
        confidence: 0.99,
      },
      {
        ...at(webhook, 'signature == expected'),
        severity: 'medium',
        category: 'security',
        title: 'The signature is compared with `==`',
        explanation:
          'The comparison stops at the first character that differs, so its duration tells how much of a guessed signature is right. `crypto.timingSafeEqual` takes the same time for every guess.',
        suggestion:
          '  const given = Buffer.from(signature);\n  return given.length === expected.length && crypto.timingSafeEqual(given, Buffer.from(expected));',
        confidence: 0.9,
      },
      {
        ...at(paging, 'Math.floor(total / size) + 1'),
        severity: 'medium',
        category: 'correctness',
        title: 'One page too many when the last one is full',
        explanation:
          'With 40 orders at 20 a page this gives 3, and the link to page 3 leads to an empty list.\n\n| orders | expected | this |\n| --: | --: | --: |\n| 21 | 2 | 2 |\n| 40 | 2 | **3** |\n| 0 | 1 | 1 |',
        suggestion: '  return Math.max(1, Math.ceil(total / size));',
        confidence: 0.96,
      },
      {
        ...at(store, 'async search(email: string)'),
        severity: 'low',
        category: 'performance',
        title: 'A search for `@` loads every order',
        explanation:
          '`list` takes a limit and an offset, `search` takes neither, and `email LIKE` with a leading `%` reads the whole table.',
        confidence: 0.7,
      },
    ],
  };
}

function lineOf(text: string | undefined, part: string): number {
  const index = (text ?? '').split('\n').findIndex((line) => line.includes(part));
  if (index < 0) throw new Error(`The sample has no line with ${JSON.stringify(part)}.`);
  return index + 1;
}
