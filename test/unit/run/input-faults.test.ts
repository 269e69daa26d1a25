import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../action/event/decide.ts';
import { describeFault } from '../../../action/fault.ts';
import { type Environment, readInputs } from '../../../action/inputs.ts';
import { hasCredential, inputFaults } from '../../../action/run/input-faults.ts';
import { readRunner } from '../../../action/runner.ts';

const review = { kind: 'review' } as Decision;

function environment(env: Readonly<Record<string, string>>): Environment {
  const runner = readRunner(env);
  return { ...readInputs({ 'INPUT_GITHUB-TOKEN': 'ghs_x', ...env }), runner };
}

const said = (env: Readonly<Record<string, string>>, decision = review): readonly string[] =>
  inputFaults(environment(env), decision).map(describeFault);

const bedrock = { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' };
const vertex = {
  CLAUDE_CODE_USE_VERTEX: '1',
  CLOUD_ML_REGION: 'global',
  ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
};
const foundry = { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop' };

describe('a run without what asks the model', () => {
  it('is told of the key, and of clouds', () => {
    expect(said({})).toEqual([
      expect.stringMatching(/^anthropic-api-key is missing.*ANTHROPIC_API_KEY.*a cloud's variables/),
    ]);
  });

  it('is told nothing where the event asks for nothing', () => {
    expect(said({}, { kind: 'skip', code: 'event', message: '', pullRequest: null })).toEqual([]);
  });
});

describe('a cloud', () => {
  it.each([
    ['Bedrock with a bearer token', { ...bedrock, AWS_BEARER_TOKEN_BEDROCK: 't' }],
    ['Bedrock with a key', { ...bedrock, AWS_ACCESS_KEY_ID: 'i', AWS_SECRET_ACCESS_KEY: 's' }],
    ['Vertex AI', { ...vertex, GOOGLE_APPLICATION_CREDENTIALS: '/creds.json' }],
    ['Foundry', { ...foundry, ANTHROPIC_FOUNDRY_API_KEY: 'k' }],
  ])('with all that it needs is a credential: %s', (_name, env) => {
    expect(said(env)).toEqual([]);
    expect(hasCredential(environment(env))).toBe(true);
  });

  it.each([
    [
      'Bedrock, a profile',
      { ...bedrock, AWS_PROFILE: 'ci' },
      /AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_BEARER/,
    ],
    ['Bedrock, half a key', { ...bedrock, AWS_ACCESS_KEY_ID: 'i' }, /AWS_SECRET_ACCESS_KEY/],
    ['Bedrock, no region', { CLAUDE_CODE_USE_BEDROCK: '1', AWS_BEARER_TOKEN_BEDROCK: 't' }, /AWS_REGION/],
    ['Vertex AI, a role of the machine', vertex, /GOOGLE_APPLICATION_CREDENTIALS/],
    [
      'Vertex AI, nothing at all',
      { CLAUDE_CODE_USE_VERTEX: '1' },
      /CLOUD_ML_REGION, nor ANTHROPIC_VERTEX_PROJECT_ID/,
    ],
    ['Foundry, a login of its own', foundry, /ANTHROPIC_FOUNDRY_API_KEY/],
  ])('without is told before the start, by name: %s', (_name, env, words) => {
    const faults = inputFaults(environment(env), review);
    expect(faults.map(describeFault)).toEqual([expect.stringMatching(words)]);
    expect(faults[0]).toMatchObject({ isMissingCredential: true, remedy: expect.stringContaining('README') });
    expect(hasCredential(environment(env))).toBe(false);
  });

  it('and a key besides is one contradiction, not two faults', () => {
    expect(said({ ...bedrock, 'INPUT_ANTHROPIC-API-KEY': 'sk-ant-api03-x' })).toEqual([
      expect.stringMatching(/^anthropic-api-key is given.*CLAUDE_CODE_USE_BEDROCK/),
    ]);
  });
});

describe('a coordinator that is required', () => {
  const key = { 'INPUT_ANTHROPIC-API-KEY': 'k', 'INPUT_COORDINATOR-REQUIRED': 'true' };
  const url = { 'INPUT_COORDINATOR-URL': 'https://co.example.com' };

  it.each([
    ['without an address', key, /coordinator-required: "true" is set, but not coordinator-url/],
    ['with nothing to show it', { ...key, ...url }, /id-token: write, or pass coordinator-token/],
  ])('is refused %s', (_name, env, expected) => {
    expect(said(env)).toEqual([expect.stringMatching(expected)]);
  });

  it('is content with either', () => {
    expect(said({ ...key, ...url, 'INPUT_COORDINATOR-TOKEN': `co_${'a'.repeat(46)}` })).toEqual([]);
    expect(said({ ...key, ...url, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com' })).toEqual([]);
  });

  it('may be without both where it is not required', () => {
    expect(said({ ...key, ...url, 'INPUT_COORDINATOR-REQUIRED': 'false' })).toEqual([]);
  });
});
