import type { TextField } from '../../load/run-table.ts';

/** As the screen calls them. */
export const fieldNames: Readonly<Record<TextField, string>> = {
  state: 'State',
  task: 'Task',
  repository: 'Repository',
  subject: 'Subject',
  session: 'Session',
  parentSession: 'Branched from',
  actor: 'Author',
  event: 'Event',
  model: 'Model',
  template: 'Template',
  failureClass: 'Failure',
  skipCode: 'Skipped',
};

/** Those that have a menu; the others are reached by links and the address. */
export const menuFields = [
  'state',
  'task',
  'repository',
  'actor',
  'model',
  'failureClass',
  'template',
] as const satisfies readonly TextField[];
