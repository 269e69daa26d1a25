/** What of a body is wanted, `end` not included. `none`: no part of it is in the range that was asked for. */
export type WantedRange = { readonly start: number; readonly end: number } | 'whole' | 'none';

/** RFC 9110, 14.2. Several ranges at once, other units and what is no range at all give the whole, as it allows. */
export function wantedRange(header: string | undefined, bytes: number): WantedRange {
  const found = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '');
  const [, first = '', last = ''] = found ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const start = Math.max(0, bytes - Number(last));
    return start < bytes ? { start, end: bytes } : 'none';
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'whole';
  if (start >= bytes) return 'none';
  return { start, end: last === '' ? bytes : Math.min(bytes, Number(last) + 1) };
}

/** Whether a list of entity tags has this one. */
export function isAmong(tag: string, header: string | undefined): boolean {
  const tags = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
