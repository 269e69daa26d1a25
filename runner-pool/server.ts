import cookie from '@fastify/cookie';
import files from '@fastify/static';
import type { Context } from './context.ts';
import { logRequests } from './http/access-log.ts';
import { answerProblems } from './http/answer-problems.ts';
import type { App } from './http/app.ts';
import { createApp } from './http/create-app.ts';
import { builtDashboard, openDashboard } from './http/dashboard-page.ts';
import { describeRoutes, openApiRoute } from './http/describe-routes.ts';
import { endConnections } from './http/end-connections.ts';
import { guardRoutes } from './http/guard-routes.ts';
import { takeJsonBodies } from './http/json-bodies.ts';
import { limitDepth } from './http/limit-depth.ts';
import { limitAddresses, limitHolders } from './http/limit-rates.ts';
import { measureRequests } from './http/measure-requests.ts';
import { refuseUnknownQuery } from './http/refuse-unknown-query.ts';
import { secureAnswers } from './http/secure-answers.ts';
import { tellLive } from './http/tell-live.ts';
import { traceRequests } from './http/trace-requests.ts';
import { setValidation } from './http/validation.ts';
import { blobRoutes } from './routes/blobs.ts';
import { budgetRoutes } from './routes/budgets.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { deviceRoutes } from './routes/device.ts';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoutes } from './routes/history.ts';
import { loginRoutes } from './routes/login.ts';
import { meRoutes } from './routes/me.ts';
import { memberRoutes } from './routes/members.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { organizationRoutes } from './routes/organization.ts';
import { ratingRoutes } from './routes/rating.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { retryRoutes } from './routes/retry.ts';
import { rootRoutes } from './routes/root.ts';
import { runProtocolRoutes } from './routes/run-protocol.ts';
import { runRoutes } from './routes/runs.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { streamRoutes } from './routes/stream.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { webhookRoutes } from './routes/webhooks.ts';

const parts = [
  healthRoutes,
  metricsRoutes,
  loginRoutes,
  deviceRoutes,
  meRoutes,
  tokenRoutes,
  memberRoutes,
  deadLetterRoutes,
  retryRoutes,
  ratingRoutes,
  webhookRoutes,
  runProtocolRoutes,
  searchRoutes,
  blobRoutes,
  eventRoutes,
  runRoutes,
  historyRoutes,
  streamRoutes,
  sessionRoutes,
  budgetRoutes,
  repositoryRoutes,
  organizationRoutes,
];

/** The coordinator's HTTP side: hooks first, in the order in which a request meets them, then the routes, a file each. */
export async function createServer(
  context: Context,
  { dashboard: folder = builtDashboard }: { readonly dashboard?: string } = {},
): Promise<App> {
  const { config, metrics, drain, version, log } = context;
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
  tellLive(app, context);
  await describeRoutes(app, config, version);
  const dashboard = await openDashboard(folder);
  if (dashboard === null)
    log.info(`No dashboard of this version in ${folder} (npm run build): / answers JSON`);
  else {
    await app.register(files, { root: dashboard.folder, serve: false, index: false, dotfiles: 'ignore' });
    dashboardRoutes(app, dashboard);
  }
  rootRoutes(app, context, dashboard);
  for (const routes of parts) routes(app, context);
  openApiRoute(app);
  await app.ready();
  return app;
}
