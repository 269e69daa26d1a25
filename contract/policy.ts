import { type Static, Type } from 'typebox';
import { maxJournalEvents } from './event.ts';
import { FailureClass } from './failure-class.ts';
import { MicroUsd } from './money.ts';

const strict = { additionalProperties: false } as const;
const pattern = Type.String({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' });
const days = (maximum: number) => Type.Integer({ minimum: 1, maximum });

/** How often a failure of one class is tried again, and within which waits the jitter is drawn. */
export const RetryRule = Type.Object(
  {
    attempts: Type.Integer({ minimum: 0, maximum: 20 }),
    baseMs: Type.Integer({ minimum: 0, maximum: 3_600_000 }),
    maxMs: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
  },
  strict,
);
export type RetryRule = Static<typeof RetryRule>;

const limits = {
  events: Type.Integer({ minimum: 1, maximum: maxJournalEvents }),
  bytes: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }),
  seconds: Type.Integer({ minimum: 1, maximum: 518_400 }),
};
const members = {
  /**
   * Whose runs are admitted. `listed`: repositories that were enrolled; `token`: a run with an API token of the organization enrols
   * its repository; `owner`: every repository of the organization's owner on GitHub, shown by OIDC.
   */
  enrolment: Type.Enum(['listed', 'token', 'owner']),
  workflowRefs: Type.Array(pattern, {
    maxItems: 200,
    description: 'owner/repo/.github/workflows/x.yml@refs/heads/main; * stands for anything. Empty: all',
  }),
  events: Type.Array(pattern, {
    maxItems: 100,
    description: 'GitHub’s events, with their action if you like: pull_request.opened. Empty: all',
  }),
  onBusy: Type.Enum(['refuse', 'queue'], {
    description: 'What a run gets whose session another run holds: 409, or a place in the queue',
  }),
  newerPush: Type.Enum(['supersede', 'refuse'], {
    description: 'What happens when the same task is asked for a newer head of the same subject',
  }),
  maxGrantMicroUsd: MicroUsd,
  minimumGrantMicroUsd: MicroUsd,
  concurrency: Type.Integer({
    minimum: 1,
    maximum: 1_000,
    description: 'Background tasks of the organization at once',
  }),
  retentionDays: days(3_650),
  archiveDays: days(36_500),
};

/** What runs of an organization, or of one repository, may do. What it leaves out is as above it: organization, then default. */
export const Policy = Type.Partial(
  Type.Object({
    ...members,
    limits: Type.Partial(Type.Object(limits, strict), strict),
    retry: Type.Partial(Type.Record(FailureClass, RetryRule), strict),
  }),
  strict,
);
export type Policy = Static<typeof Policy>;

/** A policy with nothing left open. */
export const EffectivePolicy = Type.Object({
  ...members,
  limits: Type.Object(limits),
  retry: Type.Record(Type.String(), RetryRule),
});
export type EffectivePolicy = Static<typeof EffectivePolicy>;
