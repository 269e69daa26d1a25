import { expect, it } from 'vitest';
import { chunksOf, gapsOf, stretchesOf } from '../../../../runner-pool/history/journal-shape.ts';

const stretch = (firstSeq: number, lastSeq: number) => ({ firstSeq, lastSeq });

it('puts 500 numbers into a chunk, whatever of them is there', () => {
  expect(chunksOf([])).toEqual([]);
  expect(chunksOf([stretch(1, 1_000)])).toEqual([
    { file: 'events-1.json', ...stretch(1, 500) },
    { file: 'events-2.json', ...stretch(501, 1_000) },
  ]);
  expect(chunksOf([stretch(3, 4), stretch(7, 501), stretch(1_700, 1_700)])).toEqual([
    { file: 'events-1.json', ...stretch(3, 500) },
    { file: 'events-2.json', ...stretch(501, 501) },
    { file: 'events-4.json', ...stretch(1_700, 1_700) },
  ]);
});

it('names what is not there, up to the last line', () => {
  expect(gapsOf([stretch(1, 5)], 5)).toEqual([]);
  expect(gapsOf([], 3)).toEqual([stretch(1, 3)]);
  expect(gapsOf([stretch(2, 3), stretch(6, 7)], 9)).toEqual([stretch(1, 1), stretch(4, 5), stretch(8, 9)]);
});

it('joins numbers that follow on each other', () => {
  expect(stretchesOf([1, 2, 5, 7, 8])).toEqual([stretch(1, 2), stretch(5, 5), stretch(7, 8)]);
});
