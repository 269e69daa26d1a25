import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionRun } from '../helpers/run-action.ts';
import type { Scenario } from '../helpers/scenario.ts';
import { type Canary, traces } from './canaries.ts';
import type { Job } from './plant.ts';

/** One way out of a run, with all that went through it. */
export interface Channel {
  readonly name: string;
  readonly text: string;
}

export interface Leak {
  readonly canary: string;
  readonly channel: string;
}

/** Everything that left: to the model, to GitHub, to the page of the run, to the files that are uploaded, to whoever listened. */
export async function channelsOf(s: Scenario, job: Job, run: ActionRun): Promise<readonly Channel[]> {
  const file = async (name: string): Promise<Channel> => ({
    name,
    text: await readFile(join(run.dir, name), 'utf8').catch(() => ''),
  });
  const sent = (test: RegExp): string =>
    s.github.requests
      .filter(({ route }) => test.test(route))
      .map(({ path, body }) => `${path} ${JSON.stringify(body) ?? ''}`)
      .join('\n');
  return [
    { name: 'model API', text: s.model.seen() },
    { name: 'comments and reviews', text: sent(/^(issues|pulls|reactions|graphql)/) },
    { name: 'any other request to GitHub', text: sent(/^(?!issues|pulls|reactions|graphql|artifacts)/) },
    // The runner hides the rest of a line that masks a value; the line itself is for the runner alone.
    { name: 'log', text: run.log.replace(/^::add-mask::.*$/gm, '') },
    { name: 'job summary', text: run.summary },
    { name: 'outputs', text: JSON.stringify(run.outputs) },
    await file('journal.ndjson'),
    await file('report.json'),
    await file('result.json'),
    { name: 'network', text: job.dropped() },
  ];
}

export function leaks(canaries: readonly Canary[], channels: readonly Channel[]): readonly Leak[] {
  return canaries.flatMap((canary) => {
    const marks = traces(canary);
    return channels
      .filter(({ text }) => marks.some((mark) => text.includes(mark)))
      .map((channel) => ({ canary: canary.name, channel: channel.name }));
  });
}
