const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const smallUsd = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 4,
});
const whole = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** $1.26; below a cent with as many digits as say something. */
export function money(microUsd: number): string {
  const dollars = microUsd / 1e6;
  return dollars !== 0 && Math.abs(dollars) < 0.01 ? smallUsd.format(dollars) : usd.format(dollars);
}

export const count = (number: number): string => whole.format(number);
/** 12.4K */
export const compact = (number: number): string => short.format(number);

/** `42 s`, `3 min 05 s`, `2 h 10 min` */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

const two = (number: number): string => String(number).padStart(2, '0');

export function bytes(number: number): string {
  if (number < 1_000) return `${number} B`;
  return number < 1_000_000 ? `${(number / 1_000).toFixed(1)} KB` : `${(number / 1_000_000).toFixed(1)} MB`;
}

/** One of something, or several. */
export const plural = (number: number, one: string, several = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : several}`;

/** A word at the beginning of a title. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
