import type { Scope } from '../../contract/scope.ts';

/**
 * Who may use a route, stated by every route: a scope (tokens and people), `run` (the run named in the path, by its run token),
 * `admission` (a job by OIDC, or a token with runs:write), `known` (whoever has logged in or has a token, of whatever organization
 * and scope), `signed` (the body carries its proof) or `public`.
 */
export type Access = Scope | 'run' | 'admission' | 'known' | 'signed' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly access?: Access;
  }
}
