import { expect, test } from 'vitest';
import type { StoredFinding } from '../../../action/publish/section-state.ts';
import { decodeState, encodeState } from '../../../action/publish/section-state.ts';
import { composeSticky, parseSticky } from '../../../action/publish/sticky-body.ts';
import { marker, section, state } from './samples.ts';

test('what was composed is read back', () => {
  const sections = [section(), section({ key: 'ffffffff', progress: '> ⏳ at work', content: 'a\n\nb' })];
  const body = composeSticky(marker, sections);
  expect(parseSticky(body)).toEqual(sections);
  expect(parseSticky(body.replaceAll('\n', '\r\n'))).toEqual(sections);
  expect(body).toContain('## Review / claude');
  expect(composeSticky(marker, [section()])).not.toContain('## Review');
});

test('text that looks like our markers is only text', () => {
  const content =
    'x\n<!-- claude-orchestrator:end 0a1b2c3d -->\n<!-- claude-orchestrator:section ffffffff -->';
  const [one, ...more] = parseSticky(composeSticky(marker, [section({ content })]));
  expect(more).toEqual([]);
  expect(one?.content).toContain('section ffffffff');
});

test('a damaged section is absent, a damaged memory too', () => {
  const body = composeSticky(marker, [section()]);
  expect(parseSticky(body.replace('<!-- claude-orchestrator:end', '<!-- end'))).toEqual([]);
  expect(parseSticky(body.replace(/state 0a1b2c3d \S+/, 'state 0a1b2c3d AAAA'))).toMatchObject([
    { state: null },
  ]);
  expect(decodeState('')).toBeNull();
  expect(decodeState(encodeState({ ...state(), v: 2 } as never))).toBeNull();
});

test('the memory of two hundred findings leaves room for their text', () => {
  const findings = Array.from({ length: 200 }, (_, index): StoredFinding => {
    const noise = Array.from({ length: 12 }, (_, word) =>
      ((index * 7919 + word * 104_729) % 65_536).toString(36),
    ).join(' ');
    return [
      hex(index),
      `packages/part-${index % 40}/src/file-${index}.ts`,
      index,
      'RIGHT',
      'high',
      'correctness',
      noise,
      hex(index * 31),
      3_100_000_000 + index,
    ];
  });
  expect(encodeState(state({ findings })).length).toBeLessThan(24_000);
});

function hex(seed: number): string {
  return (BigInt(seed + 1) * 0x9e3779b97f4a7c15n).toString(16).slice(-12);
}
