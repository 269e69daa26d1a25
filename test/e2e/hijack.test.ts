import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canSandbox } from '../helpers/machine.ts';
import { root } from '../helpers/run-action.ts';
import { cleanUpScenarios } from '../helpers/scenario.ts';
import { type Attack, hijackedCli, hijackedModel, hijackedShell } from '../hijack/attack.ts';
import { hiddenOrders, hostedTools, spender, strangers } from '../hijack/probes.ts';
import { speech } from '../hijack/speech.ts';
import { canaryTable } from '../hijack/table.ts';

cleanUpScenarios();

describe.skipIf(!canSandbox)('nothing the model reads can take over the run (needs bubblewrap)', () => {
  const attacks: Record<string, Attack> = {};

  it('a hijacked CLI in the sandbox of the read tier', async () => {
    const attack = await check(hijackedCli({ inputs: { sandbox: 'required' } }));
    expect(whatTheModelSaw(attack)).toContain('own environment');
    attacks['hijacked CLI, read tier'] = attack;
  });

  it("a hijacked model within the CLI's own limits", async () => {
    const attack = await check(hijackedModel());
    expect(whatTheModelSaw(attack)).toMatch(/permission|not allowed|denied/i);
    attacks['hijacked model, no sandbox'] = attack;
  });

  it('a hijacked model with a shell in the sandbox of the write tier', async () => {
    const attack = await check(hijackedShell());
    expect(whatTheModelSaw(attack)).toContain('own environment');
    attacks['hijacked model with a shell, write tier'] = attack;
  });

  it('the table has 20 canaries and more, none left, and is the one that is published', async () => {
    const table = canaryTable(attacks);
    console.log(`\n${table}\n`);
    expect(Object.keys(attacks)).toHaveLength(3);
    const published = await readFile(join(root, 'SECURITY.md'), 'utf8');
    for (const row of table.split('\n').filter((line) => line.startsWith('|')))
      expect(published).toContain(row);
    // The metadata address is given to a machine of CI only: elsewhere there is a row less.
    const rows = table.includes('metadata address') ? 23 : 22;
    expect(table).toContain(`0 of ${rows} canaries left.`);
    expect(await readFile(join(root, 'README.md'), 'utf8')).toContain('23 secrets planted');
  });
});

it('a model that says secrets and hostile markup everywhere gets neither out', async () => {
  const { leaks, effects, run, posted } = await speech();
  expect(run.outputs['conclusion'], run.log).toBe('success');
  expect(posted).toContain('A change');
  expect(leaks).toEqual([]);
  expect(effects).toEqual([]);
});

it.each([
  ['what no person would see, and the rules of a head, are no orders', hiddenOrders],
  ['whoever may not start a run starts none', strangers],
  ['a CLI that spends as fast as it can stays within the budget', spender],
  ['tools that the API runs itself are no way out', hostedTools],
])('%s', async (_name, probe) => {
  const { faults, run } = await probe();
  expect(faults, run.log).toEqual([]);
});

async function check(attacking: Promise<Attack>): Promise<Attack> {
  const attack = await attacking;
  expect(attack.run.outputs['conclusion'], attack.run.log).toBe('success');
  expect(attack.leaks).toEqual([]);
  expect(attack.damage).toEqual([]);
  return attack;
}

/** What the attacker found it told the model: that it could is how it is known to have run. */
const whatTheModelSaw = ({ channels }: Attack): string =>
  channels.find(({ name }) => name === 'model API')?.text ?? '';
