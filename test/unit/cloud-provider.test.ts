import { describe, expect, it } from 'vitest';
import { cloudProvider } from '../../action/cloud-provider.ts';

const of = (env: Readonly<Record<string, string>>): ReturnType<typeof cloudProvider> =>
  cloudProvider((name) => env[name] ?? '');

describe('the cloud that a job names', () => {
  it('is none without its variable', () => {
    expect(of({ AWS_ACCESS_KEY_ID: 'id', AWS_REGION: 'eu-west-1' })).toBeNull();
    expect(of({ CLAUDE_CODE_USE_BEDROCK: '0' })).toBeNull();
  });

  it('Bedrock: credentials, region and hosts, and nothing else of the job', () => {
    const cloud = of({
      CLAUDE_CODE_USE_BEDROCK: '1',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIA-the-id',
      AWS_SECRET_ACCESS_KEY: 'the-secret',
      AWS_SESSION_TOKEN: 'the-token',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/',
      DEPLOY_KEY: 'not for the model',
    });
    expect(cloud).toMatchObject({ name: 'Bedrock', askedBy: 'CLAUDE_CODE_USE_BEDROCK' });
    expect(Object.keys(cloud?.env ?? {}).sort()).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'CLAUDE_CODE_USE_BEDROCK',
    ]);
    expect(cloud?.hosts).toContain('bedrock-runtime.eu-west-1.amazonaws.com');
    expect(cloud?.secrets).toEqual(['the-secret', 'the-token', 'AKIA-the-id']);
  });

  it.each([
    ['global', 'aiplatform.googleapis.com'],
    ['europe-west1', 'europe-west1-aiplatform.googleapis.com'],
  ])('Vertex AI in %s is reached at %s, with its file of credentials', (region, host) => {
    const cloud = of({
      CLAUDE_CODE_USE_VERTEX: 'true',
      CLOUD_ML_REGION: region,
      ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
      GOOGLE_APPLICATION_CREDENTIALS: '/work/gha-creds.json',
    });
    expect(cloud?.hosts).toContain(host);
    expect(cloud?.credentialFile).toBe('/work/gha-creds.json');
  });

  it('Foundry: its resource, or an address of its own with its port', () => {
    expect(of({ CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop' })?.hosts).toEqual([
      'shop.services.ai.azure.com',
    ]);
    const cloud = of({
      CLAUDE_CODE_USE_FOUNDRY: '1',
      ANTHROPIC_FOUNDRY_BASE_URL: 'https://models.example.com:8443/anthropic',
      ANTHROPIC_FOUNDRY_API_KEY: 'the-key-of-foundry',
    });
    expect(cloud?.hosts).toEqual(['models.example.com:8443']);
    expect(cloud?.secrets).toEqual(['the-key-of-foundry']);
  });
});
