import type { FailureClass } from '../../contract/failure-class.ts';
import type { Review } from '../../contract/review.ts';
import type { ChangedFile } from '../context/changed-file.ts';
import type { EarlierFinding } from '../finding/earlier-finding.ts';
import type { GitHubClient } from '../github/client.ts';
import { type Identity, whoAmI } from '../github/identity.ts';
import { isLimit, isUncertain } from '../github/refusal.ts';
import { endingSection } from '../render/ending-section.ts';
import { fitting } from '../render/room.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import { textSection } from '../render/text-section.ts';
import { earlierFindings, listFindingComments } from './earlier-findings.ts';
import type { RunFacts } from './facts.ts';
import { publishFault } from './publish-fault.ts';
import { publishReview } from './publish-review.ts';
import { announcement, ending } from './section-drafts.ts';
import { mergedSections, Sticky } from './sticky.ts';

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
  readonly sleep: (ms: number) => Promise<void>;
  /** Called when there is no more time: breaks off what `client` still has under way. */
  readonly abandon?: () => void;
}

export type { EarlierFinding };

/** What is already on the pull request. */
export interface Earlier {
  readonly findings: readonly EarlierFinding[];
  /** The commit that our section's last finished review looked at. */
  readonly reviewedSha: string | null;
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

class PullRequestPublisher implements Publisher {
  readonly #options: PublisherOptions;
  readonly #sticky: Sticky;
  readonly #sinceMs: number;
  #me: Promise<Identity> | null = null;
  #earlier: Promise<Earlier> | null = null;
  #announcing: Promise<void> = Promise.resolve();
  /** A result is being written: a late announcement would hide it. */
  #isEnding = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#sticky = new Sticky(options);
    this.#sinceMs = options.clock();
  }

  async load(): Promise<Earlier> {
    this.#earlier ??= this.#loadEarlier();
    return this.#earlier;
  }

  async announce({ headSha }: { readonly headSha: string }): Promise<void> {
    const announcing = this.#announce(headSha);
    this.#announcing = announcing.catch(() => undefined);
    return announcing;
  }

  async publishReview(input: ReviewInput): Promise<PublishedReview> {
    await this.#settle();
    const { client } = this.#options;
    return told('publish the review', async () =>
      publishReview({
        options: this.#options,
        sticky: this.#sticky,
        me: await this.#whoAmI(client),
        sinceMs: this.#sinceMs,
        input,
      }),
    );
  }

  async publishText({ text, fault, facts }: TextInput): Promise<void> {
    await this.#settle();
    const page = { ...this.#options, headSha: facts.headSha };
    await this.#writeEnding(this.#options.client, (standing, most) =>
      fitting(most, (room) => textSection({ page, text, fault, standing, facts }, room)),
    );
  }

  async publishEnding(input: EndingInput): Promise<void> {
    const { client, hurryClient, task } = this.#options;
    if (input.hurry) {
      this.#isEnding = true;
      this.#options.abandon?.();
    } else await this.#settle();
    const { facts } = input;
    const page = { ...this.#options, headSha: facts.headSha };
    await this.#writeEnding(input.hurry ? hurryClient : client, (standing, most) =>
      fitting(most, (room) => endingSection({ page, task, ending: input, standing, facts }, room)),
    );
  }

  async #loadEarlier(): Promise<Earlier> {
    const { client, owner, repo, pullRequest, key, commentCounts } = this.#options;
    return told('read what is already on the pull request', async () => {
      const expected = commentCounts?.review;
      const [me, stickies, comments] = await Promise.all([
        this.#whoAmI(client),
        this.#sticky.list(client, this.#whoAmI(client)),
        listFindingComments(client, this.#whoAmI(client), { owner, repo, pullRequest, expected }),
      ]);
      const sections = mergedSections(stickies);
      const own = sections.find((section) => section.key === key);
      return {
        findings: earlierFindings(comments, sections, me),
        reviewedSha: own?.state?.reviewed?.head ?? null,
      };
    });
  }

  async #announce(headSha: string): Promise<void> {
    const { client, warn } = this.#options;
    try {
      const me = await this.#whoAmI(client);
      await this.#sticky.write({
        client,
        me,
        verify: false,
        build: (own) => (this.#isEnding ? null : announcement(this.#options, own, headSha)),
      });
    } catch (error) {
      const fault = publishFault(error, 'comment on the pull request');
      // A GitHub in trouble may be well again when there is something to publish; a refusal will stay one.
      if (!isUncertain(error) && !isLimit(error)) throw fault;
      warn(`The start could not be announced on the pull request: ${fault.message}`);
    }
  }

  async #writeEnding(
    client: GitHubClient,
    render: (standing: readonly ShownFinding[], most: number) => string,
  ): Promise<void> {
    const options = this.#options;
    await told('update the comment on the pull request', async () => {
      const written = await this.#sticky.write({
        client,
        me: await this.#whoAmI(client),
        verify: false,
        build: (own) => ending(options, { own, sinceMs: this.#sinceMs, render }),
      });
      if (written.kind === 'left')
        options.log('The comment on the pull request already shows a newer result');
    });
  }

  async #whoAmI(client: GitHubClient): Promise<Identity> {
    this.#me ??= whoAmI(client);
    // Whoever is in a hurry does not wait for an answer that the patient client may never get.
    return client === this.#options.client ? this.#me : Promise.race([this.#me, whoAmI(client)]);
  }

  async #settle(): Promise<void> {
    this.#isEnding = true;
    await this.#announcing;
  }
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw publishFault(error, what);
  }
}
