import { expect, it } from 'vitest';
import { createGatewayLog } from '../../../action/gateway/gateway-log.ts';

it('writes ten lines of a kind, and the number of the others once', () => {
  const lines: string[] = [];
  const log = createGatewayLog({ warn: (line) => lines.push(line), debug: (line) => lines.push(line) });
  for (let count = 1; count <= 1000; count++) {
    log.warn('door', `door ${count}`);
    if (count <= 10) log.warn('denied', `denied ${count}`);
    log.debug(`debug ${count}`);
  }
  expect(lines).toHaveLength(30);
  log.close();
  log.close();
  expect(lines.slice(30)).toEqual(['The gateway counted 990 more refused requests after the first 10.']);
});
