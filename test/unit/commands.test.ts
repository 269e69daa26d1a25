import { expect, test } from 'vitest';
import { annotate, maskSecret } from '../../action/commands.ts';
import { commandIn, linesOf } from './runner-commands.ts';

test.each(['a\n::add-mask::b', 'a\r##[group]b', '100%0A::x::', 'a\r\n::error::b'])(
  '%j is the text of one annotation and no more',
  (text) => {
    let written = '';
    annotate('error', text, (more) => {
      written += more;
    });
    expect(linesOf(written).map(commandIn)).toEqual(['error', null]);
    const data = written.replace(/^::error title=Claude Orchestrator::|\n$/g, '');
    expect(data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')).toBe(text);
  },
);

test('a secret of several lines is one command', () => {
  let written = '';
  maskSecret('a\nb\r\n::stop-commands::c', (more) => {
    written += more;
  });
  expect(linesOf(written).map(commandIn)).toEqual(['add-mask', null]);
});
