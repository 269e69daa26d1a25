import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';

/** Whether the process is there, and whether it can do its work. */
export function healthRoutes(app: App, _context: Context): void {
  app.get('/health/live', { config: { access: 'public' } }, async () => ({ status: 'live' }));
}
