import type { TableRoom } from './findings-table.ts';
import type { UnplacedRoom } from './unplaced-findings.ts';

/** How much of everything is shown. */
export interface Room extends TableRoom, UnplacedRoom {
  readonly summaryLength: number;
  readonly listed: number;
  readonly checked: boolean;
}

const all: Room = {
  titleLength: 200,
  rows: 500,
  explanationLength: 10_000,
  explained: 500,
  summaryLength: 10_000,
  listed: 500,
  checked: true,
};
const trimmed: Room = { ...all, titleLength: 90, summaryLength: 3000, listed: 20, checked: false };

/**
 * What is given up first when a comment would be too long: what can be read elsewhere. Explanations that stand nowhere else
 * on the pull request are shortened, then left out one after the other; the rows of the table go last.
 */
const rooms: readonly Room[] = [
  all,
  { ...all, titleLength: 120, listed: 50 },
  trimmed,
  ...[2000, 1000, 500].map((explanationLength) => ({ ...trimmed, explanationLength })),
  ...[50, 25, 10, 0].map((explained) => ({ ...trimmed, explanationLength: 500, explained })),
  ...[100, 50, 25, 10, 0].map((rows) => ({
    ...trimmed,
    summaryLength: 500,
    explained: 0,
    listed: 0,
    rows,
    titleLength: 60,
  })),
];

/**
 * The fullest rendering that has at most `most` characters; the barest one where none has. `atLeast` tells without
 * rendering how long it will be at the least: hundreds of long explanations take a second to render.
 */
export async function fitting(
  most: number,
  render: (room: Room) => string | Promise<string>,
  atLeast: (room: Room) => number = () => 0,
): Promise<string> {
  let text = '';
  for (const room of rooms) {
    if (room !== rooms.at(-1) && atLeast(room) > most) continue;
    text = await render(room);
    if (text.length <= most) return text;
  }
  return text;
}
