import { type Static, Type } from 'typebox';
import { AdmissionRequest, Grant } from './admission.ts';
import { MicroUsd } from './money.ts';
import { RunRatings } from './rating.ts';
import { RunState } from './run-state.ts';
import { Task } from './task.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);
const Time = Type.String({ description: 'ISO 8601, UTC, milliseconds' });

/** A run as a list shows it. */
export const RunSummary = Type.Object({
  id: Type.String(),
  state: RunState,
  task: Task,
  subject: Type.String(),
  sessionId: Type.String(),
  parentSessionId: orNull(Type.String({ description: 'The one that this session was branched from' })),
  repositoryId: Type.Integer(),
  repository: Type.String({ description: 'owner/name' }),
  actor: Type.String(),
  model: Type.String(),
  headSha: Type.String(),
  runUrl: Type.String(),
  pullRequest: orNull(Type.Integer()),
  grantMicroUsd: MicroUsd,
  spentMicroUsd: MicroUsd,
  conclusion: orNull(Type.String()),
  failureClass: orNull(Type.String()),
  skipCode: orNull(Type.String()),
  message: Type.String({ description: 'Empty, or what happened and what to do' }),
  cancelReason: orNull(Type.String()),
  cancelRequestedAt: orNull(Time),
  retryOf: orNull(Type.String()),
  createdAt: Time,
  startedAt: orNull(Time),
  endedAt: orNull(Time),
  heartbeatAt: Time,
});
export type RunSummary = Static<typeof RunSummary>;

/** `GET /v1/runs/:run` */
export const RunView = Type.Object({
  ...RunSummary.properties,
  admittedAs: Type.String({
    description: 'Who asked: token:… or oidc:<repository>:<workflow run>:<attempt>',
  }),
  provenBy: Type.Union([Type.Literal('oidc'), Type.Null()], {
    description:
      'Who proved repository, workflow run, attempt, workflow, event, ref, commit and actor: GitHub by OIDC, or nobody; the rest the run says itself',
  }),
  doubts: Type.Array(Type.String(), {
    description:
      'Of a run that was entered when it was over: what would have kept it out, and what GitHub says otherwise',
  }),
  spendOverGrantMicroUsd: Type.Integer({
    description: 'Said to be spent beyond the grant and the worst that one call can cost: booked nowhere',
  }),
  github: AdmissionRequest.properties.github,
  askedGrant: Grant,
  grantTurns: orNull(Type.Integer()),
  grantSeconds: orNull(Type.Integer()),
  epoch: orNull(Type.Integer()),
  settledAt: orNull(Time),
  acknowledgedSeq: Type.Integer(),
  lastSeq: Type.Integer({ description: 'The last line of the journal that the run told of' }),
  storedEvents: Type.Integer(),
  storedBytes: Type.Integer(),
  ratings: RunRatings,
  report: Type.Unknown({ description: 'Null until the run has ended; contract/report.ts' }),
});
export type RunView = Static<typeof RunView>;

export const RunList = Type.Object({
  items: Type.Array(RunSummary),
  nextCursor: orNull(Type.String()),
});
