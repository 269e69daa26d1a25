/** The columns of contract/history.ts, IndexShard, without its schema: the dashboard carries no validator. Texts that repeat. */
export const textFields = [
  'state',
  'task',
  'repository',
  'subject',
  'session',
  'parentSession',
  'actor',
  'event',
  'model',
  'template',
  'failureClass',
  'skipCode',
] as const;

/** Integers. */
export const numberFields = [
  'startedAtMs',
  'durationMs',
  'costMicroUsd',
  'tokens',
  'turns',
  'findings',
  'events',
  'pullRequest',
] as const;
