import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, it } from 'vitest';
import { actionVersion, admissionRequest } from '../../../action/coordinator/admission-request.ts';
import { AdmissionRequest } from '../../../contract/admission.ts';
import { asking } from '../../helpers/asking.ts';

it('asks for what the inputs allow, and no more', () => {
  const inputs = { ...asking.inputs, maxTurns: 9, timeoutMs: 90_500, maxBudgetMicroUsd: 123 };
  expect(admissionRequest({ ...asking, inputs }).grant).toEqual({ microUsd: 123, turns: 9, seconds: 91 });
});

it('is what the coordinator takes, whatever a branch, a job or a workflow is called', () => {
  const name = fc.string({ unit: 'binary', maxLength: 600 });
  const named = fc.record({ job: name, workflowRef: name, ref: name, actor: name, sha: name, subject: name });
  fc.assert(
    fc.property(named, ({ subject, ...runner }) => {
      const request = admissionRequest({
        ...asking,
        subject: `pr-${subject}`,
        eventAction: runner.job,
        runner: { ...asking.runner, ...runner },
      });
      expect(Value.Check(AdmissionRequest, request)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('says which version of the action asks', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(actionVersion).toBe(version);
});
