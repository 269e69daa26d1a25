import { expect, test } from 'vitest';
import { finding, numbered, startScene, stickies } from './scene.ts';

test('posts one review with all comments in one call, never as an approval', async () => {
  const scene = await startScene();
  const run = scene.run();
  await run.publisher.announce({ headSha: scene.pull.headSha });
  expect(stickies(scene)[0]).toContain('⏳ Reviewing');
  const published = await run.publish({
    findings: [
      finding(),
      finding({ path: 'src/new.ts', startLine: 3, line: 5, title: 'Three lines', suggestion: 'one\ntwo\n' }),
      finding({ line: 90, title: 'Out of the diff' }),
    ],
  });
  expect(published).toMatchObject({ kind: 'published', new: 3, standing: 0, resolved: 0, unplaced: 1 });
  const [review, ...more] = scene.pull.reviews();
  expect(more).toEqual([]);
  expect(review).toMatchObject({ state: 'COMMENTED', comments: 2, commitId: scene.pull.headSha });
  const comments = await scene.pull.reviewComments();
  expect(comments.map(({ path, startLine, line }) => [path, startLine, line])).toEqual([
    ['src/list.ts', null, 50],
    ['src/new.ts', 3, 5],
  ]);
  expect(comments[1]?.body).toContain('```suggestion\none\ntwo\n```');
  const [sticky, ...others] = stickies(scene);
  expect(others).toEqual([]);
  expect(sticky).toContain('### 🟠 3 high findings');
  expect(sticky).not.toContain('⏳');
  expect(sticky).toContain('Out of the diff');
  expect(sticky).toContain(`#discussion_r${comments[0]?.id}`);
  expect(scene.github.requests.filter(({ route }) => route === 'pulls/create-review')).toHaveLength(1);
  expect(scene.github.violations).toEqual([]);
});

test('posts nothing new when run again on the same head', async () => {
  const scene = await startScene();
  const findings = [finding(), finding({ line: 90, title: 'Out of the diff' })];
  await scene.run().publish({ findings });
  const again = await scene.run().publish({ findings });
  expect(again).toMatchObject({ kind: 'published', new: 0, standing: 2, resolved: 0, reviewUrl: null });
  // A model that changes its mind about the same commit takes nothing back.
  const silent = await scene.run().publish({ findings: [] });
  expect(silent).toMatchObject({ new: 0, standing: 2, resolved: 0 });
  expect(scene.pull.reviews()).toHaveLength(1);
  expect(stickies(scene)).toHaveLength(1);
  expect(stickies(scene)[0]).toContain('Out of the diff');
});

test('posts only what is new on a new head, keeps what stands, resolves what is gone', async () => {
  const scene = await startScene();
  await scene.run().publish({
    findings: [finding(), finding({ path: 'src/new.ts', line: 9, title: 'Gone soon', category: 'tests' })],
  });
  await scene.pull.push({ 'src/new.ts': numbered(200, { 2: 'pushed', 9: 'mended' }) });
  const second = await scene.run().publish({
    findings: [
      finding({ title: 'The line is spelled out, still' }),
      finding({ path: 'src/new.ts', line: 2, title: 'Brand new' }),
    ],
  });
  expect(second).toMatchObject({ new: 1, standing: 1, resolved: 1 });
  const comments = await scene.pull.reviewComments();
  expect(comments).toHaveLength(3);
  const gone = comments.find(({ body }) => body.includes('Gone soon'));
  expect(gone?.resolved).toBe(false);
  expect(gone?.body).toMatch(/^✅ \*\*Resolved in\*\* \[`[0-9a-f]{7}`\]/);
  expect(gone?.body).toContain('<details><summary>Gone soon</summary>');
  expect(gone?.body).toContain('The parser expects a number here.');
  expect(stickies(scene)[0]).toContain('1 new, 1 from before, 1 resolved.');
  const third = await scene.run().publish({ findings: [finding()] });
  expect(third).toMatchObject({ new: 0, standing: 2, resolved: 0 });
});

test('resolves the thread itself where the token may', async () => {
  const scene = await startScene();
  const token = scene.repository.issueToken({ permissions: { contents: 'write', pull_requests: 'write' } });
  await scene.run({ token }).publish({ findings: [finding()] });
  await scene.pull.push({ 'src/list.ts': numbered(100, { 50: 'line 50 again' }) });
  expect(await scene.run({ token }).publish({})).toMatchObject({ resolved: 1 });
  expect(await scene.pull.reviewComments()).toMatchObject([
    { resolved: true, resolvedBy: 'github-actions[bot]' },
  ]);
  expect(stickies(scene)[0]).toContain('### ✅ Nothing to fix found');
  // A finding that comes back is said again.
  await scene.pull.push({ 'src/list.ts': numbered(100, { 50: 'line fifty' }) });
  expect(await scene.run({ token }).publish({ findings: [finding()] })).toMatchObject({ new: 1 });
});

test('does not repeat what a reader has closed', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  const [thread] = scene.pull.threads;
  if (thread !== undefined) thread.resolvedBy = scene.github.createUser({ login: 'dev' });
  const again = await scene.run().publish({ findings: [finding()] });
  expect(again).toMatchObject({ new: 0, standing: 0 });
  expect(await scene.pull.reviewComments()).toHaveLength(1);
  expect(stickies(scene)[0]).toContain('1 closed by a reader and not repeated.');
});

test('a file that was not reviewed this time keeps its findings', async () => {
  const scene = await startScene();
  await scene.run().publish({ findings: [finding()] });
  await scene.pull.push({ 'src/new.ts': numbered(10) });
  expect(await scene.run().publish({}, { reviewedPaths: ['src/new.ts'] })).toMatchObject({
    standing: 1,
    resolved: 0,
  });
});

test('posts 150 findings in one review and lists them all', async () => {
  const scene = await startScene();
  const findings = Array.from({ length: 150 }, (_, index) =>
    finding({
      path: 'src/new.ts',
      line: index + 1,
      title: `Problem number ${index + 1} with a title of a usual length, about seventy characters`,
      severity: (['critical', 'high', 'medium', 'low'] as const)[index % 4] ?? 'low',
    }),
  );
  expect(await scene.run().publish({ findings })).toMatchObject({ new: 150, unplaced: 0 });
  expect(scene.pull.reviews()).toMatchObject([{ comments: 150 }]);
  const [sticky = ''] = stickies(scene);
  expect(sticky.length).toBeLessThan(65_000);
  for (const { title } of findings) expect(sticky).toContain(title);
  expect(await scene.run().publish({ findings })).toMatchObject({ new: 0, standing: 150 });
});

test('explains 150 findings that take no comment as far as there is room, and says what is left out', async () => {
  const scene = await startScene();
  const findings = Array.from({ length: 150 }, (_, index) =>
    finding({ path: `lib/file-${index}.ts`, title: `Elsewhere ${index}`, explanation: 'word '.repeat(1900) }),
  );
  expect(await scene.run().publish({ findings })).toMatchObject({ new: 150, unplaced: 150 });
  const [sticky = ''] = stickies(scene);
  expect(sticky.length).toBeLessThan(65_000);
  for (const { title } of findings) expect(sticky).toContain(title);
  expect(sticky).toMatch(/in the job summary/);
  expect(await scene.run().publish({ findings })).toMatchObject({ new: 0, standing: 150 });
});

test('a suggestion arrives byte for byte', async () => {
  const scene = await startScene();
  const suggestion =
    'const html = `<b title="a &amp; b">${x}</b>`;\r\n````md\r\n<!-- x -->@everyone\r\n````\r\n\tend  ';
  await scene.run().publish({ findings: [finding({ suggestion })] });
  const [comment] = await scene.pull.reviewComments();
  expect(comment?.body).toContain(`\n\`\`\`\`\`suggestion\n${suggestion}\n\`\`\`\`\`\n`);
});

test('two hundred findings in files that do not exist are published in a comment that GitHub takes', async () => {
  const scene = await startScene();
  const findings = Array.from({ length: 200 }, (_, index) =>
    finding({
      path: `src/${Array.from({ length: 20 }, (_, part) => ((index + 7) * (part + 11) * 48_611_447).toString(36)).join('/')}.ts`,
      title: `Finding ${index}`,
      explanation: '*_'.repeat(2000),
    }),
  );
  expect(await scene.run().publish({ findings })).toMatchObject({ kind: 'published', unplaced: 200 });
  const [sticky = ''] = stickies(scene);
  expect(sticky.length).toBeLessThanOrEqual(65_536);
  expect(sticky).toContain('200 high findings');
});
