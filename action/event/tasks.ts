/** The tasks this version carries out. The others of `contract/task.ts` are refused by name. */
export const builtTasks = ['review', 'prompt'] as const;
export type BuiltTask = (typeof builtTasks)[number];

export const askedTasks = ['auto', ...builtTasks] as const;
export type AskedTask = (typeof askedTasks)[number];
