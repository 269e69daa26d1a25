import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../contract/report.ts';
import { artifactName, uploadArtifact } from '../journal/artifact.ts';
import { textWithoutSecrets } from '../render/without-secrets.ts';
import type { RunContext } from './context.ts';
import { diskFailure, isDiskError } from './disk-fault.ts';
import { type Ending, reasonOf } from './ending.ts';
import { factsOf } from './facts.ts';
import { outputsOf } from './outputs.ts';
import { redactedReport, writeReport } from './report.ts';
import { writeSummary } from './summary.ts';

/** GitHub may hang: telling the pull request, and uploading, end after this. A cancelled job has 7.5 s in all. */
const tellMs = { patient: 60_000, hurried: 6_000 };
const uploadMs = { patient: 60_000, hurried: 2_000 };
/** It ends by itself before. */
const handInMs = { patient: 90_000, hurried: 2_000 };

/**
 * Tells how the run ended, everywhere: outputs and summary first, for they take milliseconds and are lost when the runner
 * loses patience; then the pull request, journal and report; at last artifact and coordinator side by side. No step that fails or hangs keeps the next from running.
 */
export async function finish(run: RunContext, given: Ending, eventAction: string): Promise<void> {
  const ending = withoutSecrets(run, withDiskFault(run, given));
  const hurried = ending.kind === 'cancelled';
  const limit = hurried ? 'hurried' : 'patient';
  const attempt = async (what: string, step: () => Promise<void> | void, mostMs = 30_000): Promise<void> => {
    try {
      await within({ mostMs, signal: run.signal }, step);
    } catch (error) {
      run.log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await attempt('The outputs could not be set', () => setOutputs(run, ending));
  await attempt('The job summary could not be written', () => writeSummary(run, ending));
  await attempt('The pull request could not be told', () => tellPullRequest(run, ending), tellMs[limit]);
  run.journal.append('action.ended', { ending });
  await attempt('The journal could not be closed', run.journal.close);
  const report = redactedReport(run, ending, eventAction);
  await attempt('The report could not be written', () => writeReport(run, report));
  await Promise.all([
    attempt('The artifact could not be uploaded', () => upload(run, ending), uploadMs[limit]),
    attempt('The coordinator could not be told', () => handIn(run, report, hurried), handInMs[limit]),
  ]);
  sayInLog(run, ending);
}

/** A job that is cancelled while it tells its ending has only this much longer for each step. */
const cancelledMs = 1500;

async function within(
  { mostMs, signal }: { readonly mostMs: number; readonly signal: AbortSignal },
  step: () => Promise<void> | void,
): Promise<void> {
  const done = new AbortController();
  const limits = [sleep(mostMs, undefined, { signal: done.signal })];
  if (!signal.aborted) {
    const cancelled = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    limits.push(cancelled.then(async () => sleep(cancelledMs, undefined, { signal: done.signal })));
  }
  const late = Promise.race(limits).then(() => {
    throw new Error('it took too long');
  });
  try {
    await Promise.race([Promise.resolve(step()), late]);
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}

/** Before anything of it is cut: half a secret is not recognised. */
function withoutSecrets({ redact }: RunContext, ending: Ending): Ending {
  if (ending.kind === 'success') return ending;
  return { ...ending, message: textWithoutSecrets(ending.message, redact) };
}

/** A run whose journal or result could not be written is not a success, whatever was posted. */
function withDiskFault({ record, journal }: RunContext, ending: Ending): Ending {
  const fault = record.diskFault ?? journal.fault();
  if (fault === null || ending.kind === 'cancelled' || ending.kind === 'skipped') return ending;
  const onDisk = ending.kind === 'success' || isDiskError(fault);
  if (!onDisk) return ending;
  return diskFailure(fault.message, ending.kind === 'failure' ? ending.message : '');
}

async function tellPullRequest(run: RunContext, ending: Ending): Promise<void> {
  if (run.publisher === null || ending.kind === 'success' || ending.kind === 'skipped') return;
  const { record } = run;
  const facts = factsOf(run);
  if (ending.kind === 'failure' && ending.failureClass === 'result_invalid') {
    await run.publisher.publishText({ text: record.lastText, fault: ending.message, facts });
    return;
  }
  await run.publisher.publishEnding({
    conclusion: ending.kind,
    failureClass: ending.kind === 'cancelled' ? 'cancelled' : ending.failureClass,
    message: ending.message,
    remedy: ending.remedy,
    lastText: record.lastText,
    facts,
    hurry:
      ending.kind === 'cancelled' || (ending.kind === 'failure' && ending.failureClass === 'publish_failed'),
  });
}

async function setOutputs({ record, redact }: RunContext, ending: Ending): Promise<void> {
  const core = await import('@actions/core');
  for (const [name, value] of Object.entries(outputsOf(record, ending))) core.setOutput(name, redact(value));
}

async function handIn({ coordinator }: RunContext, report: Report, isHurried: boolean): Promise<void> {
  await coordinator?.handIn(report, { isHurried });
}

async function upload(run: RunContext, ending: Ending): Promise<void> {
  const { record, inputs, runner, coordinator } = run;
  // A run that was overtaken while it published may be all that the coordinator ever gets to see of it.
  const isNothing = ending.kind === 'skipped' && (coordinator === null || record.spentMicroUsd() === 0);
  if (isNothing || inputs.publish === 'none' || !runner.hasArtifactService) return;
  const files = [
    ...['journal.ndjson', 'report.json'],
    ...(record.resultJson === '' ? [] : ['result.json']),
    ...(existsSync(join(record.dir, 'admission.json')) ? ['admission.json'] : []),
  ];
  await uploadArtifact({
    name: artifactName(record.subject ?? 'none', record.runId, runner.attempt),
    files: files.map((name) => join(record.dir, name)),
    rootDir: record.dir,
    retentionDays: inputs.retentionDays,
  });
}

function sayInLog({ log, record }: RunContext, ending: Ending): void {
  const reason = reasonOf(ending);
  log.info(`Files of this run: ${record.dir}`);
  if (ending.kind === 'success') log.info('Done.');
  else if (ending.kind === 'skipped') log.info(`Skipped. ${reason}`);
  else {
    log.error(reason);
    process.exitCode = 1;
  }
}
