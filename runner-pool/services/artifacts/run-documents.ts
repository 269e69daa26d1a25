import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { AdmissionRequest } from '../../../contract/admission.ts';
import { AdmissionRecord } from '../../../contract/admission-record.ts';
import { Report } from '../../../contract/report.ts';
import type { RunArchive } from './open-zip.ts';

const mostReportBytes = 8 * 1024 * 1024;
const mostAdmissionBytes = 256 * 1024;

/** The report of this run; null where the artifact has none, or one of another run. */
export async function reportOf(archive: RunArchive, runId: string): Promise<Report | null> {
  const report = await documentOf(archive, 'report.json', { schema: Report, limitBytes: mostReportBytes });
  return report?.runId === runId ? report : null;
}

const Findings = Type.Object({ findings: Type.Array(Type.Unknown()) });

/** What a review found, whatever version of the action wrote it; none where the run was no review. */
export async function findingsOf(archive: RunArchive): Promise<readonly unknown[]> {
  const limits = { schema: Findings, limitBytes: mostReportBytes };
  return (await documentOf(archive, 'result.json', limits))?.findings ?? [];
}

/** The coordinator's session that the run was admitted to; null where it was not. */
export async function sessionOf(archive: RunArchive, runId: string): Promise<string | null> {
  const limits = { schema: AdmissionRecord, limitBytes: mostAdmissionBytes };
  const record = await documentOf(archive, 'admission.json', limits);
  return record?.request.runId === runId ? record.sessionId : null;
}

export interface RunPlace {
  readonly runId: string;
  readonly repositoryId: number;
  readonly fullName: string;
  readonly githubRunId: number;
  readonly githubRunAttempt: number;
}

/** What the run asked for, or would have asked for: out of its admission, else out of its report. Null: neither tells. */
export async function requestOf(
  archive: RunArchive,
  report: Report,
  place: RunPlace,
): Promise<AdmissionRequest | null> {
  const limits = { schema: AdmissionRecord, limitBytes: mostAdmissionBytes };
  const record = await documentOf(archive, 'admission.json', limits);
  const request = record?.request ?? fromReport(report, place);
  if (request === null || !Value.Check(AdmissionRequest, request)) return null;
  const { runId, repository, github } = request;
  const isOurs =
    runId === place.runId &&
    repository.id === place.repositoryId &&
    github.runId === place.githubRunId &&
    github.runAttempt === place.githubRunAttempt;
  return isOurs ? { ...request, repository: { ...repository, fullName: place.fullName } } : null;
}

/** A run without a coordinator wrote no admission. */
function fromReport(report: Report, place: RunPlace): AdmissionRequest | null {
  if (report.subject === null || report.task === null) return null;
  const [event = '', eventAction = ''] = report.event.split('.', 2);
  return {
    runId: report.runId,
    repository: { id: place.repositoryId, fullName: place.fullName },
    subject: report.subject,
    task: report.task,
    session: 'auto',
    grant: { microUsd: 0, turns: null, seconds: Math.max(1, Math.ceil(report.durationMs / 1000)) },
    github: {
      runId: place.githubRunId,
      runAttempt: place.githubRunAttempt,
      job: '',
      workflowRef: '',
      event,
      eventAction,
      ref: '',
      sha: '',
      headSha: report.pullRequest?.headSha ?? '',
      actor: report.actor,
      actorId: 0,
      runUrl: report.runUrl,
      pullRequest: report.pullRequest?.number ?? null,
    },
    model: report.claude.model ?? '',
    actionVersion: '',
  };
}

async function documentOf<T extends TSchema>(
  archive: RunArchive,
  name: string,
  { schema, limitBytes }: { readonly schema: T; readonly limitBytes: number },
): Promise<Static<T> | null> {
  const text = await archive.read(name, limitBytes);
  if (text === null) return null;
  try {
    const document: unknown = JSON.parse(text);
    return Value.Check(schema, document) ? document : null;
  } catch {
    return null;
  }
}
