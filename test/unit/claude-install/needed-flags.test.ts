import { expect, it } from 'vitest';
import { missingFlags, neededFlags } from '../../../action/claude-install/needed-flags.ts';

const help = neededFlags.map((flag) => `  ${flag} <value>  Does a thing\n`).join('');

it('misses nothing in a help text that lists every flag', () => {
  expect(missingFlags(help)).toEqual([]);
});

it('reads a short and a long flag on one line', () => {
  const shared = help.replaceAll(/^ {2}(-p|--print) .*\n/gm, '').concat('  -p, --print   Print\n');
  expect(missingFlags(shared)).toEqual([]);
});

it.each(neededFlags)('misses %s', (flag) => {
  const without = help.replace(`  ${flag} <value>`, '  x');
  expect(missingFlags(without)).toEqual([flag]);
});

it('does not take a longer flag for a shorter one', () => {
  const longer = help.replace('  --tools <', '  --tools-dir, --no--tools, --toolset <');
  expect(missingFlags(longer)).toEqual(['--tools']);
});
