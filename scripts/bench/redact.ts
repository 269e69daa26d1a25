import { createRedactor } from '../../contract/redact/redactor.ts';
import { cleanLog } from '../../test/helpers/ci-log.ts';
import { spreadOf } from './statistics.ts';

export interface RedactionFigures {
  readonly megabytes: number;
  readonly falseRedactions: number;
  /** With all secrets and patterns, the slowest of the kinds first. */
  readonly speeds: readonly { readonly name: string; readonly bytesPerSecond: number }[];
  readonly creationMs: number;
}

/** None of them is in the log. The last is as long as the runner's own tokens. */
const secrets = [
  `sk-ant-api03-${'Zq3vN8wLr5TtYb2XhKc7MdFgJpQs'.repeat(3)}AA`,
  'ghs_8dK2mQpX4vRtZ7wYbN1cJhLs5gFaUe93TiOo',
  `eyJhbGciOiJSUzI1NiJ9.${Array.from({ length: 200 }, (_, at) => (at * 7919 + 104729).toString(36)).join('W')}`,
];

/** A log without secrets: what is usual, and what every text of a run goes through. */
export async function measureRedaction(times = 7): Promise<RedactionFigures> {
  // Through bytes, so that it is one flat text, as one that was read.
  const log = Buffer.from(await cleanLog(20)).toString();
  const created: number[] = [];
  const speedOf = (patterns: boolean, known: readonly string[]): number => {
    const ms = Array.from({ length: times }, () => {
      const atMs = performance.now();
      const redact = createRedactor({ secrets: known, patterns });
      const startedAtMs = performance.now();
      redact(log);
      created.push(startedAtMs - atMs);
      return performance.now() - startedAtMs;
    });
    return (log.length / spreadOf(ms).median) * 1000;
  };
  const speeds = [
    { name: 'secrets and patterns', bytesPerSecond: speedOf(true, secrets) },
    { name: 'secrets alone', bytesPerSecond: speedOf(false, secrets) },
    { name: 'patterns alone', bytesPerSecond: speedOf(true, []) },
  ];
  const redact = createRedactor({ secrets, patterns: true });
  redact(log);
  return {
    megabytes: log.length / 1e6,
    falseRedactions: redact.count(),
    speeds,
    creationMs: spreadOf(created.slice(0, times)).median,
  };
}
