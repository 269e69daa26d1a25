import valid from 'semver/functions/valid.js';

/** True for `2.1.329`; false for ranges, tags such as `latest`, a leading `v`, build metadata, and anything with a slash. */
export function isExactVersion(text: string): boolean {
  return valid(text) === text;
}
