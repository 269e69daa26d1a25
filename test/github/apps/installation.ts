import { badCredentials, Problem } from '../http/problem.ts';
import type { Repository } from '../repository.ts';
import { covers, type Level, type Permission, type Permissions } from '../token.ts';
import type { User } from '../user.ts';
import type { GitHubApp } from './github-app.ts';

export interface NewInstallation {
  /** The organization or person whose repositories it gets. */
  readonly account: string;
  /** Some of them; all, and each new one, if left out. */
  readonly repositories?: readonly Repository[];
  /** Fewer than the app asks for. */
  readonly permissions?: Permissions;
}

export interface TokenRequest {
  readonly repositories?: readonly string[];
  readonly repository_ids?: readonly number[];
  readonly permissions?: Permissions;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: string;
  readonly permissions: Permissions;
  readonly repositories: readonly Repository[] | null;
}

const LIFETIME_MS = 3600 * 1000;

/** An app on somebody's repositories; made with `app.install`. */
export class Installation {
  readonly app: GitHubApp;
  readonly id: number;
  readonly account: User;
  readonly permissions: Permissions;
  readonly createdAt: string;
  suspendedAt: string | null = null;
  readonly #selected: Repository[] | null;
  #generation = 0;

  constructor(app: GitHubApp, options: NewInstallation) {
    this.app = app;
    this.id = (app.world.nextId() % 1_000_000) + 60_000_000;
    this.account = app.world.userOrNew(options.account);
    this.permissions = { metadata: 'read', ...(options.permissions ?? app.permissions) };
    this.createdAt = app.world.now();
    this.#selected = options.repositories === undefined ? null : [...options.repositories];
  }

  get selection(): 'all' | 'selected' {
    return this.#selected === null ? 'all' : 'selected';
  }

  get repositories(): readonly Repository[] {
    return this.#selected ?? this.app.world.repositories.filter(({ owner }) => owner === this.account);
  }

  suspend(): void {
    this.suspendedAt = this.app.world.now();
  }

  unsuspend(): void {
    this.suspendedAt = null;
  }

  uninstall(): void {
    this.app.installations.splice(this.app.installations.indexOf(this), 1);
    this.expireTokens();
  }

  /** As though an hour had passed: no token issued until now is good. */
  expireTokens(): void {
    this.#generation += 1;
  }

  /** A token good for an hour, for no more than was asked; throws the refusal of whoever asks for too much. */
  issueToken(request: TokenRequest = {}): IssuedToken {
    if (this.suspendedAt !== null) throw suspended();
    const repositories = this.#wanted(request);
    const permissions: Permissions = { metadata: 'read', ...(request.permissions ?? this.permissions) };
    for (const [name, level] of Object.entries(permissions) as [Permission, Level][]) {
      if (!covers(this.permissions, name, level)) {
        throw new Problem(422, {
          message: 'The permissions requested are not granted to this installation.',
        });
      }
    }
    const generation = this.#generation;
    const expiresAtMs = Date.now() + LIFETIME_MS;
    const token = this.app.world.addToken('ghs_', {
      kind: 'installation',
      user: this.app.user,
      repositories: () => repositories ?? this.repositories,
      selection: repositories === null ? this.selection : 'selected',
      permissions,
      refusal: () => {
        if (Date.now() >= expiresAtMs || generation !== this.#generation) return badCredentials();
        return this.suspendedAt === null ? null : suspended();
      },
    });
    const expiresAt = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
    return { token, expiresAt, permissions, repositories };
  }

  #wanted(request: TokenRequest): readonly Repository[] | null {
    const { repositories: names, repository_ids: ids } = request;
    if (names === undefined && ids === undefined) return null;
    const found = [
      ...(names ?? []).map((name) => this.repositories.find((one) => one.name === name)),
      ...(ids ?? []).map((id) => this.repositories.find((one) => one.id === id)),
    ];
    return found.map((repository) => {
      if (repository !== undefined) return repository;
      const message =
        'There is at least one repository that does not exist or is not accessible to the parent installation.';
      throw new Problem(422, { message });
    });
  }
}

function suspended(): Problem {
  return new Problem(403, { message: 'This installation has been suspended' });
}
