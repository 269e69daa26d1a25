import type { Tokens, Usage } from '../../contract/usage.ts';

export function money(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  if (microUsd === 0) return '$0';
  return usd < 0.1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}

export function cost({ costMicroUsd, source }: Usage): string {
  switch (source) {
    case 'gateway':
    case 'cli':
      return money(costMicroUsd);
    case 'estimate':
      return `about ${money(costMicroUsd)}`;
    case 'none':
      return '$0';
    default:
      return source satisfies never;
  }
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function tokenTotal({ input, output, cacheRead, cacheWrite }: Tokens): number {
  return input + output + cacheRead + cacheWrite;
}

/** 1234 → 1.2k: a reader wants the size. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  if (count < 999_500) return `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
