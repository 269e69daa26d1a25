import { expect, it } from 'vitest';
import { isAway, isPassing } from '../../../runner-pool/database/database-faults.ts';

const fault = (code: string, message = 'no'): Error => Object.assign(new Error(message), { code });

it.each(['ECONNREFUSED', 'EPIPE', '08006', '53300', '57P01', '57P03'])(
  'takes %s for a database that is away',
  (code) => {
    expect([isAway(fault(code)), isPassing(fault(code))]).toEqual([true, false]);
  },
);

it.each([
  ['57014', 'canceling statement due to statement timeout'],
  ['55P03', 'could not obtain lock'],
  ['40P01', 'deadlock detected'],
  ['0A000', 'cached plan must not change result type'],
  ['26000', 'prepared statement does not exist'],
])('takes %s for what may go well a moment later, of a database that is there', (code, message) => {
  expect([isAway(fault(code, message)), isPassing(fault(code, message))]).toEqual([false, true]);
});

it.each(['23505', '42P01', '0A000', '22023'])('takes %s for neither', (code) => {
  expect([isAway(fault(code)), isPassing(fault(code))]).toEqual([false, false]);
});
