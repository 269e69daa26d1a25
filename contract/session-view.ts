import { type Static, Type } from 'typebox';
import { RunSummary } from './run-view.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

/** A session as a list shows it. */
export const SessionSummary = Type.Object({
  id: Type.String(),
  repositoryId: Type.Integer(),
  repository: Type.String({ description: 'owner/name' }),
  subject: Type.String(),
  parentId: orNull(Type.String()),
  isCurrent: Type.Boolean({ description: 'The one that `session: auto` continues' }),
  claudeSessionId: orNull(Type.String()),
  lease: orNull(
    Type.Object({
      runId: Type.String(),
      epoch: Type.Integer(),
      takenAt: Type.String(),
      expiresAt: Type.String(),
    }),
  ),
  waiting: Type.Integer({ description: 'Runs that wait for the session' }),
  createdAt: Type.String(),
  updatedAt: Type.String(),
});
export type SessionSummary = Static<typeof SessionSummary>;

/** `GET /v1/sessions/:session` */
export const SessionView = Type.Object({
  ...SessionSummary.properties,
  runs: Type.Array(RunSummary, { description: 'The latest 100; GET /v1/runs?session= has all' }),
});
export type SessionView = Static<typeof SessionView>;

export const SessionList = Type.Object({
  items: Type.Array(SessionSummary),
  nextCursor: orNull(Type.String()),
});
