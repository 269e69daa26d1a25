import { createRedactor } from '../contract/redact/redactor.ts';
import { maskSecret } from './commands.ts';

type Redact = (text: string) => string;

export interface LateSecrets {
  readonly redact: Redact;
  /** From here on the runner masks the value in its log, and it is redacted like those known from the start. */
  readonly hide: (secret: string) => void;
}

/** Tokens of a run are good for minutes: of those that came late the newest are enough. */
const mostLate = 4;

/**
 * Redaction that learns further secrets while the run goes on. To look for a value in all its forms costs 20 ms at its begin, in which nothing
 * else is done, so what is recognised by its look alone, as a JSON Web Token is, is not learned.
 */
export function withLateSecrets(redact: Redact, write: (text: string) => void): LateSecrets {
  let late: readonly string[] = [];
  let redactLate: Redact = (text) => text;
  return {
    redact: (text) => redactLate(redact(text)),
    hide: (secret) => {
      maskSecret(secret, write);
      if (!redact(secret).includes(secret)) return;
      late = [...late, secret].slice(-mostLate);
      redactLate = createRedactor({ secrets: late, patterns: false });
    },
  };
}
