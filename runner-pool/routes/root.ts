import { Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';

const Root = Type.Object({
  name: Type.Literal('claude-orchestrator'),
  version: Type.String(),
  openapi: Type.String({ description: 'All that it can be asked' }),
  ready: Type.String({ description: 'Whether it can do its work' }),
  login: Type.Union([Type.String(), Type.Null()], { description: 'For people; null: off' }),
  documentation: Type.String({ description: 'In the repository of this version' }),
});

/** For who opens the address alone. */
export function rootRoutes(app: App, { config, version }: Pick<Context, 'config' | 'version'>): void {
  app.get('/', { config: { access: 'public' }, schema: { response: { 200: Root } } }, async () => ({
    name: 'claude-orchestrator' as const,
    version,
    openapi: '/openapi.json',
    ready: '/health/ready',
    login: config.github.login === null ? null : '/login',
    documentation: 'docs/coordinator.md',
  }));
}
