/** A line of the log as a person reads it: time, level unless it is usual, message, and what else there is. */
export function readableLine(json: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(json) as {
    readonly time: string;
    readonly level: string;
    readonly msg?: string;
    readonly err?: { readonly message?: string; readonly stack?: string };
  };
  const more = Object.entries(rest).map(([name, value]) => `${name}=${plain(value)}`);
  const what = [time.slice(11, 19), level === 'info' ? '' : level, msg ?? '', ...more];
  const fault = err === undefined ? '' : `\n  ${(err.stack ?? err.message ?? '').replaceAll('\n', '\n  ')}`;
  return `${what.filter((part) => part !== '').join(' ')}${fault}\n`;
}

/** What came from elsewhere must not move a terminal's cursor. */
const plain = (value: unknown): string =>
  typeof value === 'string' && !/[\p{Cc}\p{Cf}]/u.test(value) ? value : JSON.stringify(value);
