import grace from 'close-with-grace';
import type { Coordinator } from './serve.ts';

/** What is under way has this long; then the process ends. */
const drainMs = 10_000;

/** SIGTERM and SIGINT end the coordinator after what it is doing; a second one ends it at once. */
export function closeWithGrace(coordinator: Coordinator): void {
  grace({ delay: drainMs }, async () => coordinator.close());
}
