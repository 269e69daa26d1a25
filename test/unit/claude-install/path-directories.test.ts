import { expect, it } from 'vitest';
import { pathDirectories } from '../../../action/claude-install/executables.ts';

it('keeps the order and drops what is said twice', () => {
  expect(pathDirectories('/b:/a:/b', 'linux')).toEqual(['/b', '/a']);
});

it('leaves out the current directory in all its spellings', () => {
  expect(pathDirectories(':.:/a::bin:./node_modules/.bin:', 'linux')).toEqual(['/a']);
});

it('splits at semicolons on Windows', () => {
  expect(pathDirectories('C:\\bin;tools;D:\\x', 'win32')).toEqual(['C:\\bin', 'D:\\x']);
});
