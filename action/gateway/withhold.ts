/**
 * Takes one value out of a stream of bytes, wherever its chunks are cut, and puts as many `x` in its place. Holds back no more than a
 * chunk's end that could be the value's beginning: events end in an empty line, so that nothing waits in practice.
 */
export function createWithholder(value: string): {
  readonly push: (chunk: Buffer) => Buffer;
  readonly end: () => Buffer;
} {
  const secret = Buffer.from(value);
  const blank = Buffer.alloc(secret.length, 'x');
  let held: Buffer = Buffer.alloc(0);
  return {
    push: (chunk) => {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, at + secret.length))
        blank.copy(bytes, at);
      const open = openEnd(bytes, secret);
      held = bytes.subarray(bytes.length - open);
      return bytes.subarray(0, bytes.length - open);
    },
    end: () => held,
  };
}

/** How many of the last bytes are the beginning of the secret. */
function openEnd(bytes: Buffer, secret: Buffer): number {
  for (let length = Math.min(secret.length - 1, bytes.length); length > 0; length--)
    if (bytes.subarray(bytes.length - length).equals(secret.subarray(0, length))) return length;
  return 0;
}
