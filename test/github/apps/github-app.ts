import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Permissions } from '../token.ts';
import type { User } from '../user.ts';
import type { World } from '../world.ts';
import { Deliveries } from './deliveries.ts';
import type { Delivery, WebhookEvent } from './delivery.ts';
import { Installation, type NewInstallation } from './installation.ts';

export interface NewApp {
  /** `claude-orchestrator` if left out. */
  readonly slug?: string;
  /** Login of whom it belongs to. */
  readonly owner?: string;
  /** What it asks of each installation. */
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
  readonly webhook?: Webhook;
}

export interface Webhook {
  readonly url: string;
  /** Signs each delivery, and each redelivery of an earlier one too. */
  readonly secret: string;
  /** GitHub's 10 s, unless a test has no time for them. */
  readonly answerLimitMs?: number;
}

const DEFAULT_PERMISSIONS: Permissions = {
  metadata: 'read',
  actions: 'write',
  contents: 'read',
  pull_requests: 'write',
  issues: 'write',
  members: 'read',
};

/** A GitHub App with its key, its installations and its webhook; made with `github.createApp`. */
export class GitHubApp {
  readonly world: World;
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly owner: User;
  readonly user: User;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: string;
  /** PEM, PKCS#1 as GitHub hands it out. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  readonly installations: Installation[] = [];
  readonly deliveries: Deliveries;
  /** A test may change URL and secret, or take the webhook away. */
  webhook: Webhook | null;

  private constructor(world: World, options: NewApp, keys: { privateKey: KeyObject; publicKey: KeyObject }) {
    this.world = world;
    // Ids of apps are smaller than those of what happens on GitHub.
    this.id = (world.nextId() % 1_000_000) + 1_000_000;
    this.clientId = `Iv23li${this.id.toString(36).padStart(14, 'x')}`;
    this.slug = options.slug ?? 'claude-orchestrator';
    this.owner = world.userOrNew(options.owner ?? 'app-owner');
    this.user = world.userOrNew(`${this.slug}[bot]`, 'Bot');
    this.permissions = { metadata: 'read', ...(options.permissions ?? DEFAULT_PERMISSIONS) };
    this.events = options.events ?? ['workflow_run', 'workflow_job', 'pull_request'];
    this.createdAt = world.now();
    this.privateKey = keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    this.publicKey = keys.publicKey;
    this.webhook = options.webhook ?? null;
    this.deliveries = new Deliveries(this);
    world.apps.push(this);
  }

  static async create(world: World, options: NewApp): Promise<GitHubApp> {
    return new GitHubApp(world, options, await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }));
  }

  install(options: NewInstallation): Installation {
    const installation = new Installation(this, options);
    this.installations.push(installation);
    return installation;
  }

  /** Sends a webhook and waits for what comes of it: an answer, or none in time. */
  async emit(event: WebhookEvent): Promise<Delivery> {
    return this.deliveries.send(event);
  }
}
