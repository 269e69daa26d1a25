import type { Check } from './settings-checks.ts';

export type Settings = Readonly<Record<string, string | undefined>>;

export interface SettingReader {
  readonly text: (name: string, fallback: string, check?: Check) => string;
  readonly integer: (
    name: string,
    bounds: { readonly fallback: number; readonly min: number; readonly max: number },
  ) => number;
  readonly choice: <T extends string>(name: string, choices: readonly [T, ...T[]]) => T;
  readonly url: (name: string, protocols: readonly string[]) => string | null;
  readonly list: (name: string) => readonly string[];
  /** 32 bytes as 64 hexadecimal digits or base64. */
  readonly key: (name: string) => Buffer | null;
  /** Two that make sense only together. */
  readonly together: <T>(
    first: string,
    second: string,
    make: (a: string, b: string) => T,
    checks?: readonly [Check, Check],
  ) => T | null;
}

/** Reads settings one by one; what is wrong goes to `faults`, by name and remedy. An empty value counts as not set. */
export function readSettings(env: Settings, faults: string[]): SettingReader {
  const get = (name: string): string => env[name]?.trim() ?? '';
  const wrong = <T>(fallback: T, fault: string): T => {
    faults.push(fault);
    return fallback;
  };
  return {
    text: (name, fallback, check = () => null) => {
      const value = get(name);
      const fault = value === '' ? null : check(value);
      return fault === null ? value || fallback : wrong(fallback, `${name} ${fault}`);
    },
    integer: (name, { fallback, min, max }) => {
      const value = get(name);
      if (value === '') return fallback;
      const number = Number(value);
      if (/^\d+$/.test(value) && number >= min && number <= max) return number;
      return wrong(
        fallback,
        `${name} is ${JSON.stringify(value.slice(0, 40))}: give a whole number from ${min} to ${max}.`,
      );
    },
    choice: (name, choices) => {
      const value = get(name);
      if (value === '') return choices[0];
      const found = choices.find((choice) => choice === value);
      return (
        found ??
        wrong(
          choices[0],
          `${name} is ${JSON.stringify(value.slice(0, 40))}: give one of ${choices.join(', ')}.`,
        )
      );
    },
    url: (name, protocols) => {
      const value = get(name);
      if (value === '') return null;
      if (protocols.includes(URL.parse(value)?.protocol ?? '')) return value;
      // It may hold a password.
      return wrong(null, `${name} is not an address that begins with ${protocols.join('// or ')}//.`);
    },
    list: (name) =>
      get(name)
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    key: (name) => {
      const value = get(name);
      if (value === '') return null;
      if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
      if (/^[\w+/-]{43}=?$/.test(value)) return Buffer.from(value, 'base64');
      return wrong(
        null,
        `${name} has ${value.length} characters, and must be 32 bytes: 64 hexadecimal digits, or 44 characters of base64. Make one with: openssl rand -hex 32.`,
      );
    },
    together: (first, second, make, checks = [() => null, () => null]) => {
      const a = get(first);
      const b = get(second);
      for (const [index, value] of [a, b].entries()) {
        const fault = value === '' ? null : (checks[index]?.(value) ?? null);
        if (fault !== null) faults.push(`${index === 0 ? first : second} ${fault}`);
      }
      if (a !== '' && b !== '') return make(a, b);
      if (a === '' && b === '') return null;
      return wrong(
        null,
        `${a === '' ? second : first} is set without ${a === '' ? first : second}. Set both, or neither.`,
      );
    },
  };
}
