import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `__Host-`: only this very host can have set it, over HTTPS, for all paths; a neighbour's subdomain cannot put one of its own in
 * its place. Browsers hold http://localhost for secure enough (Safari does not).
 */
export const sessionCookie = '__Host-session';
export const pendingCookie = '__Host-login';

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** Null where there is none, and where there are two: one of them is then somebody else's. */
export function cookieOf({ headers, cookies }: FastifyRequest, name: string): string | null {
  const sent = (headers.cookie ?? '').split(';').filter((part) => part.trimStart().startsWith(`${name}=`));
  return sent.length === 1 ? (cookies[name] ?? null) : null;
}

export function setCookie(reply: FastifyReply, name: string, value: string, maxAgeSeconds: number): void {
  reply.setCookie(name, value, { ...attributes, maxAge: maxAgeSeconds });
}

export function dropCookie(reply: FastifyReply, name: string): void {
  reply.setCookie(name, '', { ...attributes, maxAge: 0 });
}
