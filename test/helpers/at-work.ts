import { cpSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Turn } from './model.ts';
import { tempFolder } from './run-action.ts';

export interface AtWork {
  /** RUNNER_TEMP for the run. */
  readonly temp: string;
  readonly script: (request: never, index: number) => Turn;
  /** The run's folder as it was then: at its end, only journal, report and result are left of it. */
  readonly folder: string;
}

/** A script that copies the run's folder before one of its answers, the first as a rule, while Claude waits for it. */
export async function copiedAtWork(turns: readonly Turn[], before = 0): Promise<AtWork> {
  const [temp, copies] = [await tempFolder('at-work'), await tempFolder('copy')];
  const folder = join(copies, 'run');
  const script: AtWork['script'] = (_, index) => {
    if (index === before)
      cpSync(onlyRun(temp), folder, { recursive: true, filter: (path) => !lstatSync(path).isSocket() });
    const turn = turns[index] ?? turns.at(-1);
    if (turn === undefined) throw new Error('The script is empty.');
    return turn;
  };
  return { temp, script, folder };
}

function onlyRun(temp: string): string {
  const runs = join(temp, 'claude-orchestrator');
  const [name = '', ...others] = readdirSync(runs);
  if (others.length > 0) throw new Error(`There is more than one run in ${runs}.`);
  return join(runs, name);
}
