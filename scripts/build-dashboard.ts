import { join } from 'node:path';
import { build } from 'vite';
import { root } from './run-command.ts';

/** Builds the dashboard into a folder: files that any web server can give out, at any path. */
export async function buildDashboard(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'dashboard-static'),
    base: './',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2024',
      // An inline script would need a hole in the policy.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      license: { fileName: 'licenses.md' },
    },
  });
}
