import { MadeApiToken } from '../../contract/api-token.ts';
import { DeviceLogin, DeviceTokenRequest } from '../../contract/device-login.ts';
import type { SignInServer } from '../auth/github-sign-in.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { belongsNowhere, mustChoose } from '../http/choose-organization.ts';
import { githubAway, loginOff } from '../http/login-problems.ts';
import { ProblemError } from '../problem.ts';
import { serverOfLogin } from '../services/log-in.ts';
import { askForDeviceToken, beginDeviceLogin, type DeviceAsked } from '../services/log-in-device.ts';

const config = { access: 'public' } as const;

/** The command line logs in without a browser of its own: RFC 8628, with GitHub's codes. */
export function deviceRoutes(app: App, context: Context): void {
  app.post('/login/device', { config, schema: { response: { 200: DeviceLogin } } }, async (_, reply) => {
    const begun = await beginDeviceLogin(context, signIn(context));
    if (begun.kind === 'refused') throw notBegun(begun.why);
    return reply.header('cache-control', 'no-store').send(begun.device);
  });
  app.post(
    '/login/device/token',
    { config, schema: { body: DeviceTokenRequest, response: { 201: MadeApiToken } } },
    async (request, reply) => {
      const asked = await askForDeviceToken(context, signIn(context), request.body);
      if (asked.kind !== 'made') throw refusal(asked);
      return reply.code(201).header('cache-control', 'no-store').send(asked.token);
    },
  );
}

function signIn(context: Context): SignInServer {
  const at = serverOfLogin(context);
  if (at === null) throw loginOff();
  return at;
}

function notBegun(why: string): ProblemError {
  if (why !== 'device_flow_disabled') return githubAway();
  return new ProblemError({
    status: 404,
    code: 'device_login_off',
    detail: 'The device flow is not switched on for the OAuth app on GitHub. Switch it on in its settings.',
  });
}

const details: Readonly<Record<string, string>> = {
  authorization_pending: 'The person has not decided yet. Ask again after the interval.',
  slow_down: 'You ask too often. Leave intervalSeconds between two questions.',
  access_denied: 'The person said no. Begin again.',
  expired_token: 'The device code is over, or none of ours. Begin again.',
  incorrect_device_code: 'The device code was used already. Begin again.',
};

function refusal(asked: Exclude<DeviceAsked, { kind: 'made' }>): ProblemError {
  switch (asked.kind) {
    case 'no token':
      return new ProblemError({
        status: 400,
        code: asked.error,
        detail: details[asked.error] ?? 'GitHub refuses the device code. Begin again.',
        more: asked.intervalSeconds > 0 ? { intervalSeconds: asked.intervalSeconds } : {},
      });
    case 'choose an organization':
      return mustChoose(asked.among);
    case 'no organization':
      return belongsNowhere(asked);
    case 'github away':
      return githubAway();
    default:
      return asked satisfies never;
  }
}
