import { afterAll, expect, it } from 'vitest';
import type { AdmissionRequest } from '../../../../contract/admission.ts';
import { startCoordinator } from '../../../helpers/coordinator/coordinator.ts';
import { leaseHands } from '../../../helpers/coordinator/leases.ts';
import { admissionRequest, ask, runOf, startRun } from '../../../helpers/coordinator/runs.ts';

const coordinator = await startCoordinator();
const hands = leaseHands(coordinator);
afterAll(async () => {
  await hands.close();
  await coordinator.close();
});

const limit = async (scope: string, scopeRef: string, limitMicroUsd: number) => {
  const body = JSON.stringify({ scope, scopeRef, period: 'month', limitMicroUsd });
  expect((await coordinator.fetch('/v1/budgets', { method: 'POST', body })).status).toBe(201);
};
/** As the action does: a coordinator that is too busy is asked again. */
const askUntilSaid = async (request: AdmissionRequest) => {
  for (;;) {
    const answer = await ask(coordinator, request);
    if (answer.status !== 503) return answer;
  }
};
const askMany = async (count: number, repositoryId: number, microUsd: (number: number) => number) =>
  Promise.all(
    Array.from({ length: count }, async (_, number) =>
      askUntilSaid(
        admissionRequest({
          subject: `pr-${number}`,
          repository: { id: repositoryId, fullName: `acme/r${repositoryId}` },
          grant: { microUsd: microUsd(number), turns: null, seconds: 60 },
        }),
      ),
    ),
  );

it('never gives more than a budget holds to 200 who ask at once, and all of it where shares are equal', async () => {
  await limit('repository', '801', 3_050_000);
  const answers = await askMany(200, 801, () => 100_000);
  expect(answers.filter(({ status }) => status !== 201 && status !== 402)).toEqual([]);
  const admitted = answers.filter(({ status }) => status === 201);
  expect(admitted).toHaveLength(30);
  const refused = answers.filter(({ status }) => status === 402);
  expect(refused).toHaveLength(170);
  for (const { body } of refused)
    expect(body).toMatchObject({
      code: 'budget_short',
      budget: {
        scope: 'repository',
        scopeRef: '801',
        period: 'month',
        limitMicroUsd: 3_050_000,
        spentMicroUsd: 0,
      },
    });
  expect(await hands.violations()).toEqual([]);
  await Promise.all(
    admitted.map(async ({ body }) => runOf(coordinator, body).finish({ costMicroUsd: 10_000 })),
  );
  expect(await hands.violations()).toEqual([]);
  const again = await askMany(40, 801, () => 100_000);
  expect(again.filter(({ status }) => status === 201)).toHaveLength(27);
}, 120_000);

it('gives what is left, in parts, to 60 who ask for different sums of two budgets at once', async () => {
  await limit('repository', '802', 4_000_000);
  await limit('user', '7', 40_000_000);
  const answers = await askMany(60, 802, (number) => 150_000 + number * 10_007);
  const granted = answers.filter(({ status }) => status === 201).map(({ body }) => body.grant.microUsd);
  const sum = granted.reduce((total, microUsd) => total + microUsd, 0);
  expect(sum).toBeLessThanOrEqual(4_000_000);
  // Less than the smallest grant of use is left.
  expect(sum).toBeGreaterThan(3_900_000);
  expect(await hands.violations()).toEqual([]);
}, 120_000);

it('advises to wait for other runs only where there are any', async () => {
  await limit('repository', '899', 150_000);
  const [granted] = await askMany(1, 899, () => 100_000);
  const [, beside] = await askMany(2, 899, () => 100_000);
  expect(String(beside?.body['detail'])).toMatch(
    /are reserved by runs under way\. To go on, raise it \(PATCH \S+\), or wait for those runs, or ask for less\.$/,
  );
  if (granted === undefined) throw new Error('nobody asked');
  await runOf(coordinator, granted.body).finish({ costMicroUsd: 150_000 });
  const [alone] = await askMany(1, 899, () => 100_000);
  expect(String(alone?.body['detail'])).toMatch(
    /\$0\.15 are spent\. To go on, raise it \(PATCH \S+\), or wait until \d{4}-\d\d-01\.$/,
  );
});

it('says which of two budgets is short', async () => {
  await limit('repository', '803', 9_000_000);
  await limit('subject', '803/pr-0', 50_000);
  const [answer] = await askMany(1, 803, () => 1_000_000);
  expect(answer).toMatchObject({
    status: 402,
    body: {
      code: 'budget_short',
      budget: { scope: 'subject', scopeRef: '803/pr-0', limitMicroUsd: 50_000, reservedMicroUsd: 0 },
    },
  });
  expect(answer?.body['detail']).toMatch(
    /^The budget of subject 803\/pr-0 is short: of \$0\.05 this month \(until \d{4}-\d\d-01\)/,
  );
});

it('never gives more than a budget holds to 30 waiting runs whose turn comes at once', async () => {
  const repository = { id: 804, fullName: 'acme/r804' };
  const grant = { microUsd: 100_000, turns: null, seconds: 60 };
  const start = async (number: number, head: string) =>
    startRun(coordinator, {
      subject: `pr-${number}`,
      repository,
      grant,
      github: { headSha: head.repeat(40) },
    });
  const numbers = Array.from({ length: 30 }, (_, number) => number);
  const holders = await Promise.all(numbers.map(async (number) => start(number, '1')));
  const waiting = await Promise.all(numbers.map(async (number) => start(number, '2')));
  await Promise.all(holders.map(async (run) => run.finish()));
  await limit('repository', '804', 1_050_000);
  const answers = await Promise.all(waiting.map(async (run) => run.beat()));
  expect(answers.filter(({ order }) => order === 'continue')).toHaveLength(10);
  expect(answers.filter(({ state }) => state === 'budget_exceeded')).toHaveLength(20);
  expect(await hands.violations()).toEqual([]);
}, 120_000);
