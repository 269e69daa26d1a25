/** What no name may hold (the rules of git check-ref-format); control characters, space and DEL besides. */
const forbidden = ['..', '@{', '~', '^', ':', '?', '*', '[', '\\', '//'];

/**
 * Whether git takes this as the name of a branch: what `git check-ref-format --branch` says, without a process, and proven
 * against it by a property test. `@` alone is refused beyond that: where a revision is meant it stands for HEAD.
 */
export function isBranchName(name: string): boolean {
  if (name === '' || name === '@' || name === 'HEAD' || name.startsWith('-')) return false;
  // A lone surrogate would become another character on its way to git.
  if (!name.isWellFormed() || [...name].some(isControlOrSpace)) return false;
  if (forbidden.some((part) => name.includes(part)) || name.endsWith('.')) return false;
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

function isControlOrSpace(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0x20 || code === 0x7f;
}
