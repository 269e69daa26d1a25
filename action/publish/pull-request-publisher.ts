import { setTimeout as sleepFor } from 'node:timers/promises';
import type { GitHubClient } from '../github/client.ts';
import { type Identity, whoAmI } from '../github/identity.ts';
import { isLimit, isUncertain } from '../github/refusal.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import { earlierFindings, listComments } from './earlier-findings.ts';
import { fittingInTurns } from './fitting-in-turns.ts';
import { mergedSections } from './merged-sections.ts';
import { PublishError } from './publish-error.ts';
import { publishFault } from './publish-fault.ts';
import type {
  Earlier,
  EndingInput,
  PublishedReview,
  Publisher,
  PublisherOptions,
  ReviewInput,
  TextInput,
} from './publisher.ts';
import { announcement, ending, introduction } from './section-drafts.ts';
import { Sticky } from './sticky.ts';
import type { Section } from './sticky-body.ts';

/** A cancelled job is killed 10 s after it was told, and has more to do than this. */
const HURRY_MS = 6000;

/** The client that speaks, and until when it may. */
interface Voice {
  readonly client: GitHubClient;
  readonly abandoned?: AbortSignal | undefined;
}

/**
 * One run's voice on its pull request: what it knows of it, and what it is saying right now. What renders is loaded when there
 * is something to render: the parser of markdown would hold up every start.
 */
export class PullRequestPublisher implements Publisher {
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
    return told('publish the review', async () => {
      const { publishReview } = await import('./publish-review.ts');
      return publishReview({
        options: this.#options,
        sticky: this.#sticky,
        me: await this.#introduced(input.facts.headSha),
        sinceMs: this.#sinceMs,
        input,
      });
    });
  }

  async publishText({ text, fault, facts }: TextInput): Promise<void> {
    await this.#settle();
    const page = { ...this.#options, headSha: facts.headSha };
    const { textSection } = await import('../render/text-section.ts');
    await this.#writeEnding(this.#options, (standing, most) =>
      fittingInTurns(most, (room) => textSection({ page, text, fault, standing, facts }, room)),
    );
  }

  async publishEnding(input: EndingInput): Promise<void> {
    const { client, abandoned, hurryClient, task } = this.#options;
    const { facts } = input;
    const page = { ...this.#options, headSha: facts.headSha };
    const { endingSection } = await import('../render/ending-section.ts');
    const write = async (by: Voice) =>
      this.#writeEnding(by, (standing, most) =>
        fittingInTurns(most, (room) => endingSection({ page, task, ending: input, standing, facts }, room)),
      );
    if (!input.hurry) {
      await this.#settle();
      return write({ client, abandoned });
    }
    this.#isEnding = true;
    this.#options.abandon?.();
    const over = new AbortController();
    await Promise.race([this.#announcing, sleepFor(300, undefined, { ref: false })]);
    return withinHurry(over, write({ client: hurryClient, abandoned: over.signal }));
  }

  async #loadEarlier(): Promise<Earlier> {
    const { client, owner, repo, pullRequest, key, commentCounts } = this.#options;
    return told('read what is already on the pull request', async () => {
      const expected = commentCounts?.review;
      const identity = this.#whoAmI(client);
      // When a list fails first nobody awaits it any more, and an unhandled rejection would end the process.
      identity.catch(() => undefined);
      const [me, stickies, { findings, posted }] = await Promise.all([
        identity,
        this.#sticky.list(client, identity),
        listComments(client, identity, { owner, repo, pullRequest, expected, withDiscussion: true }),
      ]);
      const sections = mergedSections(stickies);
      const own = sections.find((section) => section.key === key);
      return {
        findings: earlierFindings(findings, sections, me),
        posted,
        reviewedSha: own?.state?.reviewed?.head ?? null,
        attempts: sections.flatMap(({ state }) => state?.attempts ?? []),
      };
    });
  }

  async #announce(headSha: string): Promise<void> {
    const { client, abandoned, warn } = this.#options;
    try {
      const me = await this.#whoAmI(client);
      await this.#sticky.write({
        client,
        me,
        verify: false,
        abandoned,
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
    { client, abandoned }: Voice,
    render: (standing: readonly ShownFinding[], most: number) => Promise<string>,
  ): Promise<void> {
    const options = this.#options;
    await told('update the comment on the pull request', async () => {
      const written = await this.#sticky.write({
        client,
        me: await this.#whoAmI(client),
        verify: false,
        abandoned,
        build: (own) => ending(options, { own, sinceMs: this.#sinceMs, render }),
      });
      if (written.kind === 'left')
        options.log('The comment on the pull request already shows a newer result');
    });
  }

  /**
   * Where GitHub does not say who we are, the answer to our first comment does. It has to be known before anything of ours is
   * looked for, or all would be posted again.
   */
  async #introduced(headSha: string): Promise<Identity> {
    const { client, abandoned } = this.#options;
    const me = await this.#whoAmI(client);
    if (me.isGuess !== true) return me;
    const build = (own: Section | null) => introduction(this.#options, own, headSha);
    await this.#sticky.write({ client, me, verify: false, abandoned, build });
    return this.#whoAmI(client);
  }

  async #whoAmI(client: GitHubClient): Promise<Identity> {
    if (this.#sticky.author !== null) return this.#sticky.author;
    // Whoever is in a hurry does not wait for an answer that the patient client may never get.
    if (this.#me !== null && client === this.#options.hurryClient)
      return Promise.any([this.#me, whoAmI(client)]);
    this.#me ??= whoAmI(client).catch((error: unknown) => {
      this.#me = null;
      throw error;
    });
    return this.#me;
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

async function withinHurry(over: AbortController, work: Promise<void>): Promise<void> {
  const late = async (): Promise<never> => {
    await sleepFor(HURRY_MS, undefined, { ref: false });
    over.abort();
    throw new PublishError(`GitHub did not take the comment within ${HURRY_MS / 1000} s.`, {
      remedy: 'The job summary says how the run ended.',
    });
  };
  await Promise.race([work, late()]);
}
