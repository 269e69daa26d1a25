/** One rule of the import table. Paths are from the repository's root; a path ending in `/` is a folder, another one a prefix. */
export interface Rule {
  readonly name: string;
  /** Why the rule is worth a red build; printed with each violation. */
  readonly reason: string;
  readonly files: readonly string[];
  readonly except?: readonly string[];
  /** Imports that are refused; a name covers what is below it (`node:fs` covers `node:fs/promises`). */
  readonly refuseImports?: readonly string[];
  /** The only imports that are accepted. */
  readonly acceptImports?: readonly string[];
  /** Globals that are refused, with everything below them: `console` covers `console.log`. */
  readonly refuseUses?: readonly string[];
  /** Follows run-time imports into files of ours, so that a pure file cannot do its I/O through a neighbour. */
  readonly transitive?: boolean;
  readonly maxLines?: number;
  readonly noCycles?: boolean;
  /** Code that breaks the rule, by path: proof that the rule can fail. Each snippet alone must be caught. */
  readonly broken: readonly Readonly<Record<string, string>>[];
}
