import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { RunAttempt, WorkflowRun } from '../actions/workflow-run.ts';
import type { Urls } from '../world.ts';
import { type Claims, type JobIdentity, jobClaims } from './job-claims.ts';
import { newSigningKey, publishedForm, type Signing, type SigningKey, signClaims } from './signing-key.ts';

/** What a test may do with the issuer of jobs' tokens; `github.oidc`. */
export interface Oidc {
  /** OIDC_ISSUER; `/.well-known/openid-configuration` is below it. */
  readonly issuer: string;
  /** How often each was asked for, outages included. */
  readonly fetches: { readonly configuration: number; readonly jwks: number };
  /** What a job of the run with `id-token: write` finds in its environment; nothing for a fork's pull request. */
  environment(run: WorkflowRun, identity?: JobIdentity): Record<string, string>;
  /** The claims of such a job's token, good for five minutes. */
  claims(run: WorkflowRun, identity?: JobIdentity & { readonly audience?: string }): Claims;
  /** From now on a new key signs. The former ones stay published unless `dropFormer`. */
  rotateKey(options?: { readonly dropFormer?: boolean }): void;
  /** A token with any claims; `claims` gives true ones to start from. */
  sign(claims: Claims, signing?: Signing): Promise<string>;
  /** Configuration and keys answer 503 until `up`; tokens are still given. */
  down(): void;
  up(): void;
}

interface Grant {
  readonly run: WorkflowRun;
  readonly attempt: RunAttempt;
  readonly identity: JobIdentity;
}

export class OidcIssuer implements Oidc {
  readonly fetches = { configuration: 0, jwks: 0 };
  isDown = false;
  readonly #urls: Urls;
  /** The last one signs. Made when first needed: most tests never do, and a key takes 100 ms. */
  #keys: Promise<SigningKey>[] = [];
  readonly #grants = new Map<string, Grant>();

  constructor(urls: Urls) {
    this.#urls = urls;
  }

  get issuer(): string {
    return new URL(this.#urls.api).origin;
  }

  rotateKey(options: { readonly dropFormer?: boolean } = {}): void {
    if (this.#keys.length === 0) this.#keys = [newSigningKey()];
    this.#keys = [...(options.dropFormer === true ? [] : this.#keys), newSigningKey()];
  }

  async sign(claims: Claims, signing: Signing = 'issuer'): Promise<string> {
    return signClaims(claims, await this.#signingKey(), signing);
  }

  down(): void {
    this.isDown = true;
  }

  up(): void {
    this.isDown = false;
  }

  async publishedKeys(): Promise<JWK[]> {
    await this.#signingKey();
    return Promise.all(this.#keys.map(async (key) => publishedForm(await key)));
  }

  claims(run: WorkflowRun, identity: Parameters<Oidc['claims']>[1] = {}): Claims {
    return jobClaims(run, identity);
  }

  environment(run: WorkflowRun, identity: JobIdentity = {}): Record<string, string> {
    const fromFork = run.facts.headRepositoryId !== run.repository.id && run.facts.event === 'pull_request';
    if (fromFork) return {};
    const attempt = run.current;
    const token = randomBytes(40).toString('base64url');
    this.#grants.set(token, { run, attempt, identity });
    const url = `${this.issuer}/_apis/plans/${attempt.backendId}/jobs/${attempt.jobBackendId}/idtoken?api-version=2.0`;
    return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token };
  }

  /** The token that a job asks for; null when it may not have one, be it that its attempt has ended. */
  async issue(bearer: string, planId: string, audience: string | undefined): Promise<string | null> {
    const grant = this.#grants.get(bearer);
    if (grant === undefined || grant.attempt.backendId !== planId) return null;
    if (grant.attempt.status === 'completed') return null;
    const asked = audience === undefined ? {} : { audience };
    return this.sign(jobClaims(grant.run, { ...grant.identity, ...asked }));
  }

  async #signingKey(): Promise<SigningKey> {
    if (this.#keys.length === 0) this.#keys = [newSigningKey()];
    return this.#keys.at(-1) as Promise<SigningKey>;
  }
}
