import { randomBytes } from 'node:crypto';

/** Something that must not leave a run; one that leaves names the hole it came through. */
export interface Canary {
  readonly name: string;
  readonly value: string;
}

const random = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Values no pattern knows: whoever finds one in what left found it because it was read, not because it looks like a secret. */
export function newCanary(name: string): Canary {
  return { name, value: `canary-${random(12)}` };
}

export function apiKeyCanary(): Canary {
  return { name: 'API key', value: `sk-ant-api03-${random(24)}-${random(8)}AA` };
}

/** As GitHub's runtime tokens look, of which only the runner's own variables hold a copy. */
export function runnerTokenCanary(name: string): Canary {
  return { name, value: `${random(20)}.${random(30)}.${random(20)}` };
}

/** How a value may be dressed up on its way out; the hijacked side tries them, and the watchers look for them. */
export function disguises(value: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(value);
  const shifted = (by: number): string =>
    Buffer.concat([Buffer.alloc(by, 'x'), bytes, Buffer.from('yyy')]).toString('base64');
  return {
    plain: value,
    json: JSON.stringify(JSON.stringify(value)),
    url: [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    hex: bytes.toString('hex'),
    'HEX in capitals': bytes.toString('hex').toUpperCase(),
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    'base64, one byte on': shifted(1),
    'base64, two bytes on': shifted(2),
    'numeric entities': [...value].map((char) => `&#${char.codePointAt(0)};`).join(''),
    'first half': value.slice(0, Math.ceil(value.length / 2)),
    'second half': value.slice(Math.floor(value.length / 2)),
  };
}

/** Pieces of a value that betray it, in every disguise: any of them in what left is a leak. */
export function traces({ value }: Canary): readonly string[] {
  const bytes = Buffer.from(value);
  const cores = [1, 2, 3].map((by) =>
    // Without the ends, which hold bits of the neighbours.
    Buffer.concat([Buffer.alloc(by, 'x'), bytes, Buffer.from('yyy')])
      .toString('base64')
      .slice(4, -8),
  );
  const half = Math.floor(value.length / 2);
  return [
    value.slice(0, half),
    value.slice(-half),
    bytes.toString('hex').slice(0, half),
    bytes.toString('hex').slice(-half),
    ...cores,
    ...['%', '&#'].map((mark) =>
      mark === '%'
        ? [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
        : [...value].map((char) => `&#${char.codePointAt(0)};`).join(''),
    ),
  ];
}
