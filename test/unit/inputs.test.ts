import { describe, expect, it } from 'vitest';
import { readInputs } from '../../action/inputs.ts';

const read = (inputs: Readonly<Record<string, string>>): ReturnType<typeof readInputs> =>
  readInputs(
    Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  );

describe('reading the inputs', () => {
  it('nothing given is nothing wrong', () => {
    const { inputs, faults } = read({});
    expect(faults).toEqual([]);
    expect(inputs).toMatchObject({
      task: 'auto',
      maxTurns: null,
      timeoutMs: 1_800_000,
      maxBudgetMicroUsd: 5_000_000,
      publish: 'auto',
      retentionDays: null,
      debug: false,
    });
  });

  it('takes what is within bounds, with space around it', () => {
    const { inputs, faults } = read({
      'max-turns': ' 20 ',
      'timeout-minutes': '0.5',
      'max-budget-usd': '.25',
      model: 'claude-opus-5-5[1m]',
      'anthropic-base-url': 'http://localhost:8080/v1',
      'claude-version': '2.1.329',
    });
    expect(faults).toEqual([]);
    expect(inputs).toMatchObject({ maxTurns: 20, timeoutMs: 30_000, maxBudgetMicroUsd: 250_000 });
  });

  it('takes the address of a coordinator, without the slash at its end', () => {
    const url = (value: string): string => read({ 'coordinator-url': value }).inputs.coordinatorUrl;
    expect(url('https://co.example.com/base/')).toBe('https://co.example.com/base');
    expect(url('http://127.0.0.1:8787')).toBe('http://127.0.0.1:8787');
    expect(url('http://[::1]:8787/')).toBe('http://[::1]:8787');
    expect(read({}).inputs).toMatchObject({
      coordinatorUrl: '',
      coordinatorRequired: false,
      session: 'auto',
    });
  });

  it.each([
    ['coordinator-url', 'http://co.example.com', /https/],
    ['coordinator-url', 'http://127.0.0.1.example.com', /https/],
    ['coordinator-url', 'https://me:word@co.example.com', /user name/],
    ['coordinator-url', 'https://co.example.com/?a=b', /\?/],
    ['coordinator-url', 'co.example.com', /https/],
    ['coordinator-token', 'ghp_0123456789', /co_/],
    ['coordinator-token', `co_${'a'.repeat(46)}\nx: 1`, /co_/],
    ['coordinator-required', 'yes', /true, false/],
    ['session', '../other', /auto, new/],
  ])('refuses %s: %s', (name, value, remedy) => {
    const { faults } = read({ [name]: value });
    expect(faults).toEqual([expect.objectContaining({ input: name, remedy: expect.stringMatching(remedy) })]);
  });

  it('does not show a token that is none', () => {
    const { faults } = read({ 'coordinator-token': 'ghp_0123456789' });
    expect(JSON.stringify(faults)).not.toContain('ghp_0123456789');
  });

  it('takes lists by commas and lines, each value once', () => {
    const { inputs, faults } = read({
      tools: 'Read, Bash\nRead',
      'allowed-domains': 'registry.npmjs.org\n*.example.com, api.example.com:8443',
      'allowed-bots': 'dependabot[bot], renovate,49699333',
      'allowed-actors': '*',
      config: '.github/ai/review.yml',
      sandbox: 'required',
    });
    expect(faults).toEqual([]);
    expect(inputs).toMatchObject({
      tools: ['Read', 'Bash'],
      allowedDomains: ['registry.npmjs.org', '*.example.com', 'api.example.com:8443'],
      allowedBots: ['dependabot[bot]', 'renovate', '49699333'],
      allowedActors: ['*'],
      configPath: '.github/ai/review.yml',
      sandbox: 'required',
    });
    expect(read({}).inputs).toMatchObject({
      ...{ tools: [], allowedDomains: [], allowedBots: [], allowedActors: [], sandbox: 'auto' },
      configPath: '.github/claude-orchestrator.yml',
    });
  });

  it.each([
    ['max-turns', '0'],
    ['max-turns', '1e3'],
    ['max-turns', '0x10'],
    ['max-turns', '٣'],
    ['max-turns', '1001'],
    ['max-turns', '2.5'],
    ['timeout-minutes', '0'],
    ['timeout-minutes', '99999'],
    ['timeout-minutes', 'NaN'],
    ['max-budget-usd', '5 USD'],
    ['max-budget-usd', '-1'],
    ['model', '--dangerously-skip-permissions'],
    ['model', 'a b'],
    ['fallback-model', '-x'],
    ['claude-version', '^2.1.0'],
    ['anthropic-base-url', 'file:///etc/passwd'],
    ['anthropic-base-url', 'https://user:pass@host'],
    ['publish', 'Auto'],
    ['task', 'fix'],
    ['debug', '1'],
    ['retention-days', '401'],
    ['sandbox', 'on'],
    ['tools', 'Read, WebFetch'],
    ['tools', 'Bash(git *)'],
    ['allowed-domains', 'https://registry.npmjs.org'],
    ['allowed-domains', '169.254.169.254'],
    ['allowed-domains', '[::1]:443'],
    ['allowed-domains', 'localhost'],
    ['allowed-domains', '*'],
    ['allowed-bots', 'two words'],
    ['allowed-actors', '@octocat'],
    ['config', '../outside.yml'],
    ['config', '/etc/passwd'],
    ['config', '.git/../x.yml'],
    ['config', '--help'],
  ])('%s: %s is a fault that names the input, the value and the remedy', (input, value) => {
    const { faults } = read({ [input]: value });
    expect(faults).toMatchObject([{ input, value: value.replace('user:pass', '…') }]);
    expect(faults[0]?.remedy.length).toBeGreaterThan(5);
  });
});
