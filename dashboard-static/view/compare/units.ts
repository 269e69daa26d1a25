import type { Unit } from '../../compare/facts.ts';
import { count, duration, money } from '../format/figures.ts';

/** How a figure is written. */
export const byUnit: Readonly<Record<Unit, (value: number) => string>> = { money, duration, count };
