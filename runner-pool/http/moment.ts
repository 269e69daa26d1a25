import type { InputFault } from '../../contract/problem.ts';
import { momentMs } from '../services/moment-ms.ts';
import { quoted, wrongInput } from './wrong-input.ts';

/** As the database takes it; undefined stays. A day that is none is refused. */
export function momentOf(
  name: string,
  text: string | undefined,
  where: Pick<InputFault, 'in' | 'pointer' | 'name'> = { in: 'query', name },
): string | undefined {
  if (text === undefined) return undefined;
  const ms = momentMs(text);
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  const detail = `${name} is ${quoted(text)}, which is no time. Write it as 2026-11-21T13:00:00Z.`;
  throw wrongInput('bad_time', [{ ...where, detail }]);
}
