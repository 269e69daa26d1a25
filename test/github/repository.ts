import path from 'node:path';
import type { Job } from './actions/job.ts';
import { type NewRun, startRun } from './actions/start-run.ts';
import type { WorkflowRun } from './actions/workflow-run.ts';
import { addArtifact, type NewArtifact } from './artifacts/add-artifact.ts';
import { type ArtifactView, artifactView } from './artifacts/artifact-view.ts';
import { createRuntimeToken } from './artifacts/runtime-token.ts';
import {
  dispatchPayload,
  schedulePayload,
  workflowDispatchPayload,
  workflowJobPayload,
  workflowRunPayload,
} from './events/other-payloads.ts';
import { branchTip, copyBranches, createBareRepository, resolveCommit } from './git/bare-repository.ts';
import { type FileChange, writeCommit } from './git/write-commit.ts';
import { createIssue, type Issue } from './issue.ts';
import { type NewPullRequest, PullRequest } from './pull-request.ts';
import { syncPullRequests } from './pull-request-refs.ts';
import type { Artifact } from './records.ts';
import { userShape } from './shapes/user-shape.ts';
import type { Permissions, Role } from './token.ts';
import { githubActions, nodeId, noreplyEmail, type User } from './user.ts';
import type { World } from './world.ts';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly id?: number;
}

export interface NewCommit {
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message?: string;
  /** A revision to build on instead of the branch's tip (or, for a new branch, the default branch's); null: a root commit. */
  readonly parent?: string | null;
  readonly author?: string;
}

export interface IssuedToken {
  readonly actor?: User;
  readonly permissions?: Permissions;
}

/** A repository backed by a real bare git repository; made with `github.createRepository`. */
export class Repository {
  readonly world: World;
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly parent: Repository | null;
  readonly createdAt: string;
  readonly pullRequests: PullRequest[] = [];
  readonly issues: Issue[] = [];
  readonly runs: WorkflowRun[] = [];
  readonly artifactRecords: Artifact[] = [];
  readonly #roles = new Map<number, Role>();
  readonly #workflowIds = new Map<string, number>();

  private constructor(world: World, options: NewRepository, parent: Repository | null) {
    this.world = world;
    this.id = options.id ?? world.nextId();
    this.owner = world.userOrNew(options.owner);
    this.name = options.name;
    this.private = options.private ?? false;
    this.defaultBranch = options.defaultBranch ?? 'main';
    this.parent = parent;
    this.createdAt = world.now();
    this.#roles.set(this.owner.id, 'admin');
  }

  static async create(
    world: World,
    options: NewRepository,
    parent: Repository | null = null,
  ): Promise<Repository> {
    if (world.repository(options.owner, options.name) !== null) {
      throw new Error(`The repository ${options.owner}/${options.name} exists already.`);
    }
    const repository = new Repository(world, options, parent);
    await createBareRepository(repository.gitDir, repository.defaultBranch);
    world.repositories.push(repository);
    return repository;
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  get nodeId(): string {
    return nodeId('R', this.id);
  }

  get gitDir(): string {
    return path.join(this.world.directory, this.owner.login, `${this.name}.git`);
  }

  /** What git clones and pushes to; a token goes into the user part or an Authorization header. */
  get cloneUrl(): string {
    return `${this.world.urls.server}/${this.fullName}.git`;
  }

  /** Writes a commit and moves the branch to it, as a push would; pull requests from the branch follow. */
  async commit(options: NewCommit): Promise<string> {
    const author = this.world.userOrNew(options.author ?? this.owner.login);
    const sha = await writeCommit(this.gitDir, {
      branch: options.branch,
      files: options.files,
      message: options.message ?? 'Change files',
      parent: await this.#parentOf(options),
      author: { name: author.login, email: noreplyEmail(author) },
      atSeconds: Math.floor(Date.now() / 1000),
    });
    await syncPullRequests(this);
    return sha;
  }

  async branchSha(branch: string): Promise<string | null> {
    return branchTip(this.gitDir, branch);
  }

  async openPullRequest(options: NewPullRequest): Promise<PullRequest> {
    return PullRequest.open(this, options);
  }

  openIssue(options: { readonly title: string; readonly body?: string; readonly author?: string }): Issue {
    return createIssue(this, options);
  }

  async fork(owner: string): Promise<Repository> {
    const fork = await Repository.create(
      this.world,
      { owner, name: this.name, private: this.private, defaultBranch: this.defaultBranch },
      this,
    );
    await copyBranches(this.gitDir, fork.gitDir);
    return fork;
  }

  addCollaborator(login: string, role: Role): User {
    const user = this.world.userOrNew(login);
    this.#roles.set(user.id, role);
    return user;
  }

  roleOf(user: User): Role | null {
    return this.#roles.get(user.id) ?? null;
  }

  /** A workflow's token: `permissions` as in the workflow file, what is left out is `none`. */
  issueToken(options: IssuedToken = {}): string {
    return this.world.addToken('ghs_', {
      kind: 'installation',
      user: options.actor ?? githubActions,
      repositories: () => [this],
      selection: 'selected',
      permissions: {
        // Every installation may read it; no workflow file can name it.
        metadata: 'read',
        ...(options.permissions ?? {
          contents: 'read',
          pull_requests: 'write',
          issues: 'write',
          actions: 'read',
        }),
      },
    });
  }

  workflowId(path: string): number {
    const id = this.#workflowIds.get(path) ?? this.world.nextId();
    this.#workflowIds.set(path, id);
    return id;
  }

  async startRun(options: NewRun = {}): Promise<WorkflowRun> {
    return startRun(this, options);
  }

  /** ACTIONS_RUNTIME_TOKEN of a run's current attempt; the run is started when it is not known yet. */
  async runtimeToken(options: { readonly runId?: number } = {}): Promise<string> {
    const known = this.runs.find((run) => run.id === options.runId);
    const run = known ?? (await this.startRun(options.runId === undefined ? {} : { id: options.runId }));
    return createRuntimeToken(run.current);
  }

  /** An artifact as the current attempt of a run would have uploaded it. */
  addArtifact(run: WorkflowRun, options: NewArtifact): ArtifactView {
    return artifactView(addArtifact(this, run, options));
  }

  /** As though its retention were over. */
  expireArtifact(id: number): void {
    for (const one of this.artifactRecords) if (one.id === id) one.expiresAt = '2020-01-01T00:00:00Z';
  }

  /** The artifacts whose upload was completed, as a person sees them on a run's page. */
  artifacts(): ArtifactView[] {
    return this.artifactRecords.filter((artifact) => artifact.finalized).map(artifactView);
  }

  /** Somebody else as an event's sender: `pull.event('opened', { sender: repository.person('mallory') })`. */
  person(login: string): Record<string, unknown> {
    return userShape(this.world, this.world.userOrNew(login));
  }

  workflowRunEvent(run: WorkflowRun, action = 'completed'): Record<string, unknown> {
    return workflowRunPayload(this, run, action);
  }

  workflowJobEvent(run: WorkflowRun, job: Job, action = 'completed'): Record<string, unknown> {
    return workflowJobPayload(run, job, action);
  }

  workflowDispatchEvent(inputs: Readonly<Record<string, string>> = {}): Record<string, unknown> {
    return workflowDispatchPayload(this, inputs);
  }

  repositoryDispatchEvent(
    type: string,
    clientPayload: Readonly<Record<string, unknown>> = {},
  ): Record<string, unknown> {
    return dispatchPayload(this, type, clientPayload);
  }

  scheduleEvent(cron = '0 4 * * *'): Record<string, unknown> {
    return schedulePayload(this, cron);
  }

  async #parentOf(options: NewCommit): Promise<string | null> {
    if (options.parent === null) return null;
    if (options.parent !== undefined) {
      const parent = await resolveCommit(this.gitDir, options.parent);
      if (parent === null) throw new Error(`There is no commit ${options.parent} in ${this.fullName}.`);
      return parent;
    }
    return (
      (await branchTip(this.gitDir, options.branch)) ?? (await branchTip(this.gitDir, this.defaultBranch))
    );
  }
}
