import type { FastifyRequest } from 'fastify';
import type { Token } from '../token.ts';
import type { World } from '../world.ts';
import { badCredentials } from './problem.ts';

/** Whose token a request carries; null without one, a 401 when nobody issued it or it has expired. */
export function authenticate(world: World, request: FastifyRequest): Token | null {
  const text = presentedToken(request.headers.authorization);
  if (text === null) return null;
  const token = world.tokens.get(text);
  if (token === undefined) throw badCredentials();
  const refusal = token.refusal?.() ?? null;
  if (refusal !== null) throw refusal;
  return token;
}

/** `token X` and `Bearer X` for the API; git sends Basic with the token as password (or as the user, without one). */
export function presentedToken(header: string | undefined): string | null {
  if (header === undefined) return null;
  const [scheme = '', value = ''] = header.split(/\s+/, 2);
  switch (scheme.toLowerCase()) {
    case 'bearer':
    case 'token':
      return value;
    case 'basic': {
      const [user = '', password = ''] = Buffer.from(value, 'base64').toString().split(':', 2);
      return password === '' || password === 'x-oauth-basic' ? user : password;
    }
    default:
      return '';
  }
}
