import type { FailureClass } from '../../contract/failure-class.ts';
import type { Review } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import type { PostedComment } from '../context/conversation.ts';
import type { EarlierFinding } from '../finding/earlier-finding.ts';
import type { Attempt } from '../gate/attempts.ts';
import type { GitHubClient } from '../github/client.ts';
import type { RunFacts } from './facts.ts';
import { PullRequestPublisher } from './pull-request-publisher.ts';

export interface PublisherOptions {
  readonly client: GitHubClient;
  /** `connect({ …, hurry: true })`: used when a cancelled job has seconds left. */
  readonly hurryClient: GitHubClient;
  readonly owner: string;
  readonly repo: string;
  readonly serverUrl: string;
  readonly pullRequest: number;
  readonly subject: string;
  readonly task: string;
  /** First 8 hex digits of sha256(workflow path + '#' + job id): names our section of the sticky comment. */
  readonly key: string;
  /** The same for people: `workflow / job`. */
  readonly label: string;
  readonly runId: string;
  readonly runUrl: string;
  /** From the event, so that all pages can be asked for at once; may be stale. */
  readonly commentCounts?: { readonly issue: number; readonly review: number };
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
  readonly clock: () => number;
  readonly random: () => number;
  /** Ends as soon as the signal fires: a timer that runs on would keep the process alive. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** The signal of `client`: once it fires nothing waits, and nothing more is written but the ending of a run in a hurry. */
  readonly abandoned?: AbortSignal;
  /** Called when there is no more time: breaks off what `client` still has under way. */
  readonly abandon?: () => void;
}

export type { EarlierFinding };

/** What is already on the pull request. */
export interface Earlier {
  readonly findings: readonly EarlierFinding[];
  /** The commit that our section's last finished review looked at. */
  readonly reviewedSha: string | null;
  /** The runs of this job that our section remembers. */
  readonly attempts: readonly Attempt[];
  /** What anybody said, below the pull request and on its diff. Without the former where the token may not use GraphQL. */
  readonly posted: readonly PostedComment[];
}

export interface ReviewInput {
  readonly review: Review;
  readonly files: readonly ChangedFile[];
  readonly reviewedPaths: ReadonlySet<string>;
  /** The text of a line of the new file, for findings outside the diff; null where it cannot be had. */
  readonly readLine: (path: string, line: number) => string | null;
  readonly facts: RunFacts;
}

export interface TextInput {
  readonly text: string;
  readonly fault: string;
  readonly facts: RunFacts;
}

export interface EndingInput {
  readonly conclusion: 'failure' | 'cancelled';
  readonly failureClass: FailureClass;
  readonly message: string;
  readonly remedy: string;
  readonly lastText: string;
  readonly facts: RunFacts;
  readonly hurry: boolean;
}

export type PublishedReview =
  | {
      readonly kind: 'published';
      readonly new: number;
      readonly standing: number;
      readonly resolved: number;
      readonly unplaced: number;
      readonly stickyUrl: string;
      readonly reviewUrl: string | null;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'superseded'; readonly by: string };

/** Publishes one run on one pull request. Every method throws `PublishError` when GitHub would not take it. */
export interface Publisher {
  /** Who we are and what is already there; cached, safe to call early. */
  load(): Promise<Earlier>;
  announce(input: { readonly headSha: string }): Promise<void>;
  publishReview(input: ReviewInput): Promise<PublishedReview>;
  /** The answer was not a review: it is shown as text, with the fault named. */
  publishText(input: TextInput): Promise<void>;
  publishEnding(input: EndingInput): Promise<void>;
}

export function createPublisher(options: PublisherOptions): Publisher {
  return new PullRequestPublisher(options);
}
