import type { GitHubClient } from '../github/client.ts';
import { type Identity, isBy } from '../github/identity.ts';
import { allPages } from '../github/pages.ts';
import { isLimit, isUncertain, refusalOf, statusOf } from '../github/refusal.ts';
import { composeDraft, type SectionDraft } from './compose-draft.ts';
import { createOnce } from './create-once.ts';
import { stickyMarker } from './marker.ts';
import { type Fresh, mergedSections } from './merged-sections.ts';
import type { PublisherOptions } from './publisher.ts';
import type { SectionState } from './section-state.ts';
import { composeSticky, parseSticky, type Section } from './sticky-body.ts';
import { pause } from './waiting.ts';

/** Two jobs that undo each other's writes come to rest long before this. */
const MOST_WRITES = 5;

export interface StickyComment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
}

interface AuthoredComment extends StickyComment {
  readonly author: { readonly login: string; readonly id: number } | null;
}

export type StickyOptions = Pick<
  PublisherOptions,
  'owner' | 'repo' | 'pullRequest' | 'subject' | 'task' | 'key' | 'commentCounts' | 'log' | 'random' | 'sleep'
>;

/** Our section as it is to be, from how it stands now; null to leave it as it is. */
export type BuildSection = (own: Section | null) => SectionDraft | null;

export type Written =
  | { readonly kind: 'written'; readonly url: string }
  /** `build` found that another run has the say. */
  | { readonly kind: 'left'; readonly url: string | null };

export interface WriteOptions {
  readonly client: GitHubClient;
  readonly me: Identity;
  readonly build: BuildSection;
  /** Read it again after a moment, and write once more if another job's write took ours away. */
  readonly verify: boolean;
  /** Once it fires nothing more is written. */
  readonly abandoned?: AbortSignal | undefined;
}

/**
 * The one comment per subject and task that is kept up to date. GitHub has no way to change a comment only if it is still
 * as it was read, so two jobs may overwrite each other: each writes only its own section into what it read a moment ago,
 * and looks afterwards whether it stands. Of two comments made at the same moment the older stays.
 */
export class Sticky {
  readonly #options: StickyOptions;
  readonly #marker: string;
  /** Where it was last seen; saves a listing when a cancelled job has seconds left. */
  #known: StickyComment | null = null;
  #author: Identity | null = null;

  constructor(options: StickyOptions) {
    this.#options = options;
    this.#marker = stickyMarker(options.subject, options.task);
  }

  /** Who we are, once a comment of ours was made: the answer names its author, which is surer than what was known before. */
  get author(): Identity | null {
    return this.#author;
  }

  /** All of ours, the oldest first; others may carry the marker but not our name. */
  async list(
    client: GitHubClient,
    identity: Identity | Promise<Identity>,
  ): Promise<readonly AuthoredComment[]> {
    const marked = await this.#marked(client);
    const me = this.#author ?? (await identity);
    const stickies = marked.filter(({ author }) => isBy(author, me));
    // Duplicates have to be looked at all together; what is not listed yet may be there all the same.
    if (stickies.length > 0) this.#known = stickies.length === 1 ? (stickies[0] ?? null) : null;
    return stickies;
  }

  /** All that carry our marker, whoever wrote them, the oldest first. */
  async #marked(client: GitHubClient): Promise<readonly AuthoredComment[]> {
    const { owner, repo, pullRequest, commentCounts } = this.#options;
    const comments = await allPages(
      async (page) => client.issues.listComments({ owner, repo, issue_number: pullRequest, ...page }),
      commentCounts?.issue,
    );
    return comments
      .filter(({ body }) => (body ?? '').startsWith(this.#marker))
      .map((comment) => ({ ...stickyOf(comment), author: comment.user }))
      .toSorted((a, b) => a.id - b.id);
  }

  async write(write: WriteOptions): Promise<Written> {
    let fresh: Fresh | null = null;
    for (let tried = 1; ; tried += 1) {
      const stickies = await this.#current(write);
      const [oldest, ...younger] = stickies;
      const sections = mergedSections(stickies, fresh);
      const draft = write.build(sections.find(({ key }) => key === this.#options.key) ?? null);
      if (draft === null) return { kind: 'left', url: oldest?.url ?? null };
      const body = await composeDraft(this.#marker, sections, { key: this.#options.key, ...draft });
      const written = await this.#put(write, { oldest, body, state: draft.state });
      if (written === null) continue;
      this.#known = written;
      await this.#removeFrom(write.client, younger);
      const isNew = oldest === undefined;
      if (isNew) fresh = { id: written.id, key: this.#options.key, run: draft.state.run };
      if (tried >= MOST_WRITES || (await this.#stands(write, draft.state, isNew))) {
        return { kind: 'written', url: written.url };
      }
    }
  }

  /** The known comment fresh from GitHub, or else what a search finds. */
  async #current({ client, me }: WriteOptions): Promise<readonly StickyComment[]> {
    if (this.#known === null) return this.list(client, me);
    const { owner, repo } = this.#options;
    try {
      const { data } = await client.issues.getComment({ owner, repo, comment_id: this.#known.id });
      return [stickyOf(data)];
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      return this.list(client, me);
    }
  }

  /** Null when the comment was deleted meanwhile. */
  async #put(
    write: WriteOptions,
    { oldest, body, state }: { oldest: StickyComment | undefined; body: string; state: SectionState },
  ): Promise<StickyComment | null> {
    const { owner, repo } = this.#options;
    const { client, me, abandoned } = write;
    abandoned?.throwIfAborted();
    if (oldest === undefined) return this.#create(write, body, state);
    try {
      const { data } = await client.issues.updateComment({
        owner,
        repo,
        comment_id: oldest.id,
        body,
        ...until(abandoned),
      });
      return stickyOf(data);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      // GitHub also says 404 to who may read but not write.
      const isThere = (await this.list(client, me)).some(({ id }) => id === oldest.id);
      if (isThere) throw error;
      return null;
    }
  }

  async #create(
    { client, me, abandoned }: WriteOptions,
    body: string,
    state: SectionState,
  ): Promise<StickyComment> {
    const { owner, repo, pullRequest } = this.#options;
    const on = { owner, repo, issue_number: pullRequest };
    const comment = await createOnce<AuthoredComment>(
      { ...this.#options, abandoned },
      {
        what: 'the comment',
        create: async () => {
          const { data } = await client.issues.createComment({ ...on, body, ...until(abandoned) });
          return { ...stickyOf(data), author: data.user };
        },
        find: async () => {
          // Where we do not know our name: nobody else can have said the same before us.
          const marked = me.isGuess === true ? await this.#marked(client) : await this.list(client, me);
          return marked.find((one) => isSame(this.#ownState(one), state)) ?? null;
        },
      },
    );
    const { author, ...sticky } = comment;
    if (author !== null) this.#author = { login: author.login, id: author.id };
    return sticky;
  }

  /** Takes our section out of younger duplicates; one that is empty then was only ever ours. */
  async #removeFrom(client: GitHubClient, duplicates: readonly StickyComment[]): Promise<void> {
    const { owner, repo, key, log } = this.#options;
    for (const duplicate of duplicates) {
      const left = parseSticky(duplicate.body).filter((section) => section.key !== key);
      const comment = { owner, repo, comment_id: duplicate.id };
      try {
        if (left.length === 0) await client.issues.deleteComment(comment);
        else await client.issues.updateComment({ ...comment, body: composeSticky(this.#marker, left) });
      } catch (error) {
        if (statusOf(error) !== 404)
          log(`A duplicate comment could not be removed: ${refusalOf(error).message}`);
      }
    }
  }

  async #stands(write: WriteOptions, state: SectionState, isNew: boolean): Promise<boolean> {
    try {
      return await this.#isThere(write, state, isNew);
    } catch (error) {
      // It was taken; that it cannot be read again now is no reason to call it lost.
      if (isUncertain(error) || isLimit(error)) return true;
      throw error;
    }
  }

  /** Whether our section is still there, or another run of the same job has replaced it since. */
  async #isThere(write: WriteOptions, state: SectionState, isNew: boolean): Promise<boolean> {
    if (!write.verify && !isNew) return true;
    const { random, sleep } = this.#options;
    const { abandoned } = write;
    // Longer than another job takes from reading the comment to writing it.
    if (write.verify) await pause({ sleep, abandoned }, 400 + 400 * random());
    const stickies = isNew ? await this.list(write.client, write.me) : await this.#current(write);
    // GitHub has said that it was made; a list that does not show it yet is no reason to make another.
    if (isNew && stickies.length === 0) return true;
    if (stickies.length > 1) {
      this.#known = null;
      return false;
    }
    const found = stickies[0] === undefined ? null : this.#ownState(stickies[0]);
    // Another job may also have put back what we had written before.
    return found !== null && found.atMs >= state.atMs;
  }

  #ownState({ body }: StickyComment): SectionState | null {
    return parseSticky(body).find(({ key }) => key === this.#options.key)?.state ?? null;
  }
}

function stickyOf(comment: { id: number; html_url: string; body?: string | undefined }): StickyComment {
  return { id: comment.id, url: comment.html_url, body: comment.body ?? '' };
}

function isSame(one: SectionState | null, other: SectionState): boolean {
  return one !== null && one.run === other.run && one.atMs === other.atMs;
}

function until(signal: AbortSignal | undefined): { request?: { signal: AbortSignal } } {
  return signal === undefined ? {} : { request: { signal } };
}
