import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { AdmissionRecord } from '../../../contract/admission-record.ts';
import { admission, heartbeat, problem, type Script } from '../../helpers/scripted-coordinator.ts';
import { reportOf, startScene, token, until } from './scene.ts';

const admissions =
  (answer: Script): Script =>
  (asked, index) =>
    asked.route === 'admission' ? answer(asked, index) : null;

describe('a run asks whether it may begin', () => {
  it('and may, with what it was granted, under its own id as the key', async () => {
    const grant = { microUsd: 250_000, turns: 3, seconds: 60 };
    const scene = await startScene({
      script: admissions(() => ({ status: 201, body: admission('4711-1-abcdef01', { grant }) })),
    });
    expect(await scene.link.entry).toEqual({ kind: 'go', sessionId: 'session-0001' });
    expect(scene.grants).toEqual([grant]);
    expect(scene.coordinator.asked[0]).toMatchObject({
      key: '4711-1-abcdef01',
      authorization: `Bearer ${token}`,
    });
    expect(scene.coordinator.violations).toEqual([]);
    expect(scene.hidden).toEqual(['run-token-first-0123456789abcdef']);
  });

  it('leaves beside its journal what it asked for, without a token', async () => {
    const scene = await startScene();
    await scene.link.entry;
    await scene.link.handIn(reportOf(scene.journal), { isHurried: false });
    const text = await readFile(join(scene.dir, 'admission.json'), 'utf8');
    expect(Value.Check(AdmissionRecord, JSON.parse(text)), text).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ idempotencyKey: '4711-1-abcdef01', sessionId: 'session-0001' });
    expect(text).not.toMatch(/co_|token-first/);
  });

  for (const [status, code, expected] of [
    [402, 'budget_short', { kind: 'refused', failureClass: 'budget_exceeded' }],
    [403, 'policy', { kind: 'refused', failureClass: 'denied' }],
    [401, 'bad_credential', { kind: 'refused', failureClass: 'denied' }],
    [422, 'invalid_request', { kind: 'refused', failureClass: 'denied' }],
    [409, 'busy', { kind: 'skipped', code: 'busy' }],
    [409, 'superseded', { kind: 'skipped', code: 'superseded' }],
  ] as const) {
    it(`and is told no: ${status} ${code}`, async () => {
      const scene = await startScene({
        script: admissions(() => problem(status, code, 'Run 7 of mona has it')),
      });
      const entry = await scene.link.entry;
      expect(entry).toMatchObject({ ...expected, message: expect.stringContaining('Run 7 of mona has it.') });
    });
  }

  it('shows words of the coordinator in the message alone, on one line, cut, with nothing hidden in them', async () => {
    const evil = `no\n::error::\u001b[2J\u202Eevil ${'x'.repeat(5000)}`;
    const scene = await startScene({ script: admissions(() => problem(403, 'policy', evil)) });
    const entry = await scene.link.entry;
    if (entry.kind !== 'refused') throw new Error(entry.kind);
    expect(entry.message).toMatch(/^The coordinator refuses this run\. no ::error::evil x+…$/);
    expect(entry.message.length).toBeLessThan(600);
    expect(entry.remedy).not.toContain('evil');
  });

  for (const [what, body] of [
    ['another run', admission('4711-1-00000000')],
    ['a token that is no header', admission('4711-1-abcdef01', { runToken: 'a\r\nx-evil: 1' })],
    ['nothing', {}],
    ['a page of somebody else', '<html>Log in</html>'],
    ['more than any answer has', { ...admission('4711-1-abcdef01'), filler: 'x'.repeat(1_000_000) }],
  ] as const) {
    it(`takes ${what} for no answer, and asks again`, async () => {
      const scene = await startScene({
        script: admissions((_, index) => (index === 0 ? { status: 201, body } : null)),
      });
      expect(await scene.link.entry).toMatchObject({ kind: 'go' });
      expect(scene.coordinator.asked.filter(({ route }) => route === 'admission')).toHaveLength(2);
    });
  }

  it('asks again after a lost answer, and is admitted once', async () => {
    const scene = await startScene({ prepare: ({ proxy }) => proxy.set({ kind: 'answer lost' }) });
    await until(() => scene.coordinator.asked.length === 1, 'it was asked');
    scene.proxy.set({ kind: 'none' });
    expect(await scene.link.entry).toMatchObject({ kind: 'go' });
    const keys = scene.coordinator.asked.filter(({ route }) => route === 'admission').map(({ key }) => key);
    expect(new Set(keys)).toEqual(new Set(['4711-1-abcdef01']));
  });

  it('follows no redirect, for its token would follow too', async () => {
    const scene = await startScene({
      script: admissions((_, index) =>
        index === 0 ? { status: 307, headers: { location: '/elsewhere' } } : null,
      ),
    });
    expect(await scene.link.entry).toMatchObject({ kind: 'go' });
    expect(scene.coordinator.violations).toEqual([]);
  });
});

describe.concurrent('a coordinator that cannot be reached', () => {
  for (const kind of ['refused', 'black hole', 'reset'] as const) {
    it(`lets the run go alone after ten seconds: ${kind}`, async ({ onTestFinished: cleanUp }) => {
      const scene = await startScene({ cleanUp, prepare: ({ proxy }) => proxy.set({ kind }) });
      expect(await scene.link.entry).toEqual({ kind: 'alone', why: expect.any(String) });
      scene.proxy.set({ kind: 'none' });
      scene.journal.append('action.started', {});
      await scene.journal.close();
      // It is back before the run ends: the run is entered late, and nothing is missing.
      expect(await scene.link.handIn(reportOf(scene.journal), { isHurried: false })).toEqual({
        ...{ acknowledgedSeq: 1, missing: null },
      });
    });
  }

  it('is no excuse where it is required', async ({ onTestFinished: cleanUp }) => {
    const scene = await startScene({
      cleanUp,
      isRequired: true,
      prepare: ({ proxy }) => proxy.set({ kind: 'refused' }),
    });
    expect(await scene.link.entry).toMatchObject({
      kind: 'refused',
      failureClass: 'denied',
      message: expect.stringMatching(/could not be reached \(ECONNREFUSED\), and coordinator-required/),
    });
  });
});

describe('a run that has to wait for its session', () => {
  const waiting =
    (answer: Script): Script =>
    (asked, index) => {
      if (asked.route === 'admission')
        return { status: 201, body: admission('4711-1-abcdef01', { state: 'requested' }) };
      return asked.route === 'heartbeat' ? answer(asked, index) : null;
    };

  it('begins when it is its turn, with the grant of then', async () => {
    const grant = { microUsd: 70_000, turns: null, seconds: 60 };
    const scene = await startScene({
      script: waiting((_, index) => ({
        status: 200,
        body:
          index < 2
            ? heartbeat({ order: 'wait', reason: 'Run 9 has it', state: 'requested', epoch: 0 })
            : heartbeat({ grant, epoch: 4 }),
      })),
    });
    expect(await scene.link.entry).toMatchObject({ kind: 'go' });
    expect(scene.grants[0]).toEqual(grant);
    expect(scene.logged.filter((line) => line.includes('Run 9 has it'))).toHaveLength(1);
    await until(
      () => scene.coordinator.asked.filter(({ route }) => route === 'heartbeat').length > 3,
      'a later beat',
    );
    expect(scene.coordinator.asked.findLast(({ route }) => route === 'heartbeat')?.body).toMatchObject({
      epoch: 4,
    });
  });

  for (const [reason, state, expected] of [
    ['Run 8 is about a newer push.', 'cancelled', { kind: 'skipped', code: 'superseded' }],
    ['mona called it off', 'cancelled', { kind: 'refused', failureClass: 'cancelled' }],
    [
      'The month’s budget is used up',
      'budget_exceeded',
      { kind: 'refused', failureClass: 'budget_exceeded' },
    ],
  ] as const) {
    it(`does not begin: ${reason}`, async () => {
      const isSuperseded = 'code' in expected;
      const body = heartbeat({ order: 'cancel', reason, isSuperseded, state });
      const scene = await startScene({ script: waiting(() => ({ status: 200, body })) });
      expect(await scene.link.entry).toMatchObject(expected);
      expect(scene.cancels).toEqual([]);
    });
  }

  it('waits no longer than the run', async () => {
    const body = heartbeat({ order: 'wait', reason: 'Run 9 has it', state: 'requested', epoch: 0 });
    const scene = await startScene({ script: waiting(() => ({ status: 200, body })) });
    await until(() => scene.logged.some((line) => line.includes('Run 9 has it')), 'it waits');
    scene.abort();
    expect(await scene.link.entry).toEqual({ kind: 'over' });
  });
});
