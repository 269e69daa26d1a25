import { parse } from 'yaml';
import { resolveCommit } from '../git/bare-repository.ts';
import { gitTextOrNull } from '../git/run-git.ts';
import type { Repository } from '../repository.ts';

export interface DispatchInput {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  readonly options?: readonly string[];
}

export interface WorkflowFile {
  readonly path: string;
  readonly name: string;
  readonly jobs: readonly string[];
  /** Null where the workflow cannot be dispatched. */
  readonly dispatchInputs: Readonly<Record<string, DispatchInput>> | null;
}

export const WORKFLOW_FOLDER = '.github/workflows/';

/** Paths of the workflow files on the default branch, which make the list of workflows. */
export async function workflowPaths(repository: Repository): Promise<string[]> {
  const args = ['ls-tree', '--name-only', `refs/heads/${repository.defaultBranch}`, WORKFLOW_FOLDER];
  const names = await gitTextOrNull(repository.gitDir, ...args);
  return (names ?? '').split('\n').filter((path) => /\.ya?ml$/.test(path));
}

/** A workflow file as it is at a revision; null where there is none, or one that is no YAML. */
export async function readWorkflow(
  repository: Repository,
  revision: string,
  path: string,
): Promise<WorkflowFile | null> {
  const commit = await resolveCommit(repository.gitDir, revision);
  const text =
    commit === null ? null : await gitTextOrNull(repository.gitDir, 'cat-file', 'blob', `${commit}:${path}`);
  if (text === null) return null;
  const file = parsed(text);
  if (file === null) return null;
  return {
    path,
    name: typeof file['name'] === 'string' ? file['name'] : path,
    jobs: Object.keys((file['jobs'] ?? {}) as object),
    dispatchInputs: dispatchInputs(file['on']),
  };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const file: unknown = parse(text);
    return typeof file === 'object' && file !== null ? (file as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function dispatchInputs(on: unknown): Record<string, DispatchInput> | null {
  if (on === 'workflow_dispatch') return {};
  if (Array.isArray(on)) return on.includes('workflow_dispatch') ? {} : null;
  if (typeof on !== 'object' || on === null || !('workflow_dispatch' in on)) return null;
  const trigger = on.workflow_dispatch as { inputs?: Record<string, DispatchInput> } | null;
  return trigger?.inputs ?? {};
}
