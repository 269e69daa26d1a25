import type { Writable } from 'node:stream';
import { trace } from '@opentelemetry/api';
import { pino } from 'pino';
import type { Redactor } from '../../contract/redact/redactor.ts';
import { readableLine } from './readable-line.ts';

export interface LogOptions {
  readonly level: pino.LevelWithSilentOrString;
  readonly redact: Redactor;
  readonly to: Pick<Writable, 'write'> & { readonly isTTY?: boolean };
}

/** One JSON object a line, or, for a person at a terminal, a line that can be read. No line leaves without passing `redact`. */
export function createLog({ level, redact, to }: LogOptions): pino.Logger {
  const write = (line: string): boolean => to.write(to.isTTY === true ? readableLine(line) : line);
  return pino(
    {
      level,
      base: null,
      mixin: traceOf,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...hidden, ...hidden.map((path) => `*.${path}`)], censor: '[redacted]' },
      hooks: { streamWrite: redact },
    },
    { write },
  );
}

/** To find the trace of a line. */
function traceOf(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span === undefined ? {} : { traceId: span.traceId };
}

/** Whatever their values look like. */
const hidden = ['authorization', 'cookie', '["set-cookie"]', 'token', 'password', 'secret'].flatMap((name) =>
  name.startsWith('[') ? [name, `headers${name}`] : [name, `headers.${name}`],
);
