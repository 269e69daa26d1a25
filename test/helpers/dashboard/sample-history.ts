import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type IndexShard, type Manifest, shardRuns, type TextColumn } from '../../../contract/history.ts';
import { chance } from './chance.ts';

export interface SampleRun {
  readonly id: string;
  readonly startedAtMs: number;
  readonly state: string;
  readonly failureClass: string;
  readonly skipCode: string;
  readonly message: string;
  readonly task: string;
  readonly repository: string;
  readonly subject: string;
  readonly session: string;
  readonly parentSession: string;
  readonly actor: string;
  readonly model: string;
  readonly durationMs: number;
  readonly costMicroUsd: number;
  readonly findings: number;
}

/** The end of the sample: two minutes before what the tests take for now. */
export const newestMs = Date.UTC(2026, 10, 20, 14, 58);

const failures = [
  ['api_overloaded', 'The model API was overloaded for 10 minutes. The run is started again by itself.'],
  ['timeout', 'The run took longer than timeout-minutes (30). Raise it, or ask for less at once.'],
  ['result_invalid', 'Claude gave no review twice. Its last answer is in the job summary.'],
  ['auth', 'The model API refused the key (401). Check the secret ANTHROPIC_API_KEY.'],
] as const;

/** Runs as a busy organization has them; the same for the same number. */
export function sampleRuns(count: number): readonly SampleRun[] {
  const { pick, between, isOneOf } = chance(20_261_120);
  const repositories = [
    'acme/shop',
    'acme/payments',
    'acme/website',
    'acme/mobile-app',
    'acme/infrastructure',
  ];
  const actors = ['mona', 'hubot', 'ada', 'grace', 'linus', 'barbara', 'dependabot[bot]', 'margaret'];
  const stepMs = Math.min(900_000, Math.floor((365 * 86_400_000) / count));
  return Array.from({ length: count }, (_, index): SampleRun => {
    const task = pick(['review', 'review', 'review', 'respond', 'diagnose', 'fix', 'plan', 'prompt']);
    const subject =
      task === 'diagnose' || task === 'fix'
        ? `ci-test-${pick(['main', 'release-2.1'])}`
        : `pr-${between(1, 40 + count / 6)}`;
    const isSkipped = isOneOf(14);
    const isFailed = !isSkipped && isOneOf(9);
    const [failureClass, message] = isFailed ? pick(failures) : ['', ''];
    const repository = pick(repositories);
    return {
      id: `${9_000_000_000 + index}-1-${((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')}`,
      startedAtMs: newestMs - (count - 1 - index) * stepMs - between(0, stepMs / 2),
      ...{ task, subject, repository, failureClass },
      ...sessionOf(`${repository.split('/')[1]}-${subject}`, index),
      state: isFailed ? (failureClass === 'timeout' ? 'timed_out' : 'failed') : 'succeeded',
      skipCode: isSkipped ? 'draft' : '',
      message: isSkipped ? 'The pull request is a draft. Mark it as ready to have it reviewed.' : message,
      actor: pick(actors),
      model: pick(['claude-sonnet-5', 'claude-sonnet-5', 'claude-opus-5', 'claude-haiku-5']),
      durationMs: isSkipped ? between(800, 2_500) : between(25_000, 900_000),
      costMicroUsd: isSkipped ? 0 : between(40_000, 2_400_000),
      findings: task === 'review' && !isSkipped && !isFailed ? between(0, 7) : 0,
    };
  });
}

/** Writes manifest and index as the export does. */
export async function writeHistory(
  folder: string,
  runs: readonly SampleRun[],
  missing: Manifest['missing'] = [],
): Promise<void> {
  await mkdir(join(folder, 'index'), { recursive: true });
  const shards: Manifest['shards'] = [];
  for (let first = 0; first < runs.length; first += shardRuns) {
    const part = runs.slice(first, first + shardRuns);
    const json = JSON.stringify(shardOf(part));
    const file = `index/${createHash('sha256').update(json).digest('hex').slice(0, 16)}.json`;
    await writeFile(join(folder, file), json);
    const at = (run: SampleRun | undefined): string => new Date(run?.startedAtMs ?? 0).toISOString();
    shards.push({
      ...{ file, runs: part.length, bytes: json.length },
      ...{ firstStartedAt: at(part[0]), lastStartedAt: at(part.at(-1)) },
    });
  }
  const manifest: Manifest = {
    version: 1,
    updatedAt: shards.at(-1)?.lastStartedAt ?? null,
    repositories: [...new Set(runs.map(({ repository }) => repository))],
    shards,
    missing,
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

export function shardOf(runs: readonly SampleRun[]): IndexShard {
  const texts = (of: (run: SampleRun) => string): TextColumn => {
    const values = [...new Set(runs.map(of))];
    const places = new Map(values.map((value, place) => [value, place]));
    return { values, at: runs.map((run) => places.get(of(run)) ?? 0) };
  };
  return {
    version: 1,
    runs: runs.length,
    id: runs.map(({ id }) => id),
    message: runs.map(({ message }) => message),
    state: texts(({ state }) => state),
    task: texts(({ task }) => task),
    repository: texts(({ repository }) => repository),
    subject: texts(({ subject }) => subject),
    session: texts(({ session }) => session),
    parentSession: texts(({ parentSession }) => parentSession),
    actor: texts(({ actor }) => actor),
    event: texts(() => 'pull_request.opened'),
    model: texts(({ model }) => model),
    template: texts(() => ''),
    failureClass: texts(({ failureClass }) => failureClass),
    skipCode: texts(({ skipCode }) => skipCode),
    startedAtMs: runs.map(({ startedAtMs }) => startedAtMs),
    durationMs: runs.map(({ durationMs }) => durationMs),
    costMicroUsd: runs.map(({ costMicroUsd }) => costMicroUsd),
    tokens: runs.map(({ costMicroUsd }) => Math.round(costMicroUsd / 9)),
    turns: runs.map(({ durationMs }) => Math.ceil(durationMs / 60_000)),
    findings: runs.map(({ findings }) => findings),
    events: runs.map(({ durationMs }) => Math.ceil(durationMs / 4_000)),
    pullRequest: runs.map(({ subject }) => Number(/^pr-(\d+)$/.exec(subject)?.[1] ?? 0)),
  };
}

/** Every twelfth run is of a branch of its subject's session, and some of a branch of that. */
function sessionOf(root: string, index: number): Pick<SampleRun, 'session' | 'parentSession'> {
  if (index % 36 === 35) return { session: `${root}-b-a`, parentSession: `${root}-b` };
  if (index % 12 === 11) return { session: `${root}-b`, parentSession: root };
  return { session: root, parentSession: '' };
}
