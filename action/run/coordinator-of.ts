import { join } from 'node:path';
import type { Admission, Grant } from '../../contract/admission.ts';
import type { Report } from '../../contract/report.ts';
import type { Entry } from '../coordinator/entry.ts';
import type { CalledOff } from '../coordinator/link.ts';
import type { Gate } from '../gate/gate.ts';
import { money } from '../render/figures.ts';
import type { RunContext } from './context.ts';
import { type Ending, failure } from './ending.ts';
import { NotAdmittedError } from './not-admitted-error.ts';
import type { Stopper } from './stopper.ts';

/** A run's connection with the coordinator. */
export interface CoordinatorLink {
  readonly entry: Promise<Entry>;
  /** Sends what is left of the journal, and the report; what could not be sent is told in the log. Never rejects. */
  readonly handIn: (report: Report, options: { readonly isHurried: boolean }) => Promise<void>;
}

type LinkedRun = Omit<RunContext, 'coordinator'>;

interface Surroundings extends Pick<Stopper, 'grantTime'> {
  readonly gate: Gate | null;
  readonly eventAction: string;
}

/** Begins to ask, as soon as it is known that the run may be, and beside its other preparations. Null where nobody is to be asked. */
export function coordinatorOf(run: LinkedRun, around: Surroundings): CoordinatorLink | null {
  const { inputs, runner, record } = run;
  const { task, subject } = record;
  if (inputs.coordinatorUrl === '' || task === null || subject === null) return null;
  if (inputs.coordinatorToken === '' && runner.idToken.url === '') {
    warn(run, 'was not asked: the job has neither permissions: id-token: write nor coordinator-token');
    return null;
  }
  const { gate } = around;
  // A chunk of its own, for most runs need none of it; it loads while the gate is being asked.
  const opened = Promise.all([
    import('../coordinator/open-link.ts'),
    gate === null ? null : gate.behind(Promise.resolve()),
  ]).then(async ([{ openLink }]) => openLink(partsOf(run, { ...around, task, subject })));
  const entry = opened.then(async (link) => link.entry);
  let said: Entry | null = null;
  let isOver = false;
  entry.then(
    (answer) => {
      said = answer;
      if (!isOver) noteEntry(run, answer);
    },
    () => undefined,
  );
  return {
    entry,
    handIn: async (report, options) => {
      isOver = true;
      if (gate !== null && !gate.isOpen()) return;
      const link = await opened.catch(() => null);
      const handedIn = await link?.handIn(report, options);
      const isTold = said?.kind === 'skipped' || said?.kind === 'refused';
      if (handedIn === undefined || handedIn.missing === null || isTold) return;
      run.log.warn(
        `The coordinator ${handedIn.missing.replace(/\.$/, '')}. The run's own files have all of it: ${record.dir}, and its artifact, from which the coordinator takes what it lacks.`,
      );
    },
  };
}

/** Resolves when the run may begin; rejects with a NotAdmittedError where it may not. */
export async function admitted(run: RunContext): Promise<void> {
  const entry = await run.coordinator?.entry;
  if (entry === undefined || entry.kind === 'go' || entry.kind === 'alone') return;
  run.signal.throwIfAborted();
  const isSuperseded = entry.kind === 'skipped' && entry.code === 'superseded';
  const ending =
    isSuperseded && !(await hasMoved(run))
      ? failure('cancelled', `${entry.message} GitHub does not tell of one.`)
      : endingOf(entry);
  throw new NotAdmittedError(ending.kind === 'success' ? '' : ending.message, ending);
}

function endingOf(entry: Exclude<Entry, { readonly kind: 'go' | 'alone' }>): Ending {
  switch (entry.kind) {
    case 'skipped':
      return entry;
    case 'refused':
      return failure(entry.failureClass, entry.message, entry.remedy);
    case 'over':
      return failure('cancelled', 'The run ended while it waited for the coordinator.');
    default:
      return entry satisfies never;
  }
}

/**
 * Whether GitHub itself says that there is a newer push: only then may a run that gives way to it end green. Others of the organization
 * may tell the coordinator what they like.
 */
async function hasMoved({
  record: { pullRequest },
  client,
  runner: { owner, repo },
  log,
}: Pick<RunContext, 'record' | 'client' | 'runner' | 'log'>): Promise<boolean> {
  if (pullRequest === null) return false;
  const signal = AbortSignal.timeout(mostAskedMs);
  // A request that GitHub told to wait sleeps on, whatever becomes of its signal.
  const late = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
  const asked = client.rest.pulls
    .get({ owner, repo, pull_number: pullRequest.number, request: { signal } })
    .then(({ data }) => data.head.sha)
    .catch((error: unknown) => {
      log.debug(`GitHub did not tell the head of the pull request: ${String(error)}`);
      return null;
    });
  const headSha = await Promise.race([asked, late]);
  // Who is not told so by GitHub ends as any run that is called off.
  return headSha !== null && headSha !== pullRequest.headSha;
}

/** Claude goes on meanwhile, and costs. */
const mostAskedMs = 5_000;

function noteEntry(run: LinkedRun, entry: Entry): void {
  run.journal.append('action.entry', entry);
  if (entry.kind === 'alone') warn(run, entry.why);
}

function warn({ record, log }: LinkedRun, why: string): void {
  const warning = `The coordinator ${why}. The run goes by its own limits alone.`;
  record.warnings.push(warning);
  log.warn(warning);
}

function partsOf(
  run: LinkedRun,
  {
    task,
    subject,
    eventAction,
    grantTime,
  }: Surroundings & { readonly task: NonNullable<RunContext['record']['task']>; readonly subject: string },
): Parameters<typeof import('../coordinator/open-link.ts').openLink>[0] {
  const { inputs, runner, record, journal, log, limits } = run;
  let grantedMs: number | null = null;
  const onGrant = (grant: Grant): void => {
    const before = limits.microUsd();
    limits.grant(grant);
    grantedMs ??= run.clock() - record.startedAtMs;
    grantTime(grantedMs + grant.seconds * 1000);
    if (limits.microUsd() === before) return;
    journal.append('action.granted', grant);
    log.info(`The coordinator grants ${money(limits.microUsd())} of ${money(inputs.maxBudgetMicroUsd)}`);
  };
  const onAdmitted = ({ session, state, grant }: Admission): void => {
    record.sessionId = session.id;
    journal.append('action.admitted', { session, state, grant });
    log.info(`Session ${session.id} of the coordinator${session.isNew ? ', a new one' : ''}`);
  };
  const onCancel = ({ reason, isSuperseded }: CalledOff): void => {
    journal.append('action.called_off', { reason });
    void (isSuperseded ? hasMoved(run) : Promise.resolve(false)).then((hasGivenWay) =>
      run.stop({
        failureClass: 'cancelled',
        message: `The coordinator called this run off. ${reason}`,
        remedy: 'Run the job again when it is wanted.',
        isSuperseded: hasGivenWay,
      }),
    );
  };
  return {
    asking: { ...record, task, subject, eventAction, inputs, runner },
    recordPath: join(record.dir, 'admission.json'),
    journalPath: join(record.dir, 'journal.ndjson'),
    ...{ url: inputs.coordinatorUrl, token: inputs.coordinatorToken, isRequired: inputs.coordinatorRequired },
    ...{ idToken: runner.idToken, proxyEnv: runner.proxy, hide: run.hide, signal: run.signal, log },
    lastSeq: journal.lastSeq,
    spentMicroUsd: () => record.spentMicroUsd(),
    ...{ onAdmitted, onGrant, onCancel },
  };
}
