import { expect, it } from 'vitest';
import { parseHunks } from '../../../action/context/hunks.ts';
import { annotate } from '../../../action/prompt/annotate.ts';

it('puts the number and the side in front of every line of a diff', () => {
  const patch =
    '@@ -3,3 +3,3 @@ fn\n keep\n-old\n+new\r\n last\n\\ No newline at end of file\n@@ -20,0 +21,1 @@\n+added';
  const hunks = parseHunks(patch);
  const text = annotate({
    path: 'a',
    status: 'modified',
    additions: 2,
    deletions: 1,
    kind: 'text',
    hunks,
    patch,
  });
  expect(text).toBe('R3  keep\nL4 -old\nR4 +new\r\nR5  last\n\\ No newline at end of file\n…\nR21 +added');
});
