import type { Event } from '../../../contract/event.ts';
import { timeOfRun, whyImplausible } from '../../history/plausible.ts';
import type { RunArchive } from '../../services/artifacts/open-zip.ts';
import { findingsOf, reportOf, sessionOf } from '../../services/artifacts/run-documents.ts';
import { isDeeperThan } from '../../services/depth.ts';
import { endState } from '../../services/end-state.ts';
import { mostLevels } from '../../services/prepare-event.ts';
import { TaskFailure } from '../../task-failure.ts';
import { eventsOf } from '../events-of.ts';
import type { RunDraft } from '../run-draft.ts';

/** Larger than the action lets a journal grow. */
const mostJournalBytes = 1024 * 1024 * 1024;

/** What GitHub says of a run's artifact. */
interface RunPlace {
  readonly runId: string;
  readonly repository: string;
  readonly runUrl: string;
  /** When it was made. */
  readonly at: string;
}

/** A run out of its artifact, which stays open while its events are read; both reject with `final` where it is damaged. */
export async function draftOfArchive(
  archive: RunArchive,
  { runId, repository, runUrl, at }: RunPlace,
): Promise<RunDraft> {
  try {
    const report = await reportOf(archive, runId);
    if (report === null) throw new Error('it has no report of its run');
    const findings = await findingsOf(archive);
    if (isDeeperThan([report, findings], mostLevels)) throw new Error('it is nested too deeply');
    const implausible = whyImplausible(report, at);
    if (implausible !== null) throw new Error(implausible);
    const startedAt = timeOfRun(report.startedAt, at) ?? at;
    return {
      id: runId,
      state: endState(report, false),
      session: (await sessionOf(archive, runId)) ?? report.claude.sessionId,
      parentSession: null,
      template: null,
      retryOf: null,
      // Whose artifact it is GitHub says, and not the artifact.
      report: { ...report, startedAt, repository, runUrl },
      findings,
      events: journalOf(archive, at),
      lastSeq: report.events,
      mostSeq: report.events,
    };
  } catch (error) {
    throw damaged(error);
  }
}

async function* journalOf(archive: RunArchive, seenAt: string): AsyncGenerator<Event | null> {
  try {
    const chunks = await archive.open('journal.ndjson', mostJournalBytes);
    if (chunks !== null) yield* eventsOf(chunks, seenAt);
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(cause: unknown): TaskFailure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TaskFailure(`The artifact is damaged: ${why}`, { means: 'final', cause });
}
