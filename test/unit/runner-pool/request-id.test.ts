import { expect, it } from 'vitest';
import { requestIdOf } from '../../../runner-pool/http/request-id.ts';

it.each(['abc', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'job:1_2.3'])(
  'takes the id that was sent along: %s',
  (sent) => {
    expect(requestIdOf({ headers: { 'x-request-id': sent } })).toBe(sent);
  },
);

it.each(['', ' ', 'two words', 'line\nbreak', '"quoted"', 'x'.repeat(101), 'ü'])(
  'makes one instead of %j',
  (sent) => {
    expect(requestIdOf({ headers: { 'x-request-id': sent } })).toMatch(/^[0-9a-f-]{36}$/);
  },
);
