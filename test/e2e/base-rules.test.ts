import { describe, expect, it } from 'vitest';
import { checkout } from '../helpers/checkout.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, headApp, type Scenario, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const script = [answer(cleanReview)];
const config = '.github/claude-orchestrator.yml';
const base = {
  'src/app.ts': 'export const a = 1;\n',
  'CLAUDE.md': 'RULE-OF-THE-ROOT\n\n@docs/style.md\n@~/.ssh/id_rsa\n',
  '.claude/CLAUDE.md': 'RULE-OF-THE-FOLDER\n',
  'docs/style.md': 'RULE-IMPORTED\n',
  'src/CLAUDE.md': 'RULE-NESTED\n',
  'other/CLAUDE.md': 'RULE-OF-ANOTHER-FOLDER\n',
};
const head = { 'src/app.ts': headApp };

/** What the model was asked, up to where strangers' text begins. */
const trusted = (s: Scenario): string => s.model.seen().split('Data from the repository')[0] ?? '';
const sticky = (s: Scenario): string => s.pull.comments()[0]?.body ?? '';

describe.concurrent('the rules of the base branch', () => {
  for (const withCheckout of [true, false]) {
    it(`give the model the guidance that belongs to the change, ${withCheckout ? 'with' : 'without'} a checkout`, async () => {
      const s = await scenario({ script, base, head });
      const before = s.github.requests.length;
      const run = await s.run(withCheckout ? { workspace: await checkout(s, { depth: 0 }) } : {});
      expect(run.outputs['conclusion'], run.log).toBe('success');
      for (const rule of ['RULE-OF-THE-ROOT', 'RULE-OF-THE-FOLDER', 'RULE-IMPORTED', 'RULE-NESTED'])
        expect(trusted(s)).toContain(rule);
      expect(s.model.seen()).not.toContain('RULE-OF-ANOTHER-FOLDER');
      expect(run.log).toContain(
        'Guidance from the base branch: CLAUDE.md, docs/style.md, .claude/CLAUDE.md, src/CLAUDE.md',
      );
      expect(run.log).toContain('Guidance left out: @~/.ssh/id_rsa');
      expect(run.report?.warnings).toEqual([]);
      if (withCheckout) return;
      // Head and base in one go: no further wait for GitHub.
      const fetches = s.github.requests.slice(before).filter(({ path }) => path.includes('git-upload-pack'));
      expect(fetches.map(({ method }) => method)).toEqual(['GET', 'POST']);
    });
  }

  it('take the newest of the base branch where GitHub has lost the commit of the event', async () => {
    const s = await scenario({ script, base, head });
    const payload = JSON.parse(JSON.stringify(await s.pull.event('opened')));
    payload.pull_request.base.sha = 'f'.repeat(40);
    const run = await s.run({ event: { name: 'pull_request', payload } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(run.log).toContain('GitHub no longer has the base commit');
    expect(trusted(s)).toContain('RULE-OF-THE-ROOT');
    expect(run.report?.warnings).toEqual([]);
  });

  it('hold while a pull request changes them, which the review says', async () => {
    const s = await scenario({
      script,
      base: { ...base, [config]: 'review:\n  ignore: ["secret/**"]\n', 'secret/a.ts': '1\n' },
      head: {
        ...head,
        'CLAUDE.md': 'RULE-OF-THE-HEAD\n',
        [config]: 'guidance: false\nbroken: true\n',
        'secret/a.ts': 'SECRET-CHANGE\n',
      },
    });
    const run = await s.run({ workspace: await checkout(s, { depth: 0 }) });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(trusted(s)).toContain('RULE-OF-THE-ROOT');
    expect(trusted(s)).not.toContain('RULE-OF-THE-HEAD');
    expect(s.model.seen()).not.toContain('SECRET-CHANGE');
    expect(sticky(s)).toContain('takes effect after merging');
    expect(run.report?.notReviewed).toEqual([
      { path: 'secret/a.ts', why: '+1 −1: the configuration ignores secret/**' },
    ]);
  });

  it('hold where the head cannot be written out', async () => {
    const s = await scenario({ script, base, head: { ...head, ['x'.repeat(300)]: 'too long a name\n' } });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(trusted(s)).toContain('RULE-OF-THE-ROOT');
    expect(sticky(s)).toContain('saw only the diff');
  });

  it('can leave the guidance out', async () => {
    const s = await scenario({ script, base: { ...base, [config]: 'guidance: false\n' }, head });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(s.model.seen()).not.toMatch(/RULE-/);
  });

  it('end the run with every fault, before the model is asked, where they are broken on the base branch', async () => {
    const broken = 'guidance: perhaps\nlimits:\n  runs-per-hour: many\n';
    const s = await scenario({
      script,
      base: { ...base, [config]: broken },
      head: { ...head, [config]: '{}\n' },
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('failure');
    expect(run.outputs['reason']).toMatch(
      /^denied: The configuration has 2 faults\. .*yml:1:11 guidance: "perhaps".*yml:3:18 limits\.runs-per-hour: "many"/,
    );
    expect(sticky(s)).toContain('Correct it on main');
    expect(s.model.requests).toEqual([]);
  });

  it('are those of the commit that a dispatched prompt runs for', async () => {
    const s = await scenario({ script: [{ text: 'Done.' }], base, head });
    const sha = (await s.repository.branchSha('main')) as string;
    const event = { name: 'workflow_dispatch', payload: s.repository.workflowDispatchEvent() };
    const run = await s.run({ event, sha, inputs: { prompt: 'What is this?' } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const asked = s.model.seen();
    expect(asked).toMatch(/RULE-OF-THE-ROOT.*RULE-OF-THE-FOLDER.*What is this\?/);
    expect(asked).not.toContain('RULE-NESTED');
  });
});
