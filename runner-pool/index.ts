#!/usr/bin/env node
import { checkCommand } from './check-command.ts';
import { closeWithGrace } from './close.ts';
import { type Config, readConfig } from './config.ts';
import { migrate } from './database/migrate.ts';
import { serve } from './serve.ts';
import { tokenCommand } from './token-command.ts';

const usage = `claude-orchestrator COMMAND

  serve     start the coordinator (npm start)
  migrate   bring the database of DATABASE_URL up to date, and end
  check     look for what must never be in the database: stuck runs, money that does not add up
  token     make or revoke an administrator's token
`;

const [command = 'serve', ...rest] = process.argv.slice(2);
if ((rest.length > 0 && command !== 'token') || !['serve', 'migrate', 'check', 'token'].includes(command)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else await start(command);

/** Readable by programs, stdout is the log alone; a person reads stderr. */
async function serveUntilEnd(config: Config): Promise<void> {
  const starting = serve(config, process.stderr);
  closeWithGrace(starting, config.http.drainDelayMs);
  await starting;
}

async function start(name: string): Promise<void> {
  const config = readConfig();
  if ('faults' in config) {
    const lines = config.faults.map((fault) => `  ${fault}\n`);
    process.stderr.write(`The configuration is wrong:\n${lines.join('')}`);
    process.exitCode = 2;
    return;
  }
  try {
    if (name === 'serve') await serveUntilEnd(config);
    else if (name === 'token' || name === 'check') {
      const { text, exitCode } =
        name === 'check' ? await checkCommand(config) : await tokenCommand(config, rest);
      (exitCode === 0 ? process.stdout : process.stderr).write(text);
      process.exitCode = exitCode;
    } else if (config.database.url === null)
      throw new Error(
        'migrate needs DATABASE_URL; without it, the coordinator brings its own database up to date.',
      );
    else {
      const { applied } = await migrate(config.database.url);
      process.stdout.write(applied.length === 0 ? 'Nothing to apply.\n' : `Applied: ${applied.join(', ')}\n`);
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
