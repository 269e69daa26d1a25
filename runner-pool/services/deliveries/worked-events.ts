/** The events about which something is done, and of which actions; the rest is stored for whoever asks later. */
const worked: Readonly<Record<string, readonly string[] | 'all'>> = {
  installation: 'all',
  installation_repositories: 'all',
  installation_target: ['renamed'],
  repository: ['renamed', 'transferred', 'deleted'],
  workflow_job: ['completed'],
  workflow_run: ['completed'],
};

/** `action` null: not read yet, so it may be any. */
export function isWorkedOn(event: string, action: string | null): boolean {
  const actions = Object.hasOwn(worked, event) ? worked[event] : undefined;
  if (actions === undefined) return false;
  return actions === 'all' || action === null || actions.includes(action);
}
