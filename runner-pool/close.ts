import { setTimeout as sleep } from 'node:timers/promises';
import grace from 'close-with-grace';
import type { Coordinator } from './serve.ts';

/** All of the end has this long; then the process ends. */
const drainMs = 10_000;
/** What a fault has left of it has no more than this. */
const faultMs = 3_000;

/**
 * SIGTERM and SIGINT end the coordinator after what it is doing; a second one ends it at once. A fault that nobody caught is
 * logged and ends it too, without taking anything more: what it would still do nobody knows. One that starts is ended once it has.
 */
export function closeWithGrace(starting: Promise<Coordinator>, delayMs: number): void {
  let coordinator: Coordinator | null = null;
  const fail = (error: unknown): void => {
    if (coordinator !== null) coordinator.failed(error);
    else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  };
  starting.then(
    (started) => {
      coordinator = started;
    },
    // Told by whoever waits for it.
    () => undefined,
  );
  // Nothing left to do is the end of a start that failed, with an exit code of its own.
  grace({ delay: drainMs, logger: { error: fail }, skip: ['beforeExit'] }, async ({ err, signal }) => {
    if (err !== undefined) fail(err);
    const started = await starting.catch(() => null);
    // Nobody distributes requests to what ends in a terminal.
    const ended = started?.close({ delayMs: signal === 'SIGTERM' ? delayMs : 0 });
    await (err === undefined ? ended : Promise.race([ended, sleep(faultMs)]));
  });
}
