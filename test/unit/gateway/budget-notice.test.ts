import { expect, it } from 'vitest';
import { budgetNotice, withNotice } from '../../../action/gateway/budget-notice.ts';

const call = (...messages: unknown[]) => ({ model: 'm', max_tokens: 1, messages });
const line = { type: 'text', text: 'NOTICE' };
const cached = { type: 'text', text: 'USD budget', cache_control: { type: 'ephemeral' } };

it.each([
  [0, 100, null],
  [79, 100, null],
  [80, 100, '80%'],
  [250, 100, '100%'],
  [0, 0, null],
])('says at %i of %i: %s', (spent, grant, said) => {
  expect(/\d+%(?= of this run's budget is spent)/.exec(budgetNotice(spent, grant) ?? '')?.[0] ?? null).toBe(
    said,
  );
});

it('stands at the very end, where Claude Code leaves a system message of its own', () => {
  const user = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: 'ok' }] };
  expect(withNotice(call(user, { role: 'system', content: [cached] }), 'NOTICE').messages).toEqual([
    user,
    { role: 'system', content: [cached, line] },
  ]);
});

it('makes a block of what was a string', () => {
  expect(withNotice(call({ role: 'user', content: 'hello' }), 'NOTICE').messages).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'hello' }, line] },
  ]);
});

it('goes before what takes no text: a begun answer, a change of tools', () => {
  const [user, change, begun] = [
    { role: 'user', content: [] },
    { role: 'system', content: [{ type: 'tool_addition' }] },
    { role: 'assistant', content: 'I' },
  ];
  expect(withNotice(call(user, change, begun), 'NOTICE').messages).toEqual([
    { role: 'user', content: [line] },
    change,
    begun,
  ]);
  expect(withNotice(call(begun), 'NOTICE').messages).toEqual([begun]);
});
