import { expect, test } from 'vitest';
import { facts, finding, startScene, stickies } from './scene.ts';

test('two jobs that publish at the same moment share one comment and lose nothing', async () => {
  for (let round = 0; round < 3; round += 1) {
    const scene = await startScene();
    const review = scene.run({ key: '11111111', label: 'Review / claude' });
    const audit = scene.run({ key: '22222222', label: 'Security / audit' });
    const { headSha } = scene.pull;
    await Promise.all([review.publisher.announce({ headSha }), audit.publisher.announce({ headSha })]);
    expect(stickies(scene)).toHaveLength(1);
    await Promise.all([
      review.publish({ findings: [finding({ title: 'From the review' })] }),
      audit.publish({ findings: [finding({ path: 'src/new.ts', line: 7, title: 'From the audit' })] }),
    ]);
    const [sticky = '', ...more] = stickies(scene);
    expect(more).toEqual([]);
    expect(sticky).toContain('## Review / claude');
    expect(sticky).toContain('## Security / audit');
    expect(sticky).toContain('From the review');
    expect(sticky).toContain('From the audit');
    expect(sticky).not.toContain('⏳');
  }
});

test.each([1, 2, 3])('three jobs come to rest at a distance from GitHub, round %i', async () => {
  const scene = await startScene({ latencyMs: 60, waitsForReal: true });
  const jobs = ['11111111', '22222222', '33333333'].map((key) => ({
    key,
    run: scene.run({ key, label: `Job ${key}` }),
  }));
  const { headSha } = scene.pull;
  await Promise.all(jobs.map(async ({ run }) => run.publisher.announce({ headSha })));
  await Promise.all(jobs.map(async ({ key, run }) => run.publish({ summary: `Said by ${key}.` })));
  const [sticky = '', ...more] = stickies(scene);
  expect(more).toEqual([]);
  for (const { key } of jobs) expect(sticky).toContain(`Said by ${key}.`);
  expect(sticky).not.toContain('⏳');
});

test('a job neither repeats nor resolves what another job reported', async () => {
  const scene = await startScene();
  await scene.run({ key: '11111111' }).publish({ findings: [finding()] });
  const other = await scene.run({ key: '22222222' }).publish({ findings: [finding()] });
  expect(other).toMatchObject({ new: 0, standing: 1 });
  await scene.pull.push({ 'src/new.ts': 'short\n' });
  expect(await scene.run({ key: '22222222' }).publish({})).toMatchObject({ resolved: 0 });
  expect(await scene.pull.reviewComments()).toHaveLength(1);
  expect((await scene.pull.reviewComments())[0]?.body).not.toContain('Resolved');
});

test('a cancelled run says nothing over the run that replaced it', async () => {
  const scene = await startScene();
  const old = scene.run();
  await old.publisher.announce({ headSha: scene.pull.headSha });
  const headSha = await scene.pull.push({ 'src/new.ts': 'short\n' });
  await scene.run().publisher.announce({ headSha });
  await old.publisher.publishEnding({
    conclusion: 'cancelled',
    failureClass: 'cancelled',
    message: 'The job was cancelled.',
    remedy: '',
    lastText: '',
    facts: facts('1-1', 'https://github.com/acme/widgets/actions/runs/1', headSha),
    hurry: true,
  });
  expect(stickies(scene)[0]).toContain(`⏳ Reviewing [\`${headSha.slice(0, 7)}\`]`);
});

test('a failed run keeps what is known from before', async () => {
  const scene = await startScene();
  await scene.run().publish({
    findings: [finding({ line: 90 }), finding({ path: 'src/new.ts', line: 3, title: 'Inline' })],
  });
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  expect(stickies(scene)[0]).toMatch(/⏳ \*\*Reviewing\*\*[\s\S]*### 🟠 2 high findings/);
  await run.publisher.publishEnding({
    conclusion: 'failure',
    failureClass: 'api_overloaded',
    message: 'The API answered 529 Overloaded.',
    remedy: 'Run the job again later.',
    lastText: 'I had begun to read `list.ts`.',
    facts: facts('2-1', 'https://github.com/acme/widgets/actions/runs/2', scene.pull.headSha),
    hurry: false,
  });
  const [sticky = ''] = stickies(scene);
  expect(sticky).toContain('### ❌ The review did not finish: the model API is overloaded');
  expect(sticky).toContain('529 Overloaded');
  expect(sticky).toContain('The line is spelled out');
  expect(sticky).toContain('I had begun to read');
  expect(await scene.run().publish({ findings: [finding({ line: 90 })] })).toMatchObject({
    new: 0,
    standing: 2,
  });
});

test('an answer that is no review is shown with its fault', async () => {
  const scene = await startScene();
  const run = scene.run();
  await run.publisher.publishText({
    text: 'It is **fine**.',
    fault: 'findings must be an array',
    facts: facts('2-1', 'https://github.com/acme/widgets/actions/runs/2', scene.pull.headSha),
  });
  expect(stickies(scene)[0]).toContain('findings must be an array');
  expect(stickies(scene)[0]).toContain('It is **fine**.');
});
