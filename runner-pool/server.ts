import cookie from '@fastify/cookie';
import type { Context } from './context.ts';
import { logRequests } from './http/access-log.ts';
import { answerProblems } from './http/answer-problems.ts';
import type { App } from './http/app.ts';
import { createApp } from './http/create-app.ts';
import { describeRoutes, openApiRoute } from './http/describe-routes.ts';
import { endConnections } from './http/end-connections.ts';
import { guardRoutes } from './http/guard-routes.ts';
import { takeJsonBodies } from './http/json-bodies.ts';
import { limitDepth } from './http/limit-depth.ts';
import { limitAddresses, limitHolders } from './http/limit-rates.ts';
import { measureRequests } from './http/measure-requests.ts';
import { refuseUnknownQuery } from './http/refuse-unknown-query.ts';
import { secureAnswers } from './http/secure-answers.ts';
import { traceRequests } from './http/trace-requests.ts';
import { setValidation } from './http/validation.ts';
import { blobRoutes } from './routes/blobs.ts';
import { budgetRoutes } from './routes/budgets.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { deviceRoutes } from './routes/device.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { loginRoutes } from './routes/login.ts';
import { meRoutes } from './routes/me.ts';
import { memberRoutes } from './routes/members.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { organizationRoutes } from './routes/organization.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { retryRoutes } from './routes/retry.ts';
import { rootRoutes } from './routes/root.ts';
import { runProtocolRoutes } from './routes/run-protocol.ts';
import { runRoutes } from './routes/runs.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { webhookRoutes } from './routes/webhooks.ts';

const parts = [
  rootRoutes,
  healthRoutes,
  metricsRoutes,
  loginRoutes,
  deviceRoutes,
  meRoutes,
  tokenRoutes,
  memberRoutes,
  deadLetterRoutes,
  retryRoutes,
  webhookRoutes,
  runProtocolRoutes,
  searchRoutes,
  blobRoutes,
  eventRoutes,
  runRoutes,
  sessionRoutes,
  budgetRoutes,
  repositoryRoutes,
  organizationRoutes,
];

/** The coordinator's HTTP side: hooks first, in the order in which a request meets them, then the routes, a file each. */
export async function createServer(context: Context): Promise<App> {
  const { config, metrics, drain, version } = context;
  const app = createApp(context);
  setValidation(app);
  takeJsonBodies(app);
  answerProblems(app);
  measureRequests(app, metrics.requests);
  logRequests(app);
  if (config.tracesUrl !== null) traceRequests(app);
  endConnections(app, drain);
  limitDepth(app);
  refuseUnknownQuery(app);
  await secureAnswers(app);
  await limitAddresses(app, config.http);
  // Before the guard, which reads them.
  await app.register(cookie);
  guardRoutes(app, context);
  limitHolders(app, config.http);
  await describeRoutes(app, config, version);
  for (const routes of parts) routes(app, context);
  openApiRoute(app);
  await app.ready();
  return app;
}
