import type { Repository } from '../repository.ts';
import { type Shape, userShape } from './user-shape.ts';

const LINKS: Readonly<Record<string, string>> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** A repository as other objects embed it (a run, an event). */
export function minimalRepositoryShape(repository: Repository): Shape {
  const url = `${repository.world.urls.api}/repos/${repository.fullName}`;
  const links = Object.fromEntries(Object.entries(LINKS).map(([name, rest]) => [name, url + rest]));
  return {
    id: repository.id,
    node_id: repository.nodeId,
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: userShape(repository.world, repository.owner),
    html_url: `${repository.world.urls.server}/${repository.fullName}`,
    description: null,
    fork: repository.parent !== null,
    url,
    ...links,
  };
}

export function repositoryShape(repository: Repository): Shape {
  const open = [...repository.pullRequests, ...repository.issues].filter(
    (one) => one.state === 'open',
  ).length;
  const page = `${repository.world.urls.server}/${repository.fullName}`;
  return {
    ...minimalRepositoryShape(repository),
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.createdAt,
    git_url: `${page.replace(/^http/, 'git')}.git`,
    ssh_url: `git@github.localhost:${repository.fullName}.git`,
    clone_url: repository.cloneUrl,
    svn_url: page,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

export function fullRepositoryShape(repository: Repository): Shape {
  const { parent } = repository;
  const lineage = parent === null ? {} : { parent: repositoryShape(parent), source: repositoryShape(parent) };
  return { ...repositoryShape(repository), network_count: 0, subscribers_count: 0, ...lineage };
}
