import { setImmediate } from 'node:timers/promises';
import { fitting, type Room } from '../render/room.ts';

/** The fullest rendering that fits; signals and limits of time are heard between two. */
export async function fittingInTurns(
  most: number,
  render: (room: Room) => string,
  atLeast?: (room: Room) => number,
): Promise<string> {
  const inTurn = async (room: Room) => {
    await setImmediate();
    return render(room);
  };
  return fitting(most, inTurn, atLeast);
}
