/** A cloud that serves the model in Anthropic's place, with the job's credentials for it. */
export interface CloudProvider {
  readonly name: 'Bedrock' | 'Vertex AI' | 'Foundry';
  /** The variable that asked for it. */
  readonly askedBy: string;
  /** What Claude Code reads to reach it; part of its environment, credentials included. */
  readonly env: Readonly<Record<string, string>>;
  /** A file of credentials that Claude Code reads besides. */
  readonly credentialFile: string | null;
  /** Hosts that Claude Code must reach, for the sandbox. */
  readonly hosts: readonly string[];
  readonly secrets: readonly string[];
}

type Lookup = (name: string) => string;

const modelNames = [
  'ANTHROPIC_DEFAULT_OPUS_MODEL',
  'ANTHROPIC_DEFAULT_SONNET_MODEL',
  'ANTHROPIC_DEFAULT_HAIKU_MODEL',
];

/**
 * Which provider the job's environment asks for, as Claude Code's own variables say it; null for Anthropic's API.
 * The gateway cannot sign for these, so their credentials are in Claude's environment: use short-lived ones.
 * https://code.claude.com/docs/en/third-party-integrations
 */
export function cloudProvider(value: Lookup): CloudProvider | null {
  if (isOn(value('CLAUDE_CODE_USE_BEDROCK'))) return bedrock(value);
  if (isOn(value('CLAUDE_CODE_USE_VERTEX'))) return vertex(value);
  if (isOn(value('CLAUDE_CODE_USE_FOUNDRY'))) return foundry(value);
  return null;
}

const isOn = (text: string): boolean => /^(1|true|yes|on)$/i.test(text);

function bedrock(value: Lookup): CloudProvider {
  const secrets = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK'];
  const region = value('AWS_REGION') || value('AWS_DEFAULT_REGION') || 'us-east-1';
  return {
    name: 'Bedrock',
    askedBy: 'CLAUDE_CODE_USE_BEDROCK',
    env: taken(value, [
      'CLAUDE_CODE_USE_BEDROCK',
      'AWS_REGION',
      'AWS_DEFAULT_REGION',
      'AWS_ACCESS_KEY_ID',
      'ANTHROPIC_BEDROCK_BASE_URL',
      'ANTHROPIC_SMALL_FAST_MODEL_AWS_REGION',
      ...secrets,
      ...modelNames,
    ]),
    credentialFile: null,
    hosts: [
      ...['bedrock-runtime', 'bedrock', 'sts'].map((service) => `${service}.${region}.amazonaws.com`),
      ...hostOf(value('ANTHROPIC_BEDROCK_BASE_URL')),
    ],
    secrets: present(value, [...secrets, 'AWS_ACCESS_KEY_ID']),
  };
}

function vertex(value: Lookup): CloudProvider {
  const region = value('CLOUD_ML_REGION') || 'global';
  const file = value('GOOGLE_APPLICATION_CREDENTIALS');
  return {
    name: 'Vertex AI',
    askedBy: 'CLAUDE_CODE_USE_VERTEX',
    env: taken(value, [
      'CLAUDE_CODE_USE_VERTEX',
      'ANTHROPIC_VERTEX_PROJECT_ID',
      'ANTHROPIC_VERTEX_BASE_URL',
      'CLOUD_ML_REGION',
      'GOOGLE_APPLICATION_CREDENTIALS',
      'GOOGLE_CLOUD_PROJECT',
      'GCLOUD_PROJECT',
      ...modelNames,
    ]),
    credentialFile: file === '' ? null : file,
    hosts: [
      region === 'global' ? 'aiplatform.googleapis.com' : `${region}-aiplatform.googleapis.com`,
      ...['oauth2', 'sts', 'iamcredentials'].map((service) => `${service}.googleapis.com`),
      // Workload identity exchanges the job's own identity token, which this host issues.
      '*.actions.githubusercontent.com',
      ...hostOf(value('ANTHROPIC_VERTEX_BASE_URL')),
    ],
    secrets: [],
  };
}

function foundry(value: Lookup): CloudProvider {
  const resource = value('ANTHROPIC_FOUNDRY_RESOURCE');
  return {
    name: 'Foundry',
    askedBy: 'CLAUDE_CODE_USE_FOUNDRY',
    env: taken(value, [
      'CLAUDE_CODE_USE_FOUNDRY',
      'ANTHROPIC_FOUNDRY_RESOURCE',
      'ANTHROPIC_FOUNDRY_BASE_URL',
      'ANTHROPIC_FOUNDRY_API_KEY',
      ...modelNames,
    ]),
    credentialFile: null,
    hosts: [
      ...(resource === '' ? [] : [`${resource}.services.ai.azure.com`]),
      ...hostOf(value('ANTHROPIC_FOUNDRY_BASE_URL')),
    ],
    secrets: present(value, ['ANTHROPIC_FOUNDRY_API_KEY']),
  };
}

function taken(value: Lookup, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.filter((name) => value(name) !== '').map((name) => [name, value(name)]));
}

const present = (value: Lookup, names: readonly string[]): string[] =>
  names.map(value).filter((text) => text !== '');

function hostOf(address: string): readonly string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  return [url.port === '' ? url.hostname : `${url.hostname}:${url.port}`];
}
