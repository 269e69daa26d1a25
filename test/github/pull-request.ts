import { issueCommentPayload } from './events/other-payloads.ts';
import { pullRequestPayload } from './events/pull-request-payload.ts';
import { branchTip } from './git/bare-repository.ts';
import { type ChangedFile, changedFiles, commitsBetween, mergeBase } from './git/compare.ts';
import type { FileChange } from './git/write-commit.ts';
import { addIssueComment, type CommentView, commentViews, nextNumber } from './issue.ts';
import { publishHead } from './pull-request-refs.ts';
import type { Discussion, IssueComment, Review, ReviewComment, Thread } from './records.ts';
import type { Repository } from './repository.ts';
import { type NewReviewComment, postReview } from './reviews/post-review.ts';
import {
  type ReviewCommentView,
  type ReviewView,
  reviewCommentViews,
  reviewViews,
} from './reviews/review-views.ts';
import { nodeId, type User } from './user.ts';

export interface NewPullRequest {
  readonly title: string;
  readonly head: string;
  readonly base?: string;
  readonly body?: string | null;
  readonly draft?: boolean;
  readonly author?: string;
  readonly fromFork?: Repository;
}

/** A pull request; what git knows of it is read from the bare repository, the rest is kept here. */
export class PullRequest implements Discussion {
  readonly kind = 'pull';
  readonly repository: Repository;
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly author: User;
  readonly createdAt: string;
  readonly headRepository: Repository;
  readonly headRef: string;
  readonly baseRef: string;
  readonly issueComments: IssueComment[] = [];
  readonly reviewRecords: Review[] = [];
  readonly threads: Thread[] = [];
  title: string;
  body: string | null;
  state: 'open' | 'closed' = 'open';
  draft: boolean;
  updatedAt: string;
  headSha = '';
  baseSha = '';
  previousHeadSha: string | null = null;
  /** The test merge of head into base; null while they conflict. */
  mergeSha: string | null = null;
  // Both by the shas they were worked out from, which never changes what they are.
  readonly #files = new Map<string, Promise<ChangedFile[]>>();
  readonly #commits = new Map<string, Promise<string[]>>();

  private constructor(repository: Repository, options: NewPullRequest) {
    this.repository = repository;
    this.headRepository = options.fromFork ?? repository;
    this.id = repository.world.nextId();
    this.nodeId = nodeId('PR', this.id);
    this.number = nextNumber(repository);
    this.author = repository.world.userOrNew(options.author ?? this.headRepository.owner.login);
    this.headRef = options.head;
    this.baseRef = options.base ?? repository.defaultBranch;
    this.title = options.title;
    this.body = options.body ?? null;
    this.draft = options.draft ?? false;
    this.createdAt = repository.world.now();
    this.updatedAt = this.createdAt;
  }

  static async open(repository: Repository, options: NewPullRequest): Promise<PullRequest> {
    const pull = new PullRequest(repository, options);
    const [head, base] = await Promise.all([
      branchTip(pull.headRepository.gitDir, pull.headRef),
      branchTip(repository.gitDir, pull.baseRef),
    ]);
    if (head === null) throw new Error(`${pull.headRepository.fullName} has no branch ${pull.headRef}.`);
    if (base === null) throw new Error(`${repository.fullName} has no branch ${pull.baseRef}.`);
    repository.pullRequests.push(pull);
    await publishHead(pull, head, base);
    return pull;
  }

  /** Adds a commit to the head branch. */
  async push(files: Readonly<Record<string, FileChange>>, message = 'Push more'): Promise<string> {
    const { author, headRef: branch } = this;
    return this.headRepository.commit({ branch, files, message, author: author.login });
  }

  /** Replaces the head branch by one commit on top of `parent` (the merge base if left out). */
  async forcePush(
    files: Readonly<Record<string, FileChange>>,
    options: { readonly parent?: string; readonly message?: string } = {},
  ): Promise<string> {
    const parent = options.parent ?? (await this.mergeBase());
    const message = options.message ?? 'Start over';
    return this.headRepository.commit({
      branch: this.headRef,
      files,
      message,
      parent,
      author: this.author.login,
    });
  }

  /** The payload a workflow finds at GITHUB_EVENT_PATH. */
  async event(
    action: string,
    extra: Readonly<Record<string, unknown>> = {},
  ): Promise<Record<string, unknown>> {
    return { ...(await pullRequestPayload(this, action)), ...extra };
  }

  commentEvent(action: string, comment: IssueComment): Record<string, unknown> {
    return issueCommentPayload(this.repository, this, comment, action);
  }

  addComment(options: { readonly author: string; readonly body: string }): IssueComment {
    return addIssueComment(
      this.repository,
      this,
      this.repository.world.userOrNew(options.author),
      options.body,
    );
  }

  /** Puts a review comment there as a person would through the page; a line outside the diff throws. */
  async addReviewComment(
    options: NewReviewComment & { readonly author: string; readonly commitId?: string },
  ): Promise<ReviewComment> {
    const { author, commitId, ...comment } = options;
    const user = this.repository.world.userOrNew(author);
    const review = await postReview(this, user, {
      event: 'COMMENT',
      comments: [comment],
      commit_id: commitId,
    });
    const created = this.reviewCommentRecords().find((record) => record.review === review);
    if (created === undefined) throw new Error('The review was posted without its comment.');
    return created;
  }

  comments(): CommentView[] {
    return commentViews(this.repository, this, `pull/${this.number}`);
  }

  reviews(): ReviewView[] {
    return reviewViews(this);
  }

  async reviewComments(): Promise<ReviewCommentView[]> {
    return reviewCommentViews(this);
  }

  reviewCommentRecords(): ReviewComment[] {
    return this.threads.flatMap((thread) => thread.comments).sort((a, b) => a.id - b.id);
  }

  async mergeBase(commit: string = this.headSha): Promise<string> {
    const base = await mergeBase(this.repository.gitDir, this.baseSha, commit);
    return base ?? this.baseSha;
  }

  /** What the pull request changes as of one of its commits, from the merge base. */
  async files(commit: string = this.headSha): Promise<ChangedFile[]> {
    const key = `${this.baseSha}...${commit}`;
    const { gitDir } = this.repository;
    const files =
      this.#files.get(key) ?? this.mergeBase(commit).then((base) => changedFiles(gitDir, base, commit));
    this.#files.set(key, files);
    return files;
  }

  async commitShas(): Promise<string[]> {
    const key = `${this.baseSha}..${this.headSha}`;
    const shas = this.#commits.get(key) ?? commitsBetween(this.repository.gitDir, this.baseSha, this.headSha);
    this.#commits.set(key, shas);
    return shas;
  }
}
