import { type SampleRun, sampleRuns } from './sample-history.ts';

/** Turns the direction, has no width, commands a terminal, and would be markup. */
const evil = '\u202egnp.exe\u2066\u200b\ufeff\u001b[2J\u0007<img src=x onerror=alert(1)>';

/** Characters that a reader of the page must never be given as they are: commands and marks, but for line ends, tabs and joiners. */
export const hiddenCharacters = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/u;

/** Runs whose every text a stranger chose; of each actor, repository, model … there are several. */
export const hostileRuns = (count: number): readonly SampleRun[] =>
  sampleRuns(count).map((run, at) => ({
    ...run,
    id: `${run.id}${evil}`,
    state: at % 5 === 0 ? `odd${evil}` : run.state,
    failureClass: run.failureClass === '' ? '' : `${run.failureClass}${evil}`,
    message: `${run.message}${evil}`,
    task: `${run.task}${evil}`,
    repository: `${run.repository}${evil}`,
    subject: `${run.subject}${evil}`,
    session: `${run.session}${evil}`,
    actor: `${run.actor}${evil}`,
    model: `${run.model}${evil}`,
  }));
