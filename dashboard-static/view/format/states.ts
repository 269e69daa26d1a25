import { visibleText } from '../../timeline/visible-text.ts';

/** How a run stands, as colour, sign and word; never by colour alone. */
export type Tone = 'good' | 'bad' | 'warn' | 'live' | 'quiet';

interface Look {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
}

const looks: Readonly<Record<string, Look>> = {
  requested: { tone: 'live', sign: '◌', word: 'Waiting' },
  running: { tone: 'live', sign: '◐', word: 'Running' },
  succeeded: { tone: 'good', sign: '✓', word: 'Succeeded' },
  failed: { tone: 'bad', sign: '✕', word: 'Failed' },
  cancelled: { tone: 'quiet', sign: '⊘', word: 'Cancelled' },
  timed_out: { tone: 'bad', sign: '⧖', word: 'Timed out' },
  budget_exceeded: { tone: 'warn', sign: '$', word: 'Over budget' },
  lost: { tone: 'warn', sign: '?', word: 'Lost' },
};

/** A skipped run succeeded at nothing. */
export function lookOf(state: string, skipCode = ''): Look {
  if (skipCode !== '') return { tone: 'quiet', sign: '–', word: 'Skipped' };
  return Object.hasOwn(looks, state) && looks[state]
    ? looks[state]
    : { tone: 'quiet', sign: '·', word: visibleText(state) };
}
