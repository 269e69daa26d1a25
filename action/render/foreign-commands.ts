/**
 * Lines that bots act on. They read the source of a comment, and some do not look at who wrote it: `/approve` (Prow, and
 * ours), `bors r+`, `@dependabot merge`. A zero-width space takes the line away from them and not from the reader.
 */
const commands: readonly RegExp[] = [
  // `/usr/bin` and `/* … */` are none: a command is a word, then a blank or the end.
  /^([^\S\n\r\u2028\u2029]*)(?=\/[a-z][\w-]*(?:[^\S\n]|$))/gim,
  /^([^\S\n\r\u2028\u2029]*@?)(?=(?:bors|homu|rustbot|jenkins|dependabot|renovate|mergify(?:io)?|coderabbitai|copilot|claude|codex)[^\S\n])/gim,
  /^([^\S\n\r\u2028\u2029]*)(?=r\?[^\S\n]|(?:lgtm|recheck|ok to test|(?:re)?test this please|retest)[^\S\n\r\u2028\u2029]*[.!]?$)/gim,
];

/** The text with every such line broken. What follows on the line stays as it is. */
export function withoutCommands(text: string): string {
  return commands.reduce((safe, command) => safe.replace(command, '$1\u200b'), text);
}
