/** The tasks this version carries out. The others of `contract/task.ts` are refused by name. */
const builtTasks = ['review', 'prompt'] as const;

export const askedTasks = ['auto', ...builtTasks] as const;
export type AskedTask = (typeof askedTasks)[number];
