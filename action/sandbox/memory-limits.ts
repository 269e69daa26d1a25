import { inside } from './places.ts';

const mib = 1024 * 1024;
/** Programs build and unpack in the first, browsers and databases share memory through the second; nothing is written to others. */
const sizes: Readonly<Record<string, number>> = { [inside.temp]: 1024 * mib, '/dev/shm': 256 * mib };
const smallBytes = mib;

/** The same arguments with a size for every file system that lies in the machine's memory. */
export function limited(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) =>
    arg === '--tmpfs' ? ['--size', String(sizes[args[index + 1] ?? ''] ?? smallBytes), arg] : [arg],
  );
}
