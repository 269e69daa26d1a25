/** What the Actions runner tells a job about itself and about what started it. Absent values are empty strings. */
export interface Runner {
  readonly eventName: string;
  readonly eventPath: string;
  readonly owner: string;
  readonly repo: string;
  readonly sha: string;
  readonly actor: string;
  readonly githubRunId: string;
  readonly attempt: string;
  readonly workflow: string;
  /** Path of the workflow file in its repository, without the ref. */
  readonly workflowPath: string;
  readonly job: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly workspace: string;
  readonly tempDir: string;
  readonly toolCacheDir: string;
  readonly summaryPath: string;
  /** Artifacts can be uploaded only where the runner offers its results service. */
  readonly hasArtifactService: boolean;
  readonly registry: string;
  /** Variables a child process may need to start and to reach the network; nothing that names a secret. */
  readonly passOn: Readonly<Record<string, string>>;
  /** Values that must never be shown, whatever they are used for. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a child needs to find programs, speak the right language and pass a proxy. An allow-list: all else stays here. */
const passedOn = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

export function readRunner(env: Environment): Runner {
  const value = (name: string): string => env[name] ?? '';
  const [owner = '', repo = ''] = value('GITHUB_REPOSITORY').split('/');
  const workflowRef = value('GITHUB_WORKFLOW_REF').split('@')[0] ?? '';
  return {
    eventName: value('GITHUB_EVENT_NAME'),
    eventPath: value('GITHUB_EVENT_PATH'),
    owner,
    repo,
    sha: value('GITHUB_SHA'),
    actor: value('GITHUB_ACTOR'),
    githubRunId: value('GITHUB_RUN_ID') || '0',
    attempt: value('GITHUB_RUN_ATTEMPT') || '1',
    workflow: value('GITHUB_WORKFLOW'),
    workflowPath: workflowRef.split('/').slice(2).join('/') || value('GITHUB_WORKFLOW'),
    job: value('GITHUB_JOB'),
    serverUrl: value('GITHUB_SERVER_URL') || 'https://github.com',
    apiUrl: value('GITHUB_API_URL') || 'https://api.github.com',
    workspace: value('GITHUB_WORKSPACE'),
    tempDir: value('RUNNER_TEMP'),
    toolCacheDir: value('RUNNER_TOOL_CACHE'),
    summaryPath: value('GITHUB_STEP_SUMMARY'),
    hasArtifactService: value('ACTIONS_RUNTIME_TOKEN') !== '' && value('ACTIONS_RESULTS_URL') !== '',
    registry: value('NPM_CONFIG_REGISTRY') || value('npm_config_registry') || 'https://registry.npmjs.org',
    passOn: Object.fromEntries(
      passedOn.filter((name) => value(name) !== '').map((name) => [name, value(name)]),
    ),
    secrets: [value('ACTIONS_RUNTIME_TOKEN'), value('ACTIONS_ID_TOKEN_REQUEST_TOKEN')].filter(
      (secret) => secret !== '',
    ),
  };
}
