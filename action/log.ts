import { annotate } from './commands.ts';

export interface Log {
  readonly info: (line: string) => void;
  /** Shown as an annotation of the job too. */
  readonly warn: (line: string) => void;
  readonly error: (line: string) => void;
  readonly debug: (line: string) => void;
}

/** The job's log. Every line is ours: redacted, of one line, and never read by the runner as a command. */
export function createLog(options: {
  readonly redact: (text: string) => string;
  readonly debug: boolean;
  readonly write: (text: string) => void;
}): Log {
  // Twice: a secret may be written apart by what is then taken out.
  const safe = (text: string): string => harmless(options.redact(text));
  const line = (text: string): string => safe(safe(text));
  return {
    info: (text) => options.write(`${line(text)}\n`),
    warn: (text) => annotate('warning', line(text), options.write),
    error: (text) => annotate('error', line(text), options.write),
    debug: (text) => {
      if (options.debug) options.write(`debug: ${line(text)}\n`);
    },
  };
}

/** More than this of one line nobody reads. */
const MOST_CHARACTERS = 8000;

/**
 * The runner takes `::name::` as a command where a line begins with it, and `##[name]` wherever it stands (ActionCommand.cs:
 * `TrimStart` and `StartsWith`, `IndexOf`); these compare as a language does, which passes over what is not seen. Its page
 * folds and colours lines that begin like `[group]`. A terminal takes escape sequences. So what is not seen goes first, for
 * taking it out may bring two halves together, and then no command is left.
 */
function harmless(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/#(?=#\[)/g, '# ')
    .replace(/^(\s*:)(?=:)/, '$1 ')
    .replace(/^(\s*\[)(?=(?:command|debug|error|warning|notice|section|group|endgroup)\])/i, '$1 ');
}
