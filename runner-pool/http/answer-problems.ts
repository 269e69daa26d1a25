import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isAway, isPassing } from '../database/database-faults.ts';
import { notFound, ProblemError, problemDocument } from '../problem.ts';
import type { App } from './app.ts';
import { frameworkProblem } from './framework-problem.ts';
import { knowMethods } from './method-not-allowed.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the problem that it is answered with; null: none. */
    problemCode: string | null;
  }
}

/** Every refusal and fault as a problem document; what nobody foresaw is logged in full and shown as nothing but its id. */
export function answerProblems(app: App): void {
  app.decorateRequest('problemCode', null);
  const wrongMethod = knowMethods(app);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request);
    if (problem.status >= 500) request.log.error({ err: error }, 'a request failed');
    return answer(reply, problem, request.id);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    return answer(reply, wrongMethod(path) ?? notFound(), request.id);
  });
}

/** For what goes wrong before there is a route. */
export function answerFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void answer(reply, problemOf(error, request), request.id);
}

async function answer(reply: FastifyReply, problem: ProblemError, requestId: string): Promise<FastifyReply> {
  reply.request.problemCode = problem.code;
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, requestId)));
}

function problemOf(error: FastifyError, request: FastifyRequest): ProblemError {
  if (error instanceof ProblemError) return error;
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return frameworkProblem(error, request);
  if (isAway(error))
    return new ProblemError({
      status: 503,
      code: 'unavailable',
      detail: 'The database cannot be reached. Nothing was lost; try again.',
      headers: { 'retry-after': '2' },
    });
  if (isPassing(error))
    return new ProblemError({
      status: 503,
      code: 'unavailable',
      detail:
        'The database did not come to an end with it: it took too long, or stood in the way of another request. Try again.',
      headers: { 'retry-after': '2' },
    });
  return new ProblemError({
    status: 500,
    code: 'internal',
    detail: 'The coordinator failed. Its log has more under this request id.',
  });
}
