import { changedFiles } from '../timeline/changed-files.ts';
import { type Pair, paired, type Side, type StepPlace } from './side.ts';

/** What one side did to a file. */
export interface FileUse {
  readonly added: number;
  readonly removed: number;
  readonly last: StepPlace;
}

/** Which files Claude's own tools wrote, by path. */
export function compareFiles(a: Side, b: Side): readonly Pair<FileUse>[] {
  return paired(filesOf(a), filesOf(b)).toSorted((x, y) => (x.name < y.name ? -1 : 1));
}

function filesOf({ runs }: Side): ReadonlyMap<string, FileUse> {
  const files = new Map<string, FileUse>();
  for (const { run, steps } of runs)
    for (const { path, added, removed, changes } of changedFiles(steps)) {
      const known = files.get(path);
      files.set(path, {
        added: added + (known?.added ?? 0),
        removed: removed + (known?.removed ?? 0),
        last: { run: run.id, step: changes.at(-1)?.seq ?? null },
      });
    }
  return files;
}
