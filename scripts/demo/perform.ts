import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type ActionRun, removeTempFolders, root, startAction } from '../../test/helpers/run-action.ts';
import type { Stage } from './stage.ts';

/** What the real model may need to be reached through. */
const network = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy', 'NODE_EXTRA_CA_CERTS'].concat([
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]);

export interface Performance {
  readonly run: ActionRun;
  /** As the page of the job shows it. */
  readonly log: readonly string[];
}

/** The log names the run's files, so they outlive the demo; those of earlier ones go after a week, as on any runner. */
const runFiles = join(tmpdir(), `claude-orchestrator-demo-${process.getuid?.() ?? 'me'}`);

/** Runs the built action on the pull request as a runner would, from action.yml; `onLine` follows its log. */
export async function perform(stage: Stage, onLine: (line: string) => void): Promise<Performance> {
  const { github, pull, workspace, model } = stage;
  const shown: string[] = [];
  const log = inLines((line) => {
    const text = asRunnerShows(line);
    if (text === null) return;
    shown.push(text);
    onLine(text);
  });
  const action = await startAction({
    github,
    repository: pull.repository.fullName,
    event: { name: 'pull_request', payload: await pull.event('opened') },
    sha: pull.mergeSha ?? pull.headSha,
    workspace,
    temp: runFiles,
    inputs: { ...model, 'github-token': pull.repository.issueToken() },
    env: { PATH: searchPath(), ...(stage.scripted ? {} : proxies()) },
    onLog: log.push,
  });
  // Ctrl-C is what a cancelled job is: the action still says on the pull request what happened.
  const cancel = (): void => action.kill('SIGINT');
  process.on('SIGINT', cancel);
  try {
    const run = await action.done;
    log.end();
    return { run, log: shown };
  } finally {
    process.off('SIGINT', cancel);
    await removeTempFolders();
  }
}

const searchPath = (): string =>
  [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);

function proxies(): Record<string, string | undefined> {
  const given = Object.fromEntries(network.map((name) => [name, process.env[name]]));
  const direct = [process.env['NO_PROXY'] ?? process.env['no_proxy'] ?? '', '127.0.0.1,localhost'];
  const without = direct.filter((hosts) => hosts !== '').join(',');
  return { ...given, NO_PROXY: without, no_proxy: without };
}

function inLines(onLine: (line: string) => void): { push: (text: string) => void; end: () => void } {
  let held = '';
  return {
    push: (text) => {
      const lines = (held + text).split('\n');
      held = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end: () => {
      if (held !== '') onLine(held);
    },
  };
}

/** The runner takes `::name::` at the start of a line as a command: a mask is not shown, an annotation is, by its name. */
function asRunnerShows(line: string): string | null {
  const command = /^::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line);
  if (command === null) return line;
  const [, name = '', text = ''] = command;
  return name === 'warning' || name === 'error' || name === 'notice'
    ? `${name}: ${decodeURIComponent(text)}`
    : null;
}
