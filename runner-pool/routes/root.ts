import { type Static, Type } from 'typebox';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import type { Dashboard } from '../http/dashboard-page.ts';
import { sendPage } from './dashboard.ts';

const Root = Type.Object({
  name: Type.Literal('claude-orchestrator'),
  version: Type.String(),
  openapi: Type.String({ description: 'All that it can be asked' }),
  ready: Type.String({ description: 'Whether it can do its work' }),
  login: Type.Union([Type.String(), Type.Null()], { description: 'For people; null: off' }),
  documentation: Type.String({ description: 'In the repository of this version' }),
});

type Deps = Pick<Context, 'config' | 'version'>;

const answers = {
  200: {
    description: 'Which of the two says `Accept`',
    content: {
      'application/json': { schema: Root },
      'text/html': { schema: Type.String({ description: 'The dashboard, where it is built' }) },
    },
  },
};

/** For who opens the address alone: the dashboard, or to programs what this is. */
export function rootRoutes(app: App, deps: Deps, dashboard: Dashboard | null): void {
  app.get('/', { config: { access: 'public' }, schema: { response: answers } }, async (request, reply) => {
    void reply.header('vary', 'accept');
    if (dashboard === null || wantsJson(request.headers.accept)) return reply.send(rootOf(deps));
    return sendPage(request, reply, dashboard);
  });
}

const wantsJson = (accept = ''): boolean =>
  accept.includes('application/json') && !/text\/html|\*\/\*/.test(accept);

function rootOf({ config, version }: Deps): Static<typeof Root> {
  return {
    name: 'claude-orchestrator',
    version,
    openapi: '/openapi.json',
    ready: '/health/ready',
    login: config.github.login === null ? null : '/login',
    documentation: 'docs/coordinator.md',
  };
}
