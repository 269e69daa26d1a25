import { randomUUID } from 'node:crypto';
import { type Delivery, post, signatures, type WebhookEvent } from './delivery.ts';
import type { GitHubApp } from './github-app.ts';
import type { Installation } from './installation.ts';

const ANSWER_LIMIT_MS = 10_000;
const LARGEST_PAYLOAD_BYTES = 25 * 1024 * 1024;

interface Message
  extends Pick<Delivery, 'guid' | 'event' | 'redelivery' | 'installationId' | 'repositoryId'> {
  readonly action: string | null;
  readonly body: string;
}

/** The webhooks that an app was sent, and what came of each. GitHub itself never tries one again. */
export class Deliveries {
  /** In the order they ended. */
  readonly all: Delivery[] = [];
  readonly #app: GitHubApp;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(app: GitHubApp) {
    this.#app = app;
  }

  async send({ event, payload, guid }: WebhookEvent): Promise<Delivery> {
    const repositoryId = (payload['repository'] as { id?: number } | undefined)?.id ?? null;
    const installation = this.#app.installations.find((one) => concerns(one, repositoryId)) ?? null;
    const known =
      installation === null ? {} : { installation: { id: installation.id, node_id: nodeIdOf(installation) } };
    const body = JSON.stringify({ ...payload, ...known });
    if (Buffer.byteLength(body) > LARGEST_PAYLOAD_BYTES) {
      throw new Error(`A ${event} of ${Buffer.byteLength(body)} bytes: GitHub sends none above 25 MB.`);
    }
    return this.#deliver({
      guid: guid ?? randomUUID(),
      event,
      action: typeof payload['action'] === 'string' ? payload['action'] : null,
      body,
      redelivery: false,
      installationId: installation?.id ?? null,
      repositoryId,
    });
  }

  /** Sends one again, under its GUID, to where the webhook is now, signed with the secret of now. */
  async redeliver(delivery: Delivery): Promise<Delivery> {
    return this.#deliver({ ...delivery, body: delivery.request.body, redelivery: true });
  }

  /** When nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  async #deliver(message: Message): Promise<Delivery> {
    const work = this.#attempt(message);
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async #attempt({ body, ...message }: Message): Promise<Delivery> {
    const { id: appId, webhook, world } = this.#app;
    if (webhook === null) throw new Error(`The app ${this.#app.slug} has no webhook; set \`app.webhook\`.`);
    const headers: Record<string, string> = {
      Accept: '*/*',
      'Content-Type': 'application/json',
      'User-Agent': 'GitHub-Hookshot/044aadd',
      'X-GitHub-Delivery': message.guid,
      'X-GitHub-Event': message.event,
      'X-GitHub-Hook-ID': String(appId),
      'X-GitHub-Hook-Installation-Target-ID': String(appId),
      'X-GitHub-Hook-Installation-Target-Type': 'integration',
      ...signatures(body, webhook.secret),
    };
    const deliveredAt = world.now();
    const startedMs = performance.now();
    const { url, answerLimitMs = ANSWER_LIMIT_MS } = webhook;
    const outcome = await post({ url, headers, body, answerLimitMs, signal: this.#closing.signal });
    const durationSeconds = Math.round((performance.now() - startedMs) / 10) / 100;
    const delivery: Delivery = {
      id: world.nextId() + 150_000_000_000,
      guid: message.guid,
      event: message.event,
      action: message.action,
      redelivery: message.redelivery,
      installationId: message.installationId,
      repositoryId: message.repositoryId,
      deliveredAt,
      durationSeconds,
      url,
      request: { headers, body },
      ...outcome,
    };
    this.all.push(delivery);
    return delivery;
  }
}

function concerns(installation: Installation, repositoryId: number | null): boolean {
  return installation.repositories.some((repository) => repository.id === repositoryId);
}

function nodeIdOf({ id }: Installation): string {
  return Buffer.from(`017:IntegrationInstallation${id}`).toString('base64');
}
