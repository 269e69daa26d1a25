import { describe, expect, it } from 'vitest';
import { canSandbox } from '../helpers/machine.ts';
import { cleanUpScenarios } from '../helpers/scenario.ts';
import { startableSources } from '../hijack/mutant.ts';
import { didNotRun, mutants, type Trial, trials } from '../hijack/mutants.ts';

cleanUpScenarios();

describe.skipIf(!canSandbox).concurrent('the sources as they are hold against (needs bubblewrap)', () => {
  it.each(Object.entries(trials))('%s', async (_name, trial: Trial) => {
    expect(await trial(await startableSources(null))).toEqual([]);
  });
});

describe.skipIf(!canSandbox).concurrent('an attack comes through without (needs bubblewrap)', () => {
  it.each(mutants)('$defence', async (mutant) => {
    const trial: Trial = trials[mutant.by];
    const faults = await trial(await startableSources(mutant));
    expect(faults.filter((fault) => fault !== didNotRun)).not.toEqual([]);
  });
});
