import type { VNode } from 'preact';
import type { Side } from '../../compare/side.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { capital, plural } from '../format/figures.ts';
import { lookOf } from '../format/states.ts';
import { fullTime } from '../format/times.ts';
import { runHref, sessionHref } from '../shell/navigation.ts';
import { compareHref, sessionSide } from './chosen.ts';

interface Props {
  readonly side: Side;
  readonly letter: 'A' | 'B';
  readonly other: Side;
}

/** What a side is, how it ended, and the ways on from it. */
export function SideHead({ side, letter, other }: Props): VNode {
  const { kind, id, runs } = side;
  const last = runs.at(-1)?.run;
  const look = lookOf(last?.state ?? '', last?.report.skipCode ?? '');
  const startedAtMs = Date.parse(runs[0]?.run.report.startedAt ?? '');
  const href = kind === 'run' ? runHref(id) : sessionHref(id);
  return (
    <section class="compare-side" aria-label={`Side ${letter}`}>
      <h2>
        <span class="compare-letter">{letter}</span>{' '}
        <a href={href}>
          {kind === 'run'
            ? `${capital(last?.report.task ?? 'run')} of ${visibleText(last?.report.subject ?? '')}`
            : `Session ${visibleText(id)}`}
        </a>
      </h2>
      <p>
        <span class={`tone-${look.tone}`}>
          <span aria-hidden="true">{look.sign}</span> {look.word}
        </span>{' '}
        <span class="muted">
          {kind === 'session' ? `${plural(runs.length, 'run')} · ` : ''}
          {visibleText(last?.report.repository ?? '')} ·{' '}
          {visibleText(last?.report.claude.model ?? 'no model')}
          {Number.isNaN(startedAtMs) ? '' : ` · ${fullTime(startedAtMs)}`}
        </span>
      </p>
      <p>
        <a href={compareHref(nameOf(other))}>Put another in its place</a>
        {letter === 'A' ? <a href={compareHref(nameOf(other), nameOf(side))}>Swap</a> : null}
      </p>
    </section>
  );
}

const nameOf = ({ kind, id }: Side): string => (kind === 'run' ? id : sessionSide(id));
