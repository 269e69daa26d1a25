import { writeFile } from 'node:fs/promises';
import { Value } from 'typebox/value';
import { type Admission, AdmissionRequest } from '../../contract/admission.ts';
import type { AdmissionRecord } from '../../contract/admission-record.ts';
import { type Asking, admissionRequest } from './admission-request.ts';
import { type Entry, entryWithout } from './entry.ts';
import { type HandedIn, Link, type LinkDeps } from './link.ts';
import { createWire } from './wire.ts';

export interface LinkParts
  extends Omit<LinkDeps, 'desk' | 'random' | 'monotonic' | 'now' | 'onAdmitted'>,
    Pick<LinkDeps['desk'], 'url' | 'token' | 'idToken' | 'hide'> {
  readonly asking: Asking;
  readonly proxyEnv: Readonly<Record<string, string>>;
  /** Where `admission.json` is kept. */
  readonly recordPath: string;
  readonly onAdmitted: (admission: Admission) => void;
}

/** Joins a run to the coordinator: asks for admission at once. */
export async function openLink(parts: LinkParts): Promise<Pick<Link, 'entry' | 'handIn'>> {
  const { log, url, token, idToken, hide, recordPath } = parts;
  const request = admissionRequest(parts.asking);
  if (!Value.Check(AdmissionRequest, request)) return noLink(faultOf(request), parts.isRequired);
  const keepRecord = (sessionId: string | null): void => {
    const record: AdmissionRecord = { version: 1, idempotencyKey: request.runId, request, sessionId };
    writeFile(recordPath, `${JSON.stringify(record, null, 2)}\n`).catch((error: unknown) =>
      log.debug(`admission.json could not be written: ${String(error)}`),
    );
  };
  keepRecord(null);
  return new Link({
    ...parts,
    desk: { url, token, idToken, hide, request, wire: createWire(parts.proxyEnv) },
    random: Math.random,
    monotonic: () => performance.now(),
    now: () => new Date().toISOString(),
    onAdmitted: (admission) => {
      keepRecord(admission.session.id);
      parts.onAdmitted(admission);
    },
  });
}

/** What the runner does not say, the coordinator cannot be told. */
function faultOf(request: AdmissionRequest): string {
  const [error] = Value.Errors(AdmissionRequest, request);
  return `cannot be asked: the runner gives no valid ${error?.instancePath.slice(1).replaceAll('/', '.') ?? 'description of the job'}`;
}

function noLink(why: string, isRequired: boolean): Pick<Link, 'entry' | 'handIn'> {
  const entry: Entry = entryWithout(why, isRequired);
  const handedIn: HandedIn = { acknowledgedSeq: null, missing: null };
  return { entry: Promise.resolve(entry), handIn: async () => handedIn };
}
