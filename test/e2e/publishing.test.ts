import { describe, expect, it } from 'vitest';
import { answer, cleanReview, finding } from '../helpers/model.ts';
import { reviewOf, sticky } from '../helpers/published.ts';
import {
  anotherModel,
  baseApp,
  cleanUpScenarios,
  headApp,
  type Scenario,
  scenario,
} from '../helpers/scenario.ts';

cleanUpScenarios();

const posts = (s: Scenario, path: string): number =>
  s.github.requests.filter((request) => request.method === 'POST' && request.path.endsWith(path)).length;

describe.concurrent('publishing a review', () => {
  it('posts all inline comments in one review, and never approves', async () => {
    const s = await scenario({
      script: [answer(reviewOf(finding(), finding({ line: 1, title: 'Unclear name', severity: 'low' })))],
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(await s.pull.reviewComments()).toHaveLength(2);
    expect(posts(s, `/pulls/${s.pull.number}/reviews`)).toBe(1);
    expect(s.pull.reviews().map(({ state }) => state)).toEqual(['COMMENTED']);
    expect(sticky(s)).toContain('Division by zero when the list is empty');
    expect(s.github.violations).toEqual([]);
  });

  it('puts a finding on an unchanged line into the sticky comment', async () => {
    const base = { 'src/app.ts': `${baseApp}${'// filler\n'.repeat(60)}export const far = 1;\n` };
    const head = { 'src/app.ts': `${headApp}${'// filler\n'.repeat(60)}export const far = 1;\n` };
    const s = await scenario({
      script: [answer(reviewOf(finding({ line: 64, title: 'Far away' }), finding()))],
      base,
      head,
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect((await s.pull.reviewComments()).map(({ line }) => line)).toEqual([2]);
    expect(sticky(s)).toContain('Far away');
    expect(sticky(s)).toContain('L64');
  });

  it('says the same thing once, whatever run says it', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    await s.run();
    const first = await s.pull.reviewComments();
    const again = await s.run({ action: 'reopened' });
    expect(again.outputs['conclusion'], again.log).toBe('success');
    expect(await s.pull.reviewComments()).toEqual(first);
    expect(s.pull.reviews()).toHaveLength(1);
    sticky(s);
  });

  it('on a new head posts what is new, keeps what stands and resolves what is gone', async () => {
    const s = await scenario({
      script: [
        answer(
          reviewOf(
            finding(),
            finding({ line: 1, title: 'Name says nothing', severity: 'low', category: 'maintainability' }),
          ),
        ),
      ],
      permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
    });
    await s.run();
    await s.pull.push({
      'src/app.ts': `// a new first line\n${headApp.replace('mean', 'average')}export const more = mean([]);\n`,
    });
    const model = await anotherModel([
      answer(reviewOf(finding({ line: 3 }), finding({ line: 5, title: 'Calls what is not there' }))),
    ]);
    const run = await s.run({ action: 'synchronize', model });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    expect(model.seen()).toContain('Name says nothing');
    const comments = await s.pull.reviewComments();
    expect(
      comments
        .map(({ body }) => /Division|Name says|Calls what/.exec(body)?.[0] ?? '')
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['Calls what', 'Division', 'Name says']);
    const resolved = comments.filter(({ resolved: is }) => is);
    expect(resolved.map(({ body }) => body.includes('Name says nothing'))).toEqual([true]);
    expect(run.report?.findings).toEqual({ total: 2, new: 1, resolved: 1 });
    expect(s.github.violations).toEqual([]);
  });

  it('marks what is gone in its comment where the token may not resolve threads', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    await s.run();
    await s.pull.push({ 'src/app.ts': headApp.replace('values.length', '(values.length || 1)') });
    const run = await s.run({ action: 'synchronize', model: await anotherModel([answer(cleanReview)]) });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const [comment] = await s.pull.reviewComments();
    expect(comment?.body).toMatch(/Resolved/);
    expect(comment?.body).toContain('Division by zero');
  });

  it('finds its comment on page 3, and takes nobody else’s for its own', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding()))] });
    const forged = '<!-- claude-orchestrator:sticky pr-1 review -->\nI am not the bot.';
    s.pull.addComment({ author: 'mallory', body: forged });
    for (let index = 0; index < 210; index++)
      s.pull.addComment({ author: 'octocat', body: `Comment ${index}` });
    await s.run();
    for (let index = 0; index < 40; index++) s.pull.addComment({ author: 'octocat', body: `Later ${index}` });
    const run = await s.run({ action: 'reopened' });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    sticky(s);
    expect(s.pull.comments()[0]?.body).toBe(forged);
  });

  it('two jobs of one workflow share the comment and lose nothing', async () => {
    const s = await scenario({ script: [answer(reviewOf(finding({ title: 'Found by the first' })))] });
    const model = await anotherModel([answer(reviewOf(finding({ line: 1, title: 'Found by the second' })))]);
    const runs = await Promise.all([s.run({ job: 'correctness' }), s.run({ job: 'security', model })]);
    for (const run of runs) expect(run.outputs['conclusion'], run.log).toBe('success');
    const body = sticky(s);
    expect(body).toContain('Found by the first');
    expect(body).toContain('Found by the second');
    expect(await s.pull.reviewComments()).toHaveLength(2);
  });

  it('publishes 150 findings', async () => {
    const lines = Array.from({ length: 160 }, (_, index) => `export const n${index} = ${index};\n`).join('');
    const findings = Array.from({ length: 150 }, (_, index) =>
      finding({
        line: index + 1,
        title: `Problem number ${index}`,
        explanation: 'Words that explain. '.repeat(20),
      }),
    );
    const s = await scenario({ script: [answer(reviewOf(...findings))], head: { 'src/app.ts': lines } });
    const run = await s.run();
    expect(run.outputs, run.log).toMatchObject({ conclusion: 'success', 'findings-count': '150' });
    expect(await s.pull.reviewComments()).toHaveLength(150);
    expect(sticky(s).length).toBeLessThan(65_536);
    const again = await s.run({ action: 'reopened' });
    expect(again.outputs['conclusion'], again.log).toBe('success');
    expect(await s.pull.reviewComments()).toHaveLength(150);
  });

  it('a title of 1,000 hostile characters breaks nothing', async () => {
    const title = '</details> @everyone **bold** | `code` <!-- x --> [a](http://evil.example) 🧨 #1 fixes #2 '
      .repeat(12)
      .slice(0, 1000);
    const s = await scenario({
      script: [
        answer(
          reviewOf(
            finding({
              title,
              explanation: `<img src="http://evil.example/x.png"> @octocat </details>\n\n# Heading\n\n\`\`\`js\nunclosed`,
            }),
          ),
        ),
      ],
    });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    for (const body of [sticky(s), (await s.pull.reviewComments())[0]?.body ?? '']) {
      expect(body).not.toMatch(/@(everyone|octocat)/);
      expect(body).not.toMatch(/(?<!\\)<img|(?<!\\)\]\(http:\/\/evil/);
      expect((body.match(/<details>/g) ?? []).length).toBe(
        (body.match(/(?<!\\|&lt;)<\/details>/g) ?? []).length,
      );
    }
  });

  it('gives a suggestion byte for byte', async () => {
    const suggestion =
      '  const html = `<a href="${x}" class=\'b\'>`; // ```fence``` ````four```` @octocat &amp; <!-- c -->\t\n  return  values.length; ';
    const s = await scenario({ script: [answer(reviewOf(finding({ suggestion })))] });
    const run = await s.run();
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const body = (await s.pull.reviewComments())[0]?.body ?? '';
    expect(body).toMatch(/^`{5,}suggestion$/m);
    expect(body).toContain(`suggestion\n${suggestion}\n`);
  });
});
