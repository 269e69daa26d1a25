import { randomBytes } from 'node:crypto';
import type { GitHubApp } from './apps/github-app.ts';
import { OAuth } from './oauth/oauth.ts';
import { OidcIssuer } from './oidc/oidc-issuer.ts';
import type { Organization } from './organization.ts';
import type { Repository } from './repository.ts';
import type { Token } from './token.ts';
import { githubActions, type User } from './user.ts';

export interface Urls {
  readonly server: string;
  readonly api: string;
  readonly graphql: string;
  readonly results: string;
}

/** Everything our GitHub knows; there is one per server. */
export class World {
  readonly urls: Urls;
  readonly directory: string;
  readonly repositories: Repository[] = [];
  readonly users: User[] = [githubActions];
  readonly tokens = new Map<string, Token>();
  readonly organizations: Organization[] = [];
  readonly apps: GitHubApp[] = [];
  readonly oidc: OidcIssuer;
  readonly oauth: OAuth;
  readonly violations: string[] = [];
  // GitHub's ids passed 2^31 long ago: whoever keeps one in 32 bits must notice here.
  #lastId = 3_100_000_000;

  constructor(urls: Urls, directory: string) {
    this.urls = urls;
    this.directory = directory;
    this.oidc = new OidcIssuer(urls);
    this.oauth = new OAuth(this);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  now(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  }

  user(login: string): User | null {
    return this.users.find((user) => user.login.toLowerCase() === login.toLowerCase()) ?? null;
  }

  userOrNew(login: string, type: User['type'] = 'User', id: number = this.nextId()): User {
    const known = this.user(login);
    if (known !== null) return known;
    const user: User = { login, id, type };
    this.users.push(user);
    return user;
  }

  organization(login: string): Organization | null {
    const wanted = login.toLowerCase();
    return this.organizations.find(({ user }) => user.login.toLowerCase() === wanted) ?? null;
  }

  repository(owner: string, name: string): Repository | null {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.repositories.find((repository) => repository.fullName.toLowerCase() === wanted) ?? null;
  }

  addToken(prefix: 'ghs_' | 'ghp_' | 'gho_', token: Token): string {
    const text = prefix + randomBytes(27).toString('base64url').replace(/[-_]/g, 'x');
    this.tokens.set(text, token);
    return text;
  }
}
