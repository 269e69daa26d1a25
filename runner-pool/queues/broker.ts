/** What carries the numbers of tasks to workers: BullMQ on Redis, or on PostgreSQL. It may lose whatever it has. */
export interface Broker {
  readonly name: 'redis' | 'postgres';
  /** Adding one again under the same id changes nothing while it is there. */
  readonly add: (queue: string, jobs: readonly Job[]) => Promise<void>;
  /** From now on a job of this name comes every so often, whichever instance said so first. */
  readonly schedule: (queue: string, name: string, everyMs: number) => Promise<void>;
  readonly work: (queue: string, worker: JobWorker) => Promise<RunningWorker>;
  /** Throws where it cannot be reached. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Job {
  readonly id: string;
  readonly name: string;
  /** 1 to 2,097,151; lower goes first, and among equals the earlier. */
  readonly place: number;
}

export interface JobWorker {
  readonly concurrency: number;
  /** Never throws: what becomes of a task is written in PostgreSQL. */
  readonly process: (job: { readonly id: string; readonly name: string }) => Promise<void>;
}

export interface RunningWorker {
  /** Takes nothing new. */
  readonly pause: () => Promise<void>;
  readonly close: () => Promise<void>;
}
