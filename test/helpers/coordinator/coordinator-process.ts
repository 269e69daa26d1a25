import type { Settings } from '../../../runner-pool/settings.ts';
import { spawnProgram } from './spawn-program.ts';

export interface CoordinatorProcess {
  readonly pid: number;
  /** What it wrote since it was started, for a failing test to show. */
  readonly output: () => string;
  /** Settles when the process is gone. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** The coordinator as its own process, for longer than one test; resolves once it says that it is ready. */
export async function startProcess(settings: Settings): Promise<CoordinatorProcess> {
  const program = spawnProgram(settings);
  const output = (): string => program.stdout() + program.stderr();
  if ((await program.ready) === null)
    throw new Error(`The coordinator ended before it was ready:\n${output()}`);
  const end: CoordinatorProcess['end'] = async (signal) => {
    program.kill(signal);
    return program.ended;
  };
  return { pid: program.pid, output, end };
}
