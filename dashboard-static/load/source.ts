import type { EventChunk, HistoryRun, Manifest } from '../../contract/history.ts';
import type { RunTable } from './run-table.ts';

/** What there is of all runs. */
export interface Index {
  readonly manifest: Manifest;
  readonly table: RunTable;
}

/** Where history comes from: published files, or a coordinator. All of it rejects with a LoadError. */
export interface Source {
  /** `early` gets the newest runs as soon as they are there, where there are many. */
  readonly index: (signal: AbortSignal, early: (part: Index) => void) => Promise<Index>;
  readonly run: (id: string, signal: AbortSignal) => Promise<HistoryRun>;
  /** One of the files that the run names. */
  readonly chunk: (run: HistoryRun, file: string, signal: AbortSignal) => Promise<EventChunk>;
  /** All of a large event's data, as JSON text. */
  readonly body: (run: HistoryRun, file: string, signal: AbortSignal) => Promise<string>;
}

/** What of a run there is. */
export type RunSource = Pick<Source, 'run' | 'chunk' | 'body'>;

export type LoadFault =
  | 'offline'
  | 'not found'
  | 'not readable'
  | 'signed out'
  | 'not allowed'
  | 'no organization';

/** Something of the history could not be had; `message` says what, and what to do. */
export class LoadError extends Error {
  readonly fault: LoadFault;

  constructor(fault: LoadFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
    this.fault = fault;
  }
}

/** Nothing can be had until the reader says who they are, or for whom they came. */
export const isForReader = ({ fault }: LoadError): boolean =>
  fault === 'signed out' || fault === 'not allowed' || fault === 'no organization';
