/**
 * The oldest Claude Code to use: 2.1.300 lists every flag below in its help, as does 2.1.329, with which all else was tested.
 * Older ones also count cost differently (2.1.197 restarts `total_cost_usd` on resume), which no flag shows.
 */
export const MINIMUM_VERSION = '2.1.300';

/**
 * The flags a run may be started with. A CLI without the isolating ones would let a pull request's own settings run
 * commands, so their presence is checked, not assumed from the version. `--max-turns` works but is not in the help.
 */
export const neededFlags: readonly string[] = [
  '-p',
  '--print',
  '--output-format',
  '--verbose',
  '--restricted',
  '--strict-mcp-config',
  '--disable-slash-commands',
  '--tools',
  '--permission-prompts',
  '--json-schema',
  '--max-budget-usd',
  '--resume',
  '--model',
  '--fallback-model',
  '--append-system-prompt',
  '--session-id',
];

/** The needed flags that a help text does not list. `--tools` is not found in `--tools-dir` or in `--no-tools`. */
export function missingFlags(help: string): readonly string[] {
  const listed = new Set(help.match(/(?<![\w-])--?[A-Za-z][\w-]*/g));
  return neededFlags.filter((flag) => !listed.has(flag));
}
