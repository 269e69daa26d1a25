import { maxEventBytes } from '../../../contract/run-protocol.ts';

/** A line longer than an event can be is given as null, and never held. */
export async function* journalLines(
  chunks: AsyncIterable<Buffer>,
  mostBytes = 2 * maxEventBytes,
): AsyncGenerator<string | null> {
  let begun: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer): void => {
    bytes += part.length;
    if (bytes <= mostBytes) begun.push(part);
    else begun = [];
  };
  const finish = (): string | null => {
    const line = bytes > mostBytes ? null : Buffer.concat(begun).toString();
    begun = [];
    bytes = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
      yield finish();
    }
    take(chunk.subarray(from));
  }
  if (bytes > 0) yield finish();
}
