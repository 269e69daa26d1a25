import type { Decision } from '../event/decide.ts';
import type { Fault } from '../fault.ts';
import type { Environment } from '../inputs.ts';
import { missingVariables } from './cloud-variables.ts';
import { domainFaults, toolFaults } from './tier.ts';

/** Whether there is what asks the model: a key, a token, or a cloud's variables, all of them. */
export function hasCredential({ inputs, runner }: Pick<Environment, 'inputs' | 'runner'>): boolean {
  return hasKey(inputs) || (runner.cloud !== null && missingVariables(runner.cloud).length === 0);
}

/** All that is wrong, at once. An event that asks for nothing needs no credential. */
export function inputFaults({ inputs, faults, runner }: Environment, decision: Decision): readonly Fault[] {
  if (decision.kind === 'skip') return faults;
  return [
    ...faults,
    ...(decision.kind === 'refuse' ? decision.faults : []),
    ...toolFaults(inputs, decision),
    ...domainFaults(inputs, decision),
    ...credentialFaults({ inputs, runner }),
    ...coordinatorFaults({ inputs, runner }),
    ...(inputs.githubToken === '' && decision.kind === 'review' ? [noGitHubToken] : []),
  ];
}

/** Where the run may go on without a coordinator it does, and says so. */
function coordinatorFaults({
  inputs: { coordinatorUrl, coordinatorToken, coordinatorRequired },
  runner: { idToken },
}: Pick<Environment, 'inputs' | 'runner'>): readonly Fault[] {
  if (!coordinatorRequired) return [];
  if (coordinatorUrl === '')
    return [
      {
        ...{ input: 'coordinator-required', value: 'true' },
        problem: 'is set, but not coordinator-url',
        remedy: "Give the coordinator's address, or take it out",
      },
    ];
  if (coordinatorToken !== '' || idToken.url !== '') return [];
  return [
    {
      ...{ input: 'coordinator-required', value: 'true' },
      problem: 'is set, and the job has nothing to show the coordinator who it is',
      remedy: 'Give the job permissions: id-token: write, or pass coordinator-token out of a secret',
    },
  ];
}

const hasKey = ({ anthropicApiKey, claudeCodeOauthToken }: Environment['inputs']): boolean =>
  anthropicApiKey !== '' || claudeCodeOauthToken !== '';

const noGitHubToken: Fault = {
  input: 'github-token',
  value: '',
  problem: 'is empty',
  remedy: 'Leave it out to use the token of the job',
};

function credentialFaults({
  inputs,
  runner: { cloud },
}: Pick<Environment, 'inputs' | 'runner'>): readonly Fault[] {
  if (cloud === null) return hasKey(inputs) ? [] : [noKey];
  if (hasKey(inputs)) {
    return [
      {
        input: inputs.anthropicApiKey === '' ? 'claude-code-oauth-token' : 'anthropic-api-key',
        value: '',
        problem: `is given, and the job's ${cloud.askedBy} asks for ${cloud.name}`,
        remedy: 'Use one of the two',
      },
    ];
  }
  const missing = missingVariables(cloud);
  if (missing.length === 0) return [];
  return [
    {
      input: cloud.askedBy,
      value: '',
      problem: `is set, but not ${missing.join(', nor ')}`,
      remedy: `Give the step ${cloud.name}'s variables; see README`,
      isMissingCredential: true,
    },
  ];
}

const noKey: Fault = {
  input: 'anthropic-api-key',
  value: '',
  problem: 'is missing, and so is claude-code-oauth-token',
  remedy:
    "Add the key as a repository secret and pass it: anthropic-api-key: ${{ secrets.ANTHROPIC_API_KEY }}, or give the step a cloud's variables: see README",
  isMissingCredential: true,
};
