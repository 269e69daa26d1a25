import { createHmac, randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { closedLoop, type Latencies, openLoop } from './open-loop.ts';

export interface WebhookFigures {
  readonly name: string;
  /** 64 at once, each sending again when it is answered. */
  readonly closed: Latencies;
  /** 500 a second, whatever becomes of them. */
  readonly open: Latencies;
  /** 100 at one moment. */
  readonly burst: Latencies;
}

export interface Receiver {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
}

/** Signed deliveries of 20 KB, no two alike. */
export async function measureWebhooks({ name, url, secret }: Receiver): Promise<WebhookFigures> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 128, pipelining: 1 });
  const send = async (): Promise<boolean> => {
    const delivery = deliveryOf(secret);
    const { statusCode, body } = await pool.request({ path: pathname, method: 'POST', ...delivery });
    await body.dump();
    return statusCode >= 200 && statusCode < 300;
  };
  try {
    // Until its code is compiled and PostgreSQL's first files are made, a receiver that runs for months is another.
    await closedLoop({ lanes: 64, seconds: 10, send });
    const closed = await closedLoop({ lanes: 64, seconds: 8, send });
    const open = await openLoop({ perSecond: 500, seconds: 10, send });
    const burst = await openLoop({ perSecond: 100_000, seconds: 0.001, send });
    return { name, closed, open, burst };
  } finally {
    await pool.destroy();
  }
}

const filler = 'All of the words of a commit message, of a title and of a body. '.repeat(290);
const place = randomUUID();
const template = Buffer.from(
  JSON.stringify({
    action: 'created',
    comment: { id: 1, body: `${place} ${filler}`, user: { id: 2, login: 'mona' } },
    repository: { id: 4711, full_name: 'octo/shop', owner: { id: 1, login: 'octo' } },
    sender: { id: 2, login: 'mona' },
  }),
);
const placeAt = template.indexOf(place);

/** Made at little cost: the load runs on the cores of what is measured. */
function deliveryOf(secret: string): { body: Buffer; headers: Record<string, string> } {
  const id = randomUUID();
  const body = Buffer.from(template);
  body.write(id, placeAt, 'latin1');
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/bench',
      'x-github-event': 'issue_comment',
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}
