import { checkCommand } from './check-command.ts';
import { closeWithGrace } from './close.ts';
import { type Config, readConfig } from './config.ts';
import { migrate } from './database/migrate.ts';
import { serve } from './serve.ts';
import { type Told, tokenCommand } from './token-command.ts';

const usage = `claude-orchestrator COMMAND

  serve     start the coordinator (npm start)
  migrate   bring the database of DATABASE_URL up to date, and end
  check     look for what must never be in the database: stuck runs, money that does not add up
  token     make or revoke an administrator's token
`;

/** What it has to tell at its end; null: nothing more. */
type Command = (config: Config, args: readonly string[]) => Promise<Told | null>;

const commands: Readonly<Record<string, Command>> = {
  serve: serveUntilEnd,
  migrate: migrateCommand,
  check: checkCommand,
  token: tokenCommand,
};

/** Does what was asked for. Exit codes: 0 done, 1 failed, 2 asked wrongly. */
export async function runCommand([name = 'serve', ...args]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined || (args.length > 0 && name !== 'token'))
    return tell({ text: usage, exitCode: 2 });
  const config = readConfig();
  if ('faults' in config) {
    const lines = config.faults.map((fault) => `  ${fault}\n`);
    return tell({ text: `The configuration is wrong:\n${lines.join('')}`, exitCode: 2 });
  }
  try {
    const told = await command(config, args);
    if (told !== null) tell(told);
  } catch (error) {
    tell({ text: `${error instanceof Error ? error.message : String(error)}\n`, exitCode: 1 });
  }
}

function tell({ text, exitCode }: Told): void {
  (exitCode === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = exitCode;
}

/** Readable by programs, stdout is the log alone; a person reads stderr. */
async function serveUntilEnd(config: Config): Promise<null> {
  const starting = serve(config, process.stderr);
  closeWithGrace(starting, config.http.drainDelayMs);
  await starting;
  return null;
}

async function migrateCommand({ database }: Config): Promise<Told> {
  if (database.url === null)
    throw new Error(
      'migrate needs DATABASE_URL; without it, the coordinator brings its own database up to date.',
    );
  const { applied } = await migrate(database.url);
  const text = applied.length === 0 ? 'Nothing to apply.\n' : `Applied: ${applied.join(', ')}\n`;
  return { text, exitCode: 0 };
}
