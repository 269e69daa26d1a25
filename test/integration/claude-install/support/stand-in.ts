import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { neededFlags } from '../../../../action/claude-install/needed-flags.ts';

export interface StandIn {
  readonly version?: string;
  readonly flags?: readonly string[];
  /** Shell commands to run before answering. */
  readonly first?: string;
  /** A file that gets one line for each time it was run. */
  readonly ranFile?: string;
}

/** A small program that answers `--version` and `--help` as Claude Code does. */
export function standIn({
  version = '2.1.400',
  flags = neededFlags,
  first = '',
  ranFile,
}: StandIn = {}): string {
  return `#!/bin/sh
${ranFile === undefined ? '' : `echo "$*" >> '${ranFile}'`}
${first}
case "$*" in
  --version) echo '${version} (Claude Code)' ;;
  --help) cat <<'END'
Usage: claude [options] [command] [prompt]
${flags.map((flag) => `  ${flag} <value>  Does a thing`).join('\n')}
END
  ;;
  *) exit 2 ;;
esac
`;
}

export async function writeExecutable(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

/** The arguments of each run that a stand-in noted, sorted; none when it never ran. */
export async function runsIn(ranFile: string): Promise<readonly string[]> {
  const text = await readFile(ranFile, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).toSorted();
}
