#!/usr/bin/env node
import { closeWithGrace } from './close.ts';
import { readConfig } from './config.ts';
import { migrate } from './database/migrate.ts';
import { serve } from './serve.ts';

const usage = `claude-orchestrator COMMAND

  serve     start the coordinator (npm start)
  migrate   bring the database of DATABASE_URL up to date, and end
`;

const [command = 'serve', ...rest] = process.argv.slice(2);
if (rest.length > 0 || !['serve', 'migrate'].includes(command)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else await start(command);

async function start(name: string): Promise<void> {
  const config = readConfig();
  if ('faults' in config) {
    const lines = config.faults.map((fault) => `  ${fault}\n`);
    process.stderr.write(`The configuration is wrong:\n${lines.join('')}`);
    process.exitCode = 2;
    return;
  }
  try {
    if (name === 'serve') closeWithGrace(await serve(config, process.stdout));
    else if (config.database.url === null) throw new Error('migrate needs DATABASE_URL.');
    else {
      const { applied } = await migrate(config.database.url);
      process.stdout.write(applied.length === 0 ? 'Nothing to apply.\n' : `Applied: ${applied.join(', ')}\n`);
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
