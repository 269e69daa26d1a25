// Says how much JavaScript the built dashboard (dist/dashboard) loads, and fails where that is too much to wait for on a phone.
import { join } from 'node:path';
import { measure } from './dashboard-size/measure.ts';
import { readRoutes } from './dashboard-size/routes.ts';
import { root } from './run-command.ts';

const sizes = await measure(await readRoutes(join(root, 'dist/dashboard')));
for (const { name, bytes, mostBytes } of sizes) {
  const line = `${(bytes / 1000).toFixed(1).padStart(5)} of ${mostBytes / 1000} KB gzip  ${name}`;
  if (bytes <= mostBytes) console.log(line);
  else {
    console.error(`${line}: too much. Load what is rarely used when it is used, or do without it.`);
    process.exitCode = 1;
  }
}
