import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { SignInServer } from '../auth/github-sign-in.ts';
import { loginLifeMs } from '../auth/login-token.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { localPath } from '../http/local-path.ts';
import { cookieOf, dropCookie, pendingCookie, sessionCookie, setCookie } from '../http/login-cookies.ts';
import { githubAway, loginOff } from '../http/login-problems.ts';
import { refuseCrossOrigin } from '../http/refuse-cross-origin.ts';
import { quoted, wrongInput } from '../http/wrong-input.ts';
import { ProblemError } from '../problem.ts';
import { endLogin } from '../services/keep-login.ts';
import { beginLogin, finishLogin, pendingSeconds, type Refusal, serverOfLogin } from '../services/log-in.ts';

const access = { access: 'public' } as const;
const Query = Type.Object({ return_to: Type.Optional(Type.String({ maxLength: 2_000 })) });

const Elsewhere = Type.Null({ description: 'Location says where' });

/** People log in with GitHub, and out again. */
export function loginRoutes(app: App, context: Context): void {
  app.get(
    '/login',
    { config: access, schema: { querystring: Query, response: { 303: Elsewhere } } },
    async (request, reply) => {
      const at = signIn(context);
      const wanted = request.query.return_to ?? '/';
      const returnTo = localPath(wanted, context.config.http.publicUrl);
      if (returnTo === null) throw badReturn(wanted);
      const { location, pending } = await beginLogin(context, at, returnTo);
      setCookie(reply, pendingCookie, pending, pendingSeconds);
      return reply.header('cache-control', 'no-store').redirect(location, 303);
    },
  );
  app.get(
    '/login/callback',
    { config: { ...access, anyQuery: true }, schema: { response: { 303: Elsewhere } } },
    async (request, reply) => {
      const finished = await finishLogin(context, signIn(context), {
        pending: cookieOf(request, pendingCookie),
        query: new URL(request.url, context.config.http.publicUrl).searchParams,
        earlier: cookieOf(request, sessionCookie),
      });
      dropCookie(reply, pendingCookie);
      void reply.header('cache-control', 'no-store');
      if (finished.kind === 'refused') throw refusal(finished.why);
      setCookie(reply, sessionCookie, finished.loginToken, loginLifeMs / 1000);
      return reply.redirect(finished.returnTo, 303);
    },
  );
  app.post(
    '/logout',
    { config: access, schema: { response: { 204: Type.Null() } } },
    async (request, reply) => logOut(context, request, reply),
  );
}

async function logOut(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  refuseCrossOrigin(request, context.config.http.publicUrl);
  const login = cookieOf(request, sessionCookie);
  if (login !== null) await endLogin(context, login);
  dropCookie(reply, sessionCookie);
  return reply.code(204).send();
}

function signIn(context: Context): SignInServer {
  const at = serverOfLogin(context);
  if (at === null) throw loginOff();
  return at;
}

function badReturn(path: string): ProblemError {
  const detail = `return_to is ${quoted(path)}: give a path of this server, such as /runs.`;
  return wrongInput('bad_return_to', [{ in: 'query', name: 'return_to', detail }]);
}

function refusal(why: Refusal): ProblemError {
  switch (why) {
    case 'not begun here':
      return new ProblemError({
        status: 400,
        code: 'login_not_begun',
        detail:
          'This login was not begun in this browser, was finished already, or took longer than 10 minutes. Begin again at /login.',
      });
    case 'denied':
      return new ProblemError({
        status: 403,
        code: 'login_denied',
        detail: 'GitHub says that the login was refused there. Begin again at /login, and agree.',
      });
    case 'code refused':
      return new ProblemError({
        status: 400,
        code: 'login_code_refused',
        detail:
          'GitHub did not take its code back: it was used before, is older than 10 minutes, or GITHUB_CLIENT_SECRET is wrong. Begin again at /login.',
      });
    case 'github away':
      return githubAway();
    default:
      return why satisfies never;
  }
}
