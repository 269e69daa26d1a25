import packageJson from '../../package.json' with { type: 'json' };
import { closeWithGrace } from '../close.ts';
import { type Config, readConfig } from '../config.ts';
import { reaching } from '../connection-fault.ts';
import { migrate } from '../database/migrate.ts';
import { serve } from '../serve.ts';
import { checkCommand } from './check.ts';
import { exportCommand } from './export.ts';
import { help } from './help.ts';
import { tokenCommand } from './token.ts';
import type { Told } from './told.ts';

/** Null: what it starts goes on, and has told already. */
type Command = (config: Config, args: readonly string[]) => Promise<Told | null>;

const commands: Readonly<Record<string, Command>> = {
  serve: serveUntilEnd,
  migrate: migrateCommand,
  check: checkCommand,
  token: tokenCommand,
};

/** Does what was asked for. Exit codes: 0 done, 1 failed, 2 asked wrongly. */
export async function runCommand([name, ...args]: readonly string[]): Promise<void> {
  const asked = [name ?? '', ...args];
  if (name === 'help' || asked.some((word) => word === '--help' || word === '-h'))
    return tell({ stdout: help, exitCode: 0 });
  if (name === '--version') return tell({ stdout: `${packageJson.version}\n`, exitCode: 0 });
  if (name === undefined) return tell({ stderr: help, exitCode: 2 });
  // It works without the coordinator's configuration.
  if (name === 'export') return telling(async () => exportCommand(args));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined)
    return tell({ stderr: `There is no command ${JSON.stringify(name)}.\n\n${help}`, exitCode: 2 });
  if (args.length > 0 && name !== 'token')
    return tell({ stderr: `${name} takes no arguments, and got ${args.join(' ')}.\n\n${help}`, exitCode: 2 });
  const config = readConfig(undefined, { isServing: name === 'serve' });
  if ('faults' in config) {
    const lines = config.faults.map((fault) => `  ${fault}\n`);
    return tell({ stderr: `The configuration is wrong:\n${lines.join('')}`, exitCode: 2 });
  }
  await telling(async () => command(config, args));
}

async function telling(work: () => Promise<Told | null>): Promise<void> {
  try {
    const told = await work();
    if (told !== null) tell(told);
  } catch (error) {
    tell({ stderr: `${error instanceof Error ? error.message : String(error)}\n`, exitCode: 1 });
  }
}

function tell({ stdout = '', stderr = '', exitCode }: Told): void {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
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
    return {
      stderr:
        'migrate needs DATABASE_URL; without it, the coordinator brings its own database up to date when it starts.\n',
      exitCode: 2,
    };
  const { url } = database;
  const { applied } = await reaching('DATABASE_URL', url, async () => migrate(url));
  const stdout = applied.length === 0 ? 'Nothing to apply.\n' : `Applied: ${applied.join(', ')}\n`;
  return { stdout, exitCode: 0 };
}
