// A process that does tasks until it is killed: each takes a moment, leaves one effect, and says when it begins and ends.
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../../../runner-pool/config.ts';
import { createContext } from '../../../../runner-pool/context.ts';
import { startQueues } from '../../../../runner-pool/queues/start-queues.ts';
import { plansWith, shortTimes } from './times.ts';

const config = readConfig();
if ('faults' in config || config.database.url === null) throw new Error('The settings are wrong');
const context = await createContext(config, config.database.url);
const { database } = context;
const trace = async (ref: string, what: string): Promise<void> =>
  void (await database.call('insert into public.trace (ref, pid, what) values ($1, $2, $3)', [
    ref,
    process.pid,
    what,
  ]));
await startQueues(context, {
  databaseUrl: config.database.url,
  times: shortTimes,
  plans: plansWith({ attempts: Number(process.argv[2]) }),
  sweeps: [],
  handlers: {
    'work-delivery': async (_, { ref }) => {
      await trace(ref, 'begin');
      if (ref === 'poison') process.kill(process.pid, 'SIGKILL');
      await sleep(20);
      await database.call('insert into public.effects (ref) values ($1) on conflict do nothing', [ref]);
      await trace(ref, 'end');
    },
  },
});
process.stdout.write('working\n');
