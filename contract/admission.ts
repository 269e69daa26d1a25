import { type Static, Type } from 'typebox';
import { MicroUsd } from './money.ts';
import { RunState } from './run-state.ts';
import { Task } from './task.ts';

/** As the action names its runs: `<workflow run>-<attempt>-<eight hexadecimal digits>`. */
export const RunId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$' });
export const Subject = Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' });
const githubId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
// Half a surrogate pair is no text to a database.
const line = (maxLength: number) =>
  Type.String({ maxLength, pattern: '^[^\\x00-\\x1f\\x7f\\ud800-\\udfff]*$' });
const text = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\x00\\ud800-\\udfff]*$' });
const sha = Type.String({ pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' });

/** What a run may spend. `turns` null: no limit of its own. */
export const Grant = Type.Object({
  microUsd: MicroUsd,
  turns: Type.Union([Type.Integer({ minimum: 1, maximum: 100_000 }), Type.Null()]),
  seconds: Type.Integer({
    minimum: 1,
    maximum: 518_400,
    description: 'At most six days, as a job of GitHub',
  }),
});
export type Grant = Static<typeof Grant>;

/** `POST /v1/runs`: what a run asks for before it starts. */
export const AdmissionRequest = Type.Object({
  runId: RunId,
  repository: Type.Object({
    id: githubId,
    fullName: Type.String({ pattern: '^[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}$' }),
  }),
  subject: Subject,
  task: Task,
  /** `auto`: the subject's current session, made where there is none; `new`: a new one, current from now on; else the id of one. */
  session: Type.String({ pattern: '^(auto|new|[A-Za-z0-9_-]{8,80})$' }),
  grant: Grant,
  github: Type.Object({
    runId: githubId,
    runAttempt: Type.Integer({ minimum: 1, maximum: 10_000 }),
    job: line(300),
    workflowRef: line(500),
    event: line(60),
    eventAction: line(60),
    ref: line(300),
    sha: Type.Union([sha, Type.Literal('')]),
    headSha: Type.Union([sha, Type.Literal('')]),
    actor: line(100),
    actorId: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    runUrl: line(500),
    pullRequest: Type.Union([githubId, Type.Null()]),
    inputs: Type.Optional(
      Type.Record(line(100), text(10_000), {
        maxProperties: 25,
        description: 'Of a workflow_dispatch, so that it can be dispatched again where it cannot be re-run',
      }),
    ),
  }),
  model: line(100),
  actionVersion: line(40),
});
export type AdmissionRequest = Static<typeof AdmissionRequest>;

/** What of a run the coordinator keeps; beyond it events are refused with `event_limit`, and the run is told to end. */
const JournalLimits = Type.Object({
  events: Type.Integer(),
  bytes: Type.Integer(),
  seconds: Type.Integer(),
});

/** 201, or 200 where the same key was answered before. `requested`: not yet; a heartbeat says when. */
export const Admission = Type.Object({
  runId: Type.String(),
  state: RunState,
  runToken: Type.String({ description: 'For this run alone; each heartbeat brings a fresh one' }),
  runTokenExpiresAt: Type.String({ description: 'ISO 8601; at most 15 minutes from now' }),
  session: Type.Object({
    id: Type.String(),
    isNew: Type.Boolean(),
    /** The lease's fencing token: 0 while the run waits. */
    epoch: Type.Integer({ minimum: 0 }),
    claudeSessionId: Type.Union([Type.String(), Type.Null()]),
  }),
  /** The snapshot to resume from; null where there is none. */
  snapshot: Type.Union([Type.Object({ artifactId: Type.Integer(), runId: Type.String() }), Type.Null()]),
  /** May be less than asked for, where a budget has less left. */
  grant: Grant,
  acknowledgedSeq: Type.Integer({ minimum: 0 }),
  heartbeatSeconds: Type.Integer(),
  leaseSeconds: Type.Integer(),
  limits: JournalLimits,
});
export type Admission = Static<typeof Admission>;
