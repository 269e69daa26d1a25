/** How long after the start: `0:04.2` in the first minute, then `12:05`, `1:02:03`. */
export function offset(ms: number): string {
  const past = Math.max(0, ms);
  if (past < 60_000) return `0:${(Math.floor(past / 100) / 10).toFixed(1).padStart(4, '0')}`;
  const seconds = Math.floor(past / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = `${two(minutes % 60)}:${two(seconds % 60)}`;
  return minutes < 60 ? rest.replace(/^0/, '') : `${Math.floor(minutes / 60)}:${rest}`;
}

const two = (number: number): string => String(number).padStart(2, '0');
