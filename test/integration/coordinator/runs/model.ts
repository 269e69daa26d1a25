/** What the coordinator should hold, as simply as it can be said; one organization, one budget, sessions by subject. */
export interface ModelRun {
  readonly id: string;
  readonly subject: string;
  readonly task: 'respond' | 'review' | 'plan';
  readonly head: number;
  state: 'requested' | 'running' | 'lost' | 'succeeded' | 'failed' | 'cancelled' | 'budget_exceeded';
  epoch: number;
  grant: number;
  spent: number;
  settled: number;
  reserved: number;
  isTold: boolean;
  isSilent: boolean;
  hasReport: boolean;
}

interface ModelSession {
  holder: string | null;
  epoch: number;
}

export interface Model {
  readonly runs: Map<string, ModelRun>;
  readonly sessions: Map<string, ModelSession>;
}

export const limitMicroUsd = 4_000_000;
export const neededMicroUsd = 300_000;
const ranks = { respond: 20, review: 10, plan: 0 } as const;

export const newModel = (): Model => ({ runs: new Map(), sessions: new Map() });
const isOpen = ({ state }: ModelRun): boolean => state === 'requested' || state === 'running';

function sessionOf(model: Model, subject: string): ModelSession {
  const session = model.sessions.get(subject) ?? { holder: null, epoch: 0 };
  model.sessions.set(subject, session);
  return session;
}

const sum = (model: Model, of: 'reserved' | 'settled'): number =>
  [...model.runs.values()].reduce((total, run) => total + run[of], 0);

function left(model: Model): number {
  return Math.max(limitMicroUsd - sum(model, 'settled') - sum(model, 'reserved'), 0);
}

function granted(model: Model, asked: number, needed: number): number | null {
  const microUsd = Math.min(asked, left(model));
  return microUsd < Math.min(asked, needed) || (microUsd === 0 && asked > 0) ? null : microUsd;
}

/** The open runs of a subject, first in line first. */
function line(model: Model, subject: string): readonly ModelRun[] {
  const rank = (run: ModelRun): number => (run.state === 'running' ? 100 : ranks[run.task]);
  return [...model.runs.values()]
    .filter((run) => run.subject === subject && isOpen(run))
    .sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
}

export type ModelAdmission = 'running' | 'requested' | 'short' | 'superseded';

/** Everything waits that cannot begin: the policy queues. */
export function admit(
  model: Model,
  { asked, ...run }: Pick<ModelRun, 'id' | 'subject' | 'task' | 'head'> & { readonly asked: number },
): ModelAdmission {
  const open = line(model, run.subject);
  const older = open.filter(({ task, head }) => task === run.task && head !== run.head);
  if (older.some(({ head }) => head > run.head)) return 'superseded';
  const ahead = open.some(
    (one) =>
      one.state === 'running' ||
      (!older.includes(one) && !one.isSilent && ranks[one.task] >= ranks[run.task]),
  );
  const before = older.map((one) => ({ ...one }));
  for (const one of older) {
    one.isTold = true;
    if (one.state === 'requested') end(model, one, 'cancelled');
  }
  if (granted(model, asked, neededMicroUsd) === null) {
    for (const [at, one] of older.entries()) Object.assign(one, before[at]);
    return 'short';
  }
  const fresh = {
    epoch: 0,
    spent: 0,
    settled: 0,
    reserved: 0,
    isTold: false,
    isSilent: false,
    hasReport: false,
  };
  const made: ModelRun = { ...run, ...fresh, state: 'requested', grant: asked };
  model.runs.set(run.id, made);
  if (!ahead) begin(model, made);
  return ahead ? 'requested' : 'running';
}

function begin(model: Model, run: ModelRun): boolean {
  const reserved = granted(
    model,
    Math.max(run.grant - run.settled, 0),
    run.state === 'lost' ? 1 : neededMicroUsd,
  );
  if (reserved === null) return false;
  const session = sessionOf(model, run.subject);
  session.epoch += 1;
  session.holder = run.id;
  Object.assign(run, {
    state: 'running',
    epoch: session.epoch,
    reserved,
    grant: run.settled + reserved,
    isSilent: false,
  });
  return true;
}

function end(model: Model, run: ModelRun, state: ModelRun['state']): void {
  const session = sessionOf(model, run.subject);
  if (session.holder === run.id) session.holder = null;
  Object.assign(run, { state, reserved: 0, settled: run.spent });
}

export type ModelOrder = 'continue' | 'wait' | 'cancel';

export function beat(
  model: Model,
  run: ModelRun,
  heard: { readonly epoch: number; readonly spent: number },
): ModelOrder {
  const session = sessionOf(model, run.subject);
  const note = (): void => {
    run.isSilent = false;
    run.spent = Math.max(run.spent, heard.spent);
  };
  switch (run.state) {
    case 'running':
      if (heard.epoch === run.epoch) note();
      return run.isTold ? 'cancel' : 'continue';
    case 'requested': {
      note();
      const [first] = line(model, run.subject).filter((one) => one.state === 'running' || !one.isSilent);
      if (first !== run) return 'wait';
      if (begin(model, run)) return 'continue';
      end(model, run, 'budget_exceeded');
      return 'cancel';
    }
    case 'lost': {
      note();
      const isFree = !run.isTold && session.holder === null && session.epoch === run.epoch;
      const hasMoney = run.settled <= run.grant;
      if (isFree && hasMoney && begin(model, run)) return 'continue';
      run.settled = run.spent;
      return 'cancel';
    }
    default:
      return 'cancel';
  }
}

export function finish(
  model: Model,
  run: ModelRun,
  report: { readonly spent: number; readonly isGood: boolean },
): void {
  if (run.hasReport) return;
  run.hasReport = true;
  run.spent = Math.max(run.spent, report.spent);
  end(model, run, report.isGood ? 'succeeded' : 'failed');
}

export function cancel(model: Model, run: ModelRun): void {
  if (!isOpen(run) && run.state !== 'lost') return;
  run.isTold = true;
  if (run.state === 'requested') end(model, run, 'cancelled');
}

export function sweep(model: Model): void {
  for (const run of model.runs.values()) {
    if (!run.isSilent || !isOpen(run)) continue;
    if (run.state === 'requested') run.isTold = true;
    end(model, run, run.state === 'requested' ? 'cancelled' : 'lost');
  }
}
