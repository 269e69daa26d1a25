import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders } from '../../helpers/run-action.ts';
import { isFull } from '../full.ts';
import {
  type ChildKind,
  children,
  type EndingKind,
  endings,
  hostileProgram,
  processesWith,
} from './hostile-program.ts';
import { type Kind, kinds, runShell, shellLauncher } from './launch.ts';

afterAll(removeTempFolders);

const atOnce = 24;

interface Case {
  readonly kind: Kind;
  readonly ending: EndingKind;
  readonly child: ChildKind;
}

/**
 * Every way to run with every way to end and to escape; what waits is cancelled. In a mere process group a daemon that
 * cleared its environment is out of reach: that is what the other two are for.
 */
const cases: readonly Case[] = kinds.flatMap((kind) =>
  endings.flatMap((ending) =>
    children
      .filter((child) => kind !== 'group' || child !== 'a daemon without environment')
      .map((child) => ({ kind, ending, child })),
  ),
);
/** With those of the crashes beside this file it is a thousand; else every case twice. */
const runs = isFull ? 940 : 2 * cases.length;
const quick = cases.filter(({ ending }) => ending !== 'ignores signals');

it.skipIf(!canSandbox)(`leaves no process behind in ${runs} runs`, { timeout: 150_000 }, async () => {
  const launchers = new Map(
    await Promise.all(kinds.map(async (kind) => [kind, await shellLauncher(kind)] as const)),
  );
  const all = randomUUID();
  let next = 0;
  let survived: readonly string[] = [];

  const worker = async (): Promise<void> => {
    for (let index = next++; index < runs && survived.length === 0; index = next++) {
      // All cases twice; then the stubborn ones, which take seconds each, are left out.
      const list = index < 2 * cases.length ? cases : quick;
      const { kind, ending, child } = list[index % list.length] as Case;
      const mark = `${all}-${index}.`;
      const stop = new AbortController();
      await runShell({
        launcher: launchers.get(kind) as never,
        script: hostileProgram(ending, child, mark),
        mark,
        signal: stop.signal,
        onReady: () => stop.abort(),
      });
      const left = await processesWith(mark);
      if (left.length > 0) survived = [`${kind}, ${ending}, ${child}`, ...left];
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect(survived).toEqual([]);
  expect(await processesWith(all)).toEqual([]);
  expect(next).toBeGreaterThanOrEqual(runs);
});
