import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neededFlags } from '../../action/claude-install/needed-flags.ts';

/** An executable named `claude` that answers at once with when it was started to work, and notes it where it may. */
export interface StandIn {
  /** Folder for PATH. */
  readonly folder: string;
  readonly path: string;
  /** Milliseconds since the epoch at which it was started to work, by its note; throws when there is none. Forgets it. */
  readonly takeStartMs: () => Promise<number>;
}

/**
 * A shell script, because a shell starts in a millisecond. Asked for its version or its help it answers itself, or has
 * `real` answer: then the time the real one takes for it counts.
 */
export async function createStandIn(folder: string, real: string | null): Promise<StandIn> {
  const path = join(folder, 'claude');
  const startFile = join(folder, 'started');
  await writeFile(join(folder, 'help'), neededFlags.map((flag) => `  ${flag} <value>\n`).join(''));
  const ask = (own: string): string => (real === null ? own : `exec '${real}' "$@"`);
  await writeFile(
    path,
    `#!/bin/sh
case "$1" in
--version) ${ask("echo '2.1.329 (Claude Code)'")} ;;
--help) ${ask(`cat '${folder}/help'`)} ;;
*) now=$(date +%s%N); { echo "$now" > '${startFile}'; } 2>/dev/null; cat << END
${JSON.stringify(result).replace('STARTED', '$now')}
END
;;
esac
`,
  );
  await chmod(path, 0o755);
  return {
    folder,
    path,
    takeStartMs: async () => {
      const text = await readFile(startFile, 'utf8').catch(() => {
        throw new Error('The stand-in for the CLI was never started to work.');
      });
      await rm(startFile);
      return Number(text) / 1e6;
    },
  };
}

const result = {
  type: 'result',
  subtype: 'success',
  is_error: false,
  num_turns: 1,
  session_id: '00000000-0000-4000-8000-000000000000',
  result: '',
  terminal_reason: 'completed',
  api_error_status: null,
  total_cost_usd: 0,
  modelUsage: {},
  usage: { input_tokens: 0, output_tokens: 0 },
  structured_output: { summary: 'Started at STARTED.', checked: [], findings: [] },
};
