import { type Static, Type } from 'typebox';
import { maxJournalEvents } from './event.ts';
import { FailureClass } from './failure-class.ts';
import { Task } from './task.ts';
import { Usage } from './usage.ts';

export const Conclusion = Type.Enum(['success', 'failure', 'skipped', 'cancelled']);
export type Conclusion = Static<typeof Conclusion>;

/** Why nothing was done, when nothing was to be done. */
export const SkipCode = Type.Enum([
  'event',
  'draft',
  'fork',
  'no_secrets',
  'closed',
  'superseded',
  'actor',
  'loop',
  'busy',
]);
export type SkipCode = Static<typeof SkipCode>;

/** `report.json`: what a run was, did, found and cost. Written once, at the end, however the run ended. */
export const Report = Type.Object({
  version: Type.Literal(1),
  runId: Type.String(),
  conclusion: Conclusion,
  failureClass: Type.Union([FailureClass, Type.Null()]),
  skipCode: Type.Union([SkipCode, Type.Null()]),
  message: Type.String({ description: 'Empty on success; else what happened and what to do' }),
  task: Type.Union([Task, Type.Null()]),
  subject: Type.Union([Type.String(), Type.Null()]),
  repository: Type.String({ description: 'owner/name' }),
  event: Type.String({ description: 'The GitHub event, with its action: pull_request.opened' }),
  actor: Type.String(),
  runUrl: Type.String(),
  pullRequest: Type.Union([
    Type.Null(),
    Type.Object({ number: Type.Integer(), headSha: Type.String(), baseSha: Type.String() }),
  ]),
  startedAt: Type.String(),
  endedAt: Type.String(),
  durationMs: Type.Integer({ minimum: 0 }),
  claude: Type.Object({
    version: Type.Union([Type.String(), Type.Null()]),
    path: Type.Union([Type.String(), Type.Null()]),
    sessionId: Type.Union([Type.String(), Type.Null()]),
    model: Type.Union([Type.String(), Type.Null()]),
    costMicroUsd: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
      description: "Claude Code's own figure, to compare; null where it gave none",
    }),
  }),
  usage: Usage,
  findings: Type.Object({ total: Type.Integer(), new: Type.Integer(), resolved: Type.Integer() }),
  notReviewed: Type.Array(Type.Object({ path: Type.String(), why: Type.String() })),
  warnings: Type.Array(Type.String()),
  events: Type.Integer({ minimum: 0, maximum: maxJournalEvents, description: 'The last seq of the journal' }),
});
export type Report = Static<typeof Report>;
