import { readdir, readFile } from 'node:fs/promises';

/** How a program ends, and what it leaves running in the ways that programs escape their parents. */
export const endings = ['success', 'failure', 'waits', 'ignores signals'] as const;
export const children = [
  'in the background',
  'in its own session',
  'a daemon',
  'a daemon without environment',
] as const;

export type EndingKind = (typeof endings)[number];
export type ChildKind = (typeof children)[number];

const loop = (mark: string): string =>
  `/bin/sh -c 'trap "" INT TERM HUP; while :; do sleep 5; done' ${mark} </dev/null >/dev/null 2>&1`;

/** A shell script that leaves a process whose command line carries the mark. */
export function hostileProgram(ending: EndingKind, child: ChildKind, mark: string): string {
  const start: Readonly<Record<ChildKind, string>> = {
    'in the background': `${loop(mark)} &`,
    'in its own session': `setsid ${loop(mark)} &`,
    'a daemon': `( setsid ${loop(mark)} & )`,
    'a daemon without environment': `( env -i /usr/bin/setsid ${loop(mark)} & )`,
  };
  const end: Readonly<Record<EndingKind, string>> = {
    success: 'exit 0',
    failure: 'exit 3',
    waits: 'while :; do sleep 0.05; done',
    'ignores signals': 'trap "" INT TERM HUP; while :; do sleep 0.05; done',
  };
  return `${start[child]}\necho ready\n${end[ending]}`;
}

/** Command lines of the whole machine, sandboxes included, that hold the text. */
export async function processesWith(text: string): Promise<readonly string[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    names.map((name) => readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(text));
}
