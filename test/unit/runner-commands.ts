/** Names the runner knows; a line that it takes for one of them is not shown but carried out. */
const registered = [
  'add-mask',
  'add-path',
  'set-env',
  'set-output',
  'save-state',
  'stop-commands',
  'group',
  'endgroup',
  'warning',
  'error',
  'notice',
  'debug',
  'echo',
  'add-matcher',
  'internal-set-repo-path',
];

/** What .NET passes over when it compares as a language does, which `StartsWith` and `IndexOf` of a string do. */
const passedOver = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** The command in a line of a log as the runner reads it (ActionCommand.cs, `TryParseV2`, then `TryParse`); null for none. */
export function commandIn(line: string): string | null {
  const forms = [line, line.replace(passedOver, '')];
  for (const form of forms) {
    const second = /^[\s\u0085\u200b\ufeff]*::(.*?)::/s.exec(form)?.[1];
    const first = /##\[(.*?)\]/s.exec(form)?.[1];
    for (const info of [second, first]) {
      const name = info?.split(' ', 1)[0]?.toLowerCase();
      if (name !== undefined && registered.includes(name)) return name;
    }
  }
  return null;
}

/** The lines that the runner makes of what a process writes; terminals and viewers know more of them. */
export function linesOf(written: string): readonly string[] {
  return written.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/);
}
