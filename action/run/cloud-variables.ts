import type { CloudProvider } from '../cloud-provider.ts';

/** Each entry is one need; one of its ways has to be given whole. */
type Needs = readonly (readonly (readonly string[])[])[];

/**
 * What a cloud cannot be asked without. Claude has an empty home and, in the sandbox, no metadata service, so that profiles and
 * roles of the machine are no way. Without `CLOUD_ML_REGION` Claude Code and the sandbox would differ about the host.
 */
const needs: Readonly<Record<CloudProvider['name'], Needs>> = {
  Bedrock: [
    [['AWS_REGION'], ['AWS_DEFAULT_REGION']],
    [['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'], ['AWS_BEARER_TOKEN_BEDROCK']],
  ],
  'Vertex AI': [
    [['CLOUD_ML_REGION']],
    [['ANTHROPIC_VERTEX_PROJECT_ID'], ['GOOGLE_CLOUD_PROJECT'], ['GCLOUD_PROJECT']],
    [['GOOGLE_APPLICATION_CREDENTIALS']],
  ],
  Foundry: [
    [['ANTHROPIC_FOUNDRY_RESOURCE'], ['ANTHROPIC_FOUNDRY_BASE_URL']],
    [['ANTHROPIC_FOUNDRY_API_KEY']],
  ],
};

/** The needs of a cloud that the job does not meet, each in words: `A and B or C`. */
export function missingVariables({ name, env }: Pick<CloudProvider, 'name' | 'env'>): readonly string[] {
  return needs[name]
    .filter((ways) => !ways.some((way) => way.every((variable) => Object.hasOwn(env, variable))))
    .map((ways) => ways.map((way) => way.join(' and ')).join(' or '));
}
