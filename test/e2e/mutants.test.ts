import { describe, expect, it } from 'vitest';
import { cleanUpScenarios } from '../helpers/scenario.ts';
import { startableSources } from '../hijack/mutant.ts';
import { mutants, type Trial, trials } from '../hijack/mutants.ts';

cleanUpScenarios();

describe.concurrent('the sources as they are hold against', () => {
  it.each(Object.entries(trials))('%s', async (_name, trial: Trial) => {
    expect(await trial(await startableSources(null))).toEqual([]);
  });
});

describe.concurrent('an attack comes through without', () => {
  it.each(mutants)('$defence', async (mutant) => {
    const trial: Trial = trials[mutant.by];
    expect(await trial(await startableSources(mutant))).not.toEqual([]);
  });
});
