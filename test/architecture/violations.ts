import type { Rule } from './rule.ts';
import type { Import, SourceFile } from './source-file.ts';

type Sources = ReadonlyMap<string, SourceFile>;

/** One line for each violation: file, line, rule, what was found, and the reason of the rule. */
export function violations(rule: Rule, files: readonly SourceFile[]): string[] {
  const sources = new Map(files.map((file) => [file.path, file]));
  const found = files
    .filter(({ path }) => covers(rule.files, path) && !covers(rule.except ?? [], path))
    .flatMap((file) => [
      ...broken(rule, file),
      ...(rule.transitive ? reached(rule, file, sources) : []),
      ...(rule.noCycles ? cycles(file, sources) : []),
    ]);
  return found.map(({ path, line, what }) => `${path}:${line} ${what} (${rule.name}: ${rule.reason})`);
}

function covers(prefixes: readonly string[], path: string): boolean {
  return prefixes.some((prefix) => path.startsWith(prefix));
}

interface Violation {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

function broken(rule: Rule, { path, lines, imports, uses }: SourceFile): Violation[] {
  const refused = imports.filter(
    ({ target, typeOnly }) =>
      (!(typeOnly && rule.transitive) && below(rule.refuseImports ?? [], target)) ||
      (rule.acceptImports !== undefined && !below(rule.acceptImports, target)),
  );
  const touched = uses.filter(({ name }) => below(rule.refuseUses ?? [], name));
  const tooLong = rule.maxLines !== undefined && lines > rule.maxLines;
  return [
    ...refused.map(({ line, target }) => ({ path, line, what: `imports ${target}` })),
    ...touched.map(({ line, name }) => ({ path, line, what: `uses ${name}` })),
    ...(tooLong ? [{ path, line: lines, what: `has ${lines} lines` }] : []),
  ];
}

/** `node:fs/promises` is below `node:fs`, `console.log` below `console`, `action/log.ts` below `action/`. */
function below(names: readonly string[], name: string): boolean {
  return names.some(
    (parent) =>
      name === parent ||
      name.startsWith(/\/$/.test(parent) ? parent : `${parent}/`) ||
      name.startsWith(`${parent}.`),
  );
}

/** What a file's neighbours do is told at the import that leads there. */
function reached(rule: Rule, file: SourceFile, sources: Sources): Violation[] {
  return runtimeImports(file).flatMap(({ target, line }) => {
    const culprits = [...closure(target, sources)].filter(({ path }) => !covers(rule.files, path));
    return culprits
      .flatMap((culprit) => broken(rule, culprit))
      .map(({ path, line: at, what }) => ({
        path: file.path,
        line,
        what: `imports ${target}, and ${path}:${at} ${what}`,
      }));
  });
}

function cycles(file: SourceFile, sources: Sources): Violation[] {
  return runtimeImports(file)
    .filter(({ target }) => [...closure(target, sources)].some(({ path }) => path === file.path))
    .map(({ target, line }) => ({ path: file.path, line, what: `imports ${target}, which leads back here` }));
}

function closure(path: string, sources: Sources, seen = new Set<SourceFile>()): Set<SourceFile> {
  const file = sources.get(path);
  if (!file || seen.has(file)) return seen;
  seen.add(file);
  for (const { target } of runtimeImports(file)) closure(target, sources, seen);
  return seen;
}

function runtimeImports({ imports }: SourceFile): Import[] {
  return imports.filter(({ typeOnly }) => !typeOnly);
}
