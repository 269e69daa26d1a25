import { expect, it } from 'vitest';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { cleanLog } from '../../helpers/ci-log.ts';
import { fixed } from './samples.ts';

it('takes at most one thing in a megabyte of a clean log for a secret', async () => {
  const log = await cleanLog(6);
  const redact = createRedactor({ secrets: Object.values(fixed), patterns: true });
  const shown = redact(log);
  const marks = shown.match(/.{0,60}\[redacted[^\]]*\]/g) ?? [];
  expect(redact.count()).toBeLessThanOrEqual(6);
  expect(marks.slice(0, 7)).toHaveLength(redact.count());
});
