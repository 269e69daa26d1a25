import { type Static, Type } from 'typebox';

/** What a run is asked to do. Only some are built; `action/event/tasks.ts` says which. */
export const Task = Type.Enum(['review', 'diagnose', 'fix', 'respond', 'plan', 'implement', 'prompt']);
export type Task = Static<typeof Task>;
