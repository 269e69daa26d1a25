import { type CloudProvider, cloudProvider } from './cloud-provider.ts';

/** What the Actions runner tells a job about itself and about what started it. Absent values are empty strings. */
export interface Runner {
  readonly eventName: string;
  readonly eventPath: string;
  readonly owner: string;
  readonly repo: string;
  /** 0 where the runner does not say. */
  readonly repositoryId: number;
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly actorId: number;
  /** Who started this attempt: another than the actor where the job was run again. */
  readonly triggeringActor: string;
  readonly githubRunId: string;
  readonly attempt: string;
  readonly workflow: string;
  /** Path of the workflow file in its repository, without the ref. */
  readonly workflowPath: string;
  /** With owner, repository and ref. */
  readonly workflowRef: string;
  readonly job: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly workspace: string;
  readonly tempDir: string;
  readonly toolCacheDir: string;
  readonly summaryPath: string;
  /** Artifacts can be uploaded only where the runner offers its results service. */
  readonly hasArtifactService: boolean;
  /** Where the job asks for a token that says what it is; empty without `id-token: write`. */
  readonly idToken: { readonly url: string; readonly token: string };
  readonly registry: string;
  /** Variables a child process may need to start; nothing that names a secret. */
  readonly passOn: Readonly<Record<string, string>>;
  /** How the network is reached; a proxy's address may hold a password. */
  readonly proxy: Readonly<Record<string, string>>;
  /** The runner ends what carries it when the job is over: should this action be killed, its children are found. */
  readonly trackingId: string;
  /** The cloud that the job's environment names for the model; null for Anthropic's API. */
  readonly cloud: CloudProvider | null;
  /** What the machine's owner lets this action have of the disk. */
  readonly disk: { readonly minFreeMb: string; readonly maxUsedMb: string };
  /** Values that must never be shown, whatever they are used for. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a child needs to find programs and speak the right language. An allow-list: all else stays here. */
const passedOn = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

export function readRunner(env: Environment): Runner {
  const value = (name: string): string => env[name] ?? '';
  const present = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.filter((name) => value(name) !== '').map((name) => [name, value(name)]));
  const cloud = cloudProvider(value);
  const [owner = '', repo = ''] = value('GITHUB_REPOSITORY').split('/');
  const workflowRef = value('GITHUB_WORKFLOW_REF').split('@')[0] ?? '';
  return {
    eventName: value('GITHUB_EVENT_NAME'),
    eventPath: value('GITHUB_EVENT_PATH'),
    owner,
    repo,
    repositoryId: idOf(value('GITHUB_REPOSITORY_ID')),
    sha: value('GITHUB_SHA'),
    ref: value('GITHUB_REF'),
    actor: value('GITHUB_ACTOR'),
    actorId: idOf(value('GITHUB_ACTOR_ID')),
    triggeringActor: value('GITHUB_TRIGGERING_ACTOR'),
    githubRunId: value('GITHUB_RUN_ID') || '0',
    attempt: value('GITHUB_RUN_ATTEMPT') || '1',
    workflow: value('GITHUB_WORKFLOW'),
    workflowPath: workflowRef.split('/').slice(2).join('/') || value('GITHUB_WORKFLOW'),
    workflowRef: value('GITHUB_WORKFLOW_REF'),
    job: value('GITHUB_JOB'),
    serverUrl: value('GITHUB_SERVER_URL') || 'https://github.com',
    apiUrl: value('GITHUB_API_URL') || 'https://api.github.com',
    workspace: value('GITHUB_WORKSPACE'),
    tempDir: value('RUNNER_TEMP'),
    toolCacheDir: value('RUNNER_TOOL_CACHE'),
    summaryPath: value('GITHUB_STEP_SUMMARY'),
    hasArtifactService: value('ACTIONS_RUNTIME_TOKEN') !== '' && value('ACTIONS_RESULTS_URL') !== '',
    idToken: { url: value('ACTIONS_ID_TOKEN_REQUEST_URL'), token: value('ACTIONS_ID_TOKEN_REQUEST_TOKEN') },
    registry: value('NPM_CONFIG_REGISTRY') || value('npm_config_registry') || 'https://registry.npmjs.org',
    passOn: present(passedOn),
    proxy: present(proxyNames),
    trackingId: value('RUNNER_TRACKING_ID'),
    cloud,
    disk: {
      minFreeMb: value('CLAUDE_ORCHESTRATOR_MIN_FREE_MB'),
      maxUsedMb: value('CLAUDE_ORCHESTRATOR_MAX_DISK_MB'),
    },
    secrets: [
      value('ACTIONS_RUNTIME_TOKEN'),
      value('ACTIONS_ID_TOKEN_REQUEST_TOKEN'),
      ...(cloud?.secrets ?? []),
      ...proxyNames.map((name) => URL.parse(value(name))?.password ?? ''),
    ].filter((secret) => secret !== ''),
  };
}

const idOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);
