import type { Scope } from '../../contract/scope.ts';

/** Who is asking, as far as it was proven. Everything belongs to exactly one organization. */
export type Principal =
  | {
      readonly kind: 'token';
      readonly orgId: number;
      readonly tokenId: string;
      /** Whom it acts for; null: the organization. */
      readonly userId: number | null;
      readonly scopes: readonly Scope[];
    }
  | {
      readonly kind: 'person';
      readonly orgId: number;
      readonly userId: number;
      readonly login: string;
      readonly scopes: readonly Scope[];
    }
  | { readonly kind: 'job'; readonly orgId: number; readonly job: JobClaims }
  | { readonly kind: 'run'; readonly orgId: number; readonly runId: string };

/** What GitHub says of the job that asks, in its OIDC token. */
export interface JobClaims {
  readonly repositoryId: number;
  readonly repository: string;
  readonly ownerId: number;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workflowRef: string;
  readonly jobWorkflowRef: string;
  readonly event: string;
  readonly ref: string;
  readonly sha: string;
  readonly actorId: number;
}
