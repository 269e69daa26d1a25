import { spawnSync } from 'node:child_process';

/** Whether bubblewrap is installed and may do its work here; suites that need it say so and are skipped without. */
export const canSandbox: boolean =
  spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', '--proc', '/proc', 'true']).status === 0;

if (!canSandbox)
  console.warn(
    'Skipped here: what needs bubblewrap. Install it (apt-get install -y bubblewrap) to have it tested.',
  );
