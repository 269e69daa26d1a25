import helmet from '@fastify/helmet';
import type { App } from './app.ts';

/** Headers for answers that are data: a browser shows, frames, guesses and keeps nothing of them. Pages bring a policy of their own. */
export async function secureAnswers(app: App): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    xXssProtection: false,
  });
}
