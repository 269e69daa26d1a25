import { expect, it } from 'vitest';
import { hrefOf, placeOf, runHref } from '../../../dashboard-static/view/shell/navigation.ts';

it.each(['#/', '#/?state=failed&q=a+b', '#/run/471-1-abc?step=12', '#/money?by=model', '#/run/a%2Fb%20c'])(
  'goes back and forth between a place and its address: %s',
  (href) => {
    expect(hrefOf(placeOf(href))).toBe(href);
  },
);

it('takes the list for what it does not know', () => {
  for (const hash of ['', '#', '#/nowhere', '#nowhere/at/all', '#/__proto__', '#/constructor'])
    expect(placeOf(hash)).toMatchObject({ view: 'runs', id: '' });
});

it('reads an address that is no encoding as it is', () => {
  expect(placeOf('#/run/100%')).toMatchObject({ view: 'run', id: '100%' });
});

it('points at a step of a run', () => {
  expect(runHref('471-1-abc', 12)).toBe('#/run/471-1-abc?step=12');
});

it('points at a run whose id is half a character', () => {
  expect(runHref('a\ud800')).toBe('#/run/a%EF%BF%BD');
});
