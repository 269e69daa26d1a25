import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type ArtifactView, artifactView } from './artifacts/artifact-view.ts';
import { createRuntimeToken } from './artifacts/runtime-token.ts';
import {
  dispatchPayload,
  schedulePayload,
  workflowDispatchPayload,
  workflowRunPayload,
} from './events/other-payloads.ts';
import { branchTip, copyBranches, createBareRepository, resolveCommit } from './git/bare-repository.ts';
import { type FileChange, writeCommit } from './git/write-commit.ts';
import { createIssue, type Issue } from './issue.ts';
import { type NewPullRequest, PullRequest } from './pull-request.ts';
import { syncPullRequests } from './pull-request-refs.ts';
import type { Artifact, WorkflowRun } from './records.ts';
import { userShape } from './shapes/user-shape.ts';
import type { Permissions, Role } from './token.ts';
import { githubActions, nodeId, noreplyEmail, type User } from './user.ts';
import type { World } from './world.ts';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
}

export interface NewCommit {
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message?: string;
  /** A revision to build on instead of the branch's tip (or, for a new branch, the default branch's); null: a root commit. */
  readonly parent?: string | null;
  readonly author?: string;
}

export interface NewRun {
  readonly id?: number;
  readonly name?: string;
  readonly event?: string;
  readonly headBranch?: string;
  readonly headSha?: string;
  readonly headRepository?: Repository;
  readonly attempt?: number;
  readonly status?: WorkflowRun['status'];
  readonly conclusion?: string | null;
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

  private constructor(world: World, options: NewRepository, parent: Repository | null) {
    this.world = world;
    this.id = world.nextId();
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
      repository: this,
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

  async startRun(options: NewRun = {}): Promise<WorkflowRun> {
    const headRepository = options.headRepository ?? this;
    const headBranch = options.headBranch ?? headRepository.defaultBranch;
    const run: WorkflowRun = {
      id: options.id ?? this.world.nextId() + 12_000_000_000,
      name: options.name ?? 'Review',
      event: options.event ?? 'pull_request',
      headBranch,
      headSha: options.headSha ?? (await headRepository.branchSha(headBranch)) ?? '0'.repeat(40),
      headRepositoryId: headRepository.id,
      attempt: options.attempt ?? 1,
      createdAt: this.world.now(),
      backendId: randomUUID(),
      jobBackendId: randomUUID(),
      status: options.status ?? 'in_progress',
      conclusion: options.conclusion ?? null,
    };
    this.runs.push(run);
    return run;
  }

  /** ACTIONS_RUNTIME_TOKEN of a run, which is started when it is not known yet. */
  async runtimeToken(options: { readonly runId?: number } = {}): Promise<string> {
    const known = this.runs.find((run) => run.id === options.runId);
    return createRuntimeToken(
      known ?? (await this.startRun(options.runId === undefined ? {} : { id: options.runId })),
    );
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
