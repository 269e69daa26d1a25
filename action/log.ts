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
  const line = (text: string): string => harmless(options.redact(text));
  return {
    info: (text) => options.write(`${line(text)}\n`),
    warn: (text) => annotate('warning', line(text), options.write),
    error: (text) => annotate('error', line(text), options.write),
    debug: (text) => {
      if (options.debug) options.write(`debug: ${line(text)}\n`);
    },
  };
}

/**
 * The runner takes `::name::` at the start of a line, and `##[name]` anywhere in one, as a command; a terminal takes
 * escape sequences. Neither survives.
 */
export function harmless(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .replaceAll('##[', '# #[')
    .replace(/^(\s*)::/, '$1: :');
}
