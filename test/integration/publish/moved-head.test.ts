import { expect, test } from 'vitest';
import { diffFromApi } from '../../../action/context/api-diff.ts';
import { connect } from '../../../action/github/client.ts';
import { finding, numbered, type Scene, startScene, stickies } from './scene.ts';

async function filesNow(scene: Scene): Promise<Awaited<ReturnType<typeof diffFromApi>>> {
  const client = connect({
    token: scene.repository.issueToken(),
    apiUrl: scene.github.apiUrl,
    log: () => {},
  });
  return diffFromApi({
    client,
    owner: 'acme',
    repo: 'widgets',
    number: scene.pull.number,
    changedFiles: null,
  });
}

test('posts on the commit it reviewed when the pull request moved on, and says so', async () => {
  const scene = await startScene();
  const { headSha } = scene.pull;
  const files = await filesNow(scene);
  const now = await scene.pull.push({ 'src/list.ts': numbered(100, { 50: 'line fifty', 51: 'more' }) });
  expect(await scene.run().publish({ findings: [finding()] }, { headSha, files })).toMatchObject({ new: 1 });
  expect(scene.pull.reviews()).toMatchObject([{ commitId: headSha }]);
  expect(stickies(scene)[0]).toContain(`the pull request is now at [\`${now.slice(0, 7)}\`]`);
});

test('saves what still stands when the reviewed commit was force-pushed away', async () => {
  const scene = await startScene();
  const { headSha } = scene.pull;
  const files = await filesNow(scene);
  const now = await scene.pull.forcePush({
    'src/list.ts': `pushed down\n${numbered(100, { 50: 'line fifty' })}`,
    'src/new.ts': numbered(40),
  });
  const published = await scene.run().publish(
    {
      findings: [
        finding({ title: 'The line is another now' }),
        finding({ path: 'src/new.ts', line: 8, title: 'The line is the same' }),
      ],
    },
    { headSha, files },
  );
  expect(published).toMatchObject({
    new: 2,
    unplaced: 1,
    warnings: [expect.stringContaining('GitHub refused 1 comment')],
  });
  expect(scene.pull.reviews()).toMatchObject([{ commitId: now, comments: 1 }]);
  const [sticky = ''] = stickies(scene);
  expect(sticky).toContain('The line is another now');
  expect(sticky).toContain('GitHub did not take a comment on this line');
});

test('puts everything into the sticky comment when GitHub refuses it all', async () => {
  const scene = await startScene();
  const body = { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] };
  scene.github.fault({ method: 'POST', path: '/reviews', status: 422, times: 2, body });
  const published = await scene
    .run()
    .publish({ findings: [finding(), finding({ path: 'src/new.ts', line: 2 })] });
  expect(published).toMatchObject({ new: 2, unplaced: 2, reviewUrl: null });
  expect(stickies(scene)[0]).toContain('The parser expects a number here.');
  expect(await scene.run().publish({ findings: [finding()] })).toMatchObject({ new: 0 });
});

test('a late run leaves the review of a newer commit alone', async () => {
  const scene = await startScene();
  const { headSha } = scene.pull;
  const files = await filesNow(scene);
  const late = scene.run();
  await scene.pull.push({ 'src/new.ts': numbered(20) });
  await scene.run().publish({ findings: [finding({ title: 'From the newer run' })] });
  const published = await late.publish(
    { findings: [finding({ title: 'Late', line: 49 })] },
    { headSha, files },
  );
  expect(published).toMatchObject({ kind: 'superseded', by: expect.stringContaining('/actions/runs/') });
  expect(stickies(scene)[0]).toContain('From the newer run');
  expect(stickies(scene)[0]).not.toContain('Late');
});

test('follows a finding into a renamed file', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding({ path: 'src/new.ts', line: 9 })] });
  await scene.pull.push({ 'src/new.ts': null, 'src/newer.ts': numbered(200) });
  const { kind, ...published } = await scene
    .run()
    .publish({ findings: [finding({ path: 'src/newer.ts', line: 9 })] });
  // The file is new in the pull request under either name, so nothing but its absence says that it was renamed.
  expect({ kind, published }).toMatchObject({ kind: 'published', published: { new: 1, resolved: 1 } });
});
