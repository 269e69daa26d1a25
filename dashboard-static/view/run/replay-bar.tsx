import type { VNode } from 'preact';
import { offset } from '../../timeline/offset.ts';
import { type Moment, speeds } from '../../timeline/replay.ts';
import { count } from '../format/figures.ts';
import type { Replay } from './use-replay.ts';

interface Props {
  readonly replay: Replay;
  readonly moments: readonly Moment[];
}

/** The run again, from any moment, as fast as is wanted. */
export function ReplayBar({ replay, moments }: Props): VNode | null {
  if (moments.length < 2) return null;
  const at = replay.position ?? moments.length;
  const past = offset((moments[at - 1]?.atMs ?? 0) - (moments[0]?.atMs ?? 0));
  return (
    <fieldset class="timeline-replay" onKeyDown={(event) => playOnSpace(event, replay)}>
      <legend class="unseen">Replay</legend>
      <button type="button" onClick={replay.toggle}>
        <span aria-hidden="true">{replay.isPlaying ? '❚❚' : '▶'}</span>{' '}
        {replay.isPlaying ? 'Pause' : 'Replay'}
      </button>
      <input
        type="range"
        aria-label="Position in the run"
        aria-valuetext={`Step ${at} of ${moments.length}, at ${past}`}
        min={1}
        max={moments.length}
        value={at}
        onInput={({ currentTarget }) => replay.seek(currentTarget.valueAsNumber)}
      />
      <span class="timeline-position">
        {count(at)} / {count(moments.length)} · {past}
      </span>
      <Speeds replay={replay} />
      {replay.position === null ? null : (
        <button type="button" onClick={replay.showAll}>
          Show all
        </button>
      )}
    </fieldset>
  );
}

/** Where the key does nothing else; a button is pressed by it. */
function playOnSpace(event: KeyboardEvent, { toggle }: Replay): void {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  toggle();
}

function Speeds({ replay }: Pick<Props, 'replay'>): VNode {
  return (
    <>
      {speeds.map((speed) => (
        <button
          key={speed}
          type="button"
          aria-label={`Speed ${speed}×`}
          aria-pressed={replay.speed === speed}
          onClick={() => replay.setSpeed(speed)}
        >
          {speed}×
        </button>
      ))}
    </>
  );
}
