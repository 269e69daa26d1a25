import type { RunState } from '../../contract/run-state.ts';

export const isOver = (state: RunState): boolean => state !== 'requested' && state !== 'running';
