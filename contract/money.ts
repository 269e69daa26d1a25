import { Type } from 'typebox';

/** An amount in integer micro-USD: at most a thousand million dollars, so that sums stay exact numbers. */
export const MicroUsd = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000 });
