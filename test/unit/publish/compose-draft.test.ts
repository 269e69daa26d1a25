import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeDraft } from '../../../action/publish/compose-draft.ts';
import type { StoredFinding } from '../../../action/publish/section-state.ts';
import { parseSticky } from '../../../action/publish/sticky-body.ts';
import { marker, section, state } from './samples.ts';

test('a section is cut to what the others leave, and they are shortened when they leave too little', async () => {
  const fat = section({ key: 'ffffffff', content: `### 🟠 3 findings\n\n${'x'.repeat(60_000)}` });
  let most = 0;
  const draft = {
    key: '0a1b2c3d',
    progress: '',
    state: state(),
    render: (room: number) => {
      most = room;
      return 'y'.repeat(room);
    },
  };
  const body = await composeDraft(marker, [fat], draft);
  expect(body.length).toBeLessThanOrEqual(64_000);
  expect(most).toBeGreaterThan(12_000);
  expect(body).toContain('### 🟠 3 findings\n\nThe rest is in the [job summary]');
});

test('two hundred findings with invented paths are remembered as far as there is room, and the rest is told', async () => {
  const findings = manyFindings(200, 400);
  const draft = { key: '0a1b2c3d', progress: '', state: state({ findings }), render: () => 'The result.' };
  const body = await composeDraft(marker, [], draft);
  const [own] = parseSticky(body);
  const kept = own?.state?.findings.length ?? 0;
  expect(kept).toBeGreaterThan(20);
  expect(own?.state?.findings).toEqual(findings.slice(0, kept));
  expect(body).toContain(`no room here to remember ${200 - kept} findings`);
  const small = await composeDraft(marker, [], {
    ...draft,
    state: state({ findings: manyFindings(50, 40) }),
  });
  expect(small).not.toContain('no room');
});

test('nothing that can be asked for is longer than GitHub takes, and ours is always in it', async () => {
  const length = fc.constantFrom(0, 10, 1000, 30_000, 70_000);
  const text = fc
    .tuple(length, fc.constantFrom('x', 'a b\n\n', '<!-- claude-orchestrator:', '👩‍👩‍👧'))
    .map(([most, unit]) => unit.repeat(Math.ceil(most / unit.length)).slice(0, most));
  const memory = fc
    .record({
      count: fc.constantFrom(0, 5, 200, 1100),
      path: fc.constantFrom(20, 400),
      label: text,
      atMs: fc.nat(),
    })
    .map(({ count, path, label, atMs }) => state({ label, atMs, findings: manyFindings(count, path) }));
  const other = fc.record({ progress: text, content: text, state: fc.option(memory) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(other, { maxLength: 20 }),
      memory,
      text,
      text,
      async (others, own, progress, content) => {
        const sections = others.map((one, index) => ({ ...one, key: index.toString(16).padStart(8, '0') }));
        const draft = { key: 'ffffffff', progress, state: own, render: () => content };
        const body = await composeDraft(marker, sections, draft);
        expect(body.length).toBeLessThanOrEqual(65_536);
        expect(parseSticky(body).find(({ key }) => key === 'ffffffff')?.state).toMatchObject({ run: '7-1' });
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

const made = new Map<string, readonly StoredFinding[]>();

/** Findings whose paths do not compress. */
function manyFindings(count: number, pathLength: number): StoredFinding[] {
  const name = `${count} ${pathLength}`;
  const noise = (seed: number): string =>
    Array.from({ length: Math.ceil(pathLength / 43) }, (_, part) =>
      createHash('sha256').update(`${seed} ${part}`).digest('base64url'),
    )
      .join('')
      .slice(0, pathLength);
  const findings =
    made.get(name) ??
    Array.from(
      { length: count },
      (_, index): StoredFinding => [
        `${index}`,
        noise(index),
        index,
        'RIGHT',
        'high',
        'correctness',
        `Title ${index}`,
        '',
        null,
      ],
    );
  made.set(name, findings);
  return [...findings];
}
