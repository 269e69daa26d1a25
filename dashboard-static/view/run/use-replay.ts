import { useEffect, useState } from 'preact/hooks';
import { type Moment, type Speed, waitMs } from '../../timeline/replay.ts';

export interface Replay {
  /** Null: all of the run is shown. Else how many moments are, from 1. */
  readonly position: number | null;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
  readonly seek: (position: number) => void;
  readonly move: (by: number) => void;
  readonly showAll: () => void;
}

/** A run as it went, moment by moment. */
export function useReplay(moments: readonly Moment[]): Replay {
  const [position, setPosition] = useState<number | null>(null);
  const [isWanted, setWanted] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const at = position ?? moments.length;
  const isPlaying = isWanted && at < moments.length;
  useEffect(() => {
    if (!isPlaying) {
      setWanted(false);
      return undefined;
    }
    const timer = setTimeout(() => setPosition(at + 1), waitMs(moments[at - 1], moments[at], speed));
    return () => clearTimeout(timer);
  }, [isPlaying, at, speed, moments]);
  const seek = (to: number): void => setPosition(Math.max(1, Math.min(moments.length, to)));
  return {
    position: position === null ? null : Math.min(position, moments.length),
    isPlaying,
    speed,
    setSpeed,
    toggle: () => {
      setWanted(!isPlaying);
      if (!isPlaying && at >= moments.length) seek(1);
    },
    seek,
    move: (by) => {
      setWanted(false);
      seek(at + by);
    },
    showAll: () => {
      setWanted(false);
      setPosition(null);
    },
  };
}
