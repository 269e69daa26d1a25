import { parse } from 'yaml';

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string | boolean;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly if?: string | boolean;
  readonly secrets?: unknown;
  readonly permissions?: unknown;
  readonly 'runs-on'?: unknown;
  readonly steps?: readonly Step[];
}

/** A workflow as far as the rules look at it. */
export interface Workflow {
  readonly path: string;
  /** Its source, for what may stand anywhere. */
  readonly text: string;
  /** Names of the events that start it. */
  readonly events: readonly string[];
  /** It starts for a tag or a release. */
  readonly releases: boolean;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export function readWorkflow(path: string, text: string): Workflow {
  const { on, permissions, concurrency, jobs } = parse(text) ?? {};
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(on ?? {});
  const releases = events.includes('release') || on?.push?.tags !== undefined;
  return { path, text, events, releases, permissions, concurrency, jobs: jobs ?? {} };
}

/** Every step with the name of its job. */
export function stepsOf(workflow: Workflow): readonly { readonly job: string; readonly step: Step }[] {
  return Object.entries(workflow.jobs).flatMap(([job, { steps = [] }]) =>
    steps.map((step) => ({ job, step })),
  );
}
