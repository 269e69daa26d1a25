import { resolveCommit } from '../git/bare-repository.ts';
import type { Repository } from '../repository.ts';
import type { User } from '../user.ts';
import { startRun } from './start-run.ts';
import { type DispatchInput, readWorkflow } from './workflow-file.ts';
import type { WorkflowRun } from './workflow-run.ts';

export interface Dispatch {
  readonly path: string;
  /** A branch or a tag; GitHub takes no sha. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly by: User;
}

/** Starts a run by workflow_dispatch, queued; or says in GitHub's words why not. */
export async function dispatchWorkflow(
  repository: Repository,
  dispatch: Dispatch,
): Promise<WorkflowRun | string> {
  const name = dispatch.ref.replace(/^refs\/(heads|tags)\//, '');
  const sha = await shaOf(repository, name);
  if (sha === null) return `No ref found for: ${dispatch.ref}`;
  const workflow = await readWorkflow(repository, sha, dispatch.path);
  if (workflow?.dispatchInputs == null) return "Workflow does not have 'workflow_dispatch' trigger";
  const refusal = refuseInputs(workflow.dispatchInputs, dispatch.inputs);
  if (refusal !== null) return refusal;
  return startRun(repository, {
    name: workflow.name,
    path: dispatch.path,
    event: 'workflow_dispatch',
    headBranch: name,
    headSha: sha,
    actor: dispatch.by.login,
    inputs: { ...defaults(workflow.dispatchInputs), ...dispatch.inputs },
    jobs: workflow.jobs,
    status: 'queued',
  });
}

async function shaOf(repository: Repository, name: string): Promise<string | null> {
  const { gitDir } = repository;
  return (
    (await resolveCommit(gitDir, `refs/heads/${name}`)) ?? (await resolveCommit(gitDir, `refs/tags/${name}`))
  );
}

function refuseInputs(
  declared: Readonly<Record<string, DispatchInput>>,
  given: Readonly<Record<string, unknown>>,
): string | null {
  const unknown = Object.keys(given).filter((name) => !(name in declared));
  if (unknown.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unknown)}`;
  for (const [name, input] of Object.entries(declared)) {
    const value = textOf(given[name] ?? input.default);
    if (value === undefined && input.required === true) return `Required input '${name}' not provided`;
    const allowed = input.type === 'boolean' ? ['true', 'false'] : input.options;
    if (value !== undefined && allowed?.includes(value) === false) {
      return `Provided value '${value}' for input '${name}' not in the list of allowed values`;
    }
  }
  return null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
}

function defaults(declared: Readonly<Record<string, DispatchInput>>): Record<string, unknown> {
  const withDefault = Object.entries(declared).filter(([, input]) => input.default !== undefined);
  return Object.fromEntries(withDefault.map(([name, input]) => [name, input.default]));
}
