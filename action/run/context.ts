import type { FoundClaude } from '../claude-install/find-claude.ts';
import type { GitHubClient } from '../github/client.ts';
import type { Inputs } from '../inputs.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { Runner } from '../runner.ts';
import type { SandboxSearchResult } from '../sandbox/find-sandbox.ts';
import type { CoordinatorLink } from './coordinator-of.ts';
import type { StopReason } from './ending.ts';
import type { Limits } from './limits.ts';
import type { RunRecord } from './record.ts';

/** What every part of a run works with; made once, in `main.ts`. */
export interface RunContext {
  readonly inputs: Inputs;
  readonly runner: Runner;
  readonly record: RunRecord;
  readonly journal: Journal;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** Has a secret that came late redacted too. */
  readonly hide: (secret: string) => void;
  readonly client: GitHubClient;
  /** Looked for from the start, beside everything else; rejects with a CliMissingError. */
  readonly claude: Promise<FoundClaude>;
  /** Looked for from the start, too; null where the workflow wants none. */
  readonly sandbox: Promise<SandboxSearchResult | null>;
  /** The folder that the action itself was started from. */
  readonly ownFolder: string;
  /** Has something taken down once the work is over, however it ended. */
  readonly atEnd: (step: () => Promise<void>) => void;
  /** Null where the run is about no pull request, or is not to post. */
  readonly publisher: Publisher | null;
  readonly limits: Limits;
  /** Null where the workflow names none, or nothing is to be run. */
  readonly coordinator: CoordinatorLink | null;
  /** Aborts, with a `StopReason`, on cancel, on time-out, when the coordinator says so, and when publishing turns out to be impossible. */
  readonly signal: AbortSignal;
  readonly stop: (reason: StopReason) => void;
  readonly clock: () => number;
}
