import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { CliMissingError, installYourself } from './cli-missing-error.ts';
import { TransientError } from './retry.ts';

/** What we use of a registry's answer to `GET <registry>/<package>/<version>`. */
const Manifest = Type.Object({
  dist: Type.Object({
    tarball: Type.String(),
    integrity: Type.Optional(Type.String()),
  }),
});
export type Dist = Static<typeof Manifest>['dist'];

/** An npm registry's address, with a slash at its end. Throws CliMissingError, which never repeats the address. */
export function registryUrl(text: string): URL {
  const url = URL.parse(text.endsWith('/') ? text : `${text}/`);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '')
    return url;
  throw new CliMissingError(
    'The address of the npm registry is not http(s), or has a user name or password in it',
    'Correct the registry address, or set `claude-path` to a Claude Code that is already installed',
  );
}

/** Where a package's tarball is and what its hash is, as the registry says. */
export async function publishedDist(
  registry: URL,
  name: string,
  version: string,
  signal: AbortSignal,
): Promise<Dist> {
  const response = await request(
    new URL(`${name.replace('/', '%2f')}/${version}`, registry),
    registry,
    signal,
  );
  if (response.status === 404)
    throw new CliMissingError(
      `${registry.host} has no ${name} ${version}`,
      'Set `claude-version` to a published version of @anthropic-ai/claude-code, or leave it out',
    );
  const manifest = await bodyOf(response);
  if (Value.Check(Manifest, manifest)) return manifest.dist;
  throw new CliMissingError(
    `${registry.host} answered something else than a package's description`,
    installYourself,
  );
}

/**
 * A GET of an address of the registry. A failure that may pass is a TransientError; 404 is left to the caller; other
 * refusals are a CliMissingError.
 */
export async function request(url: URL, registry: URL, signal: AbortSignal): Promise<Response> {
  if (!isTrusted(url, registry)) throw untrusted(url, registry);
  // `identity`: a tarball that a server compresses again would be unpacked on the way, and no longer match its hash.
  const headers = { 'accept-encoding': 'identity' };
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw asTransient(error, url.host);
  });
  if (isTrusted(new URL(response.url), registry) && (response.ok || response.status === 404)) return response;
  await response.body?.cancel();
  if (!isTrusted(new URL(response.url), registry)) throw untrusted(new URL(response.url), registry);
  if (response.status >= 500 || response.status === 429 || response.status === 408)
    throw new TransientError(`${url.host} answered ${response.status}`);
  throw new CliMissingError(
    `${url.host} refused the download of Claude Code (${response.status})`,
    installYourself,
  );
}

/** `fetch` and its bodies reject with a TypeError for whatever goes wrong on the network; a cancelling is passed through. */
export function asTransient(error: unknown, host: string): unknown {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new TransientError(`${host} did not answer in time`, { cause: error });
  if (!(error instanceof TypeError)) return error;
  const { code = error.message } = (error.cause ?? {}) as { readonly code?: string };
  return new TransientError(`${host} could not be reached, or broke off (${code})`, { cause: error });
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw asTransient(error, new URL(response.url).host);
  }
}

/** Registries keep tarballs on other hosts, but no one may lead us from https to plain http, nor to another plain host. */
function isTrusted(url: URL, registry: URL): boolean {
  return url.protocol === 'https:' || url.origin === registry.origin;
}

function untrusted(url: URL, registry: URL): CliMissingError {
  return new CliMissingError(
    `${registry.host} sends us to ${url.protocol}//${url.host}, which is neither itself nor https`,
    installYourself,
  );
}
