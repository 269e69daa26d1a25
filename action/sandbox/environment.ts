import { inside, insidePorts, isWithin } from './places.ts';

type Variables = Readonly<Record<string, string>>;

export interface InsideEnvironment {
  /** What Claude would get outside. */
  readonly env: Variables;
  /** Folders that programs can be in. */
  readonly programFolders: readonly string[];
  /** Files inside, by the variables that name them. */
  readonly files: Variables;
  readonly hasEgress: boolean;
}

/** Of no meaning inside: paths that are not shown, and proxies that cannot be reached. */
const dropped =
  /^(PATH|HOME|TMPDIR|SHELL|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|GOOGLE_APPLICATION_CREDENTIALS|(https?|all|no)_proxy)$/i;

/** Claude's environment, fitted to the sandbox. */
export function sandboxEnvironment({ env, programFolders, files, hasEgress }: InsideEnvironment): Variables {
  const kept = Object.entries(env).filter(([name]) => !dropped.test(name));
  const path = (env['PATH'] ?? '')
    .split(':')
    .filter((folder) => programFolders.some((shown) => isWithin(folder, shown)));
  return {
    ...Object.fromEntries(kept),
    // Ours come last: where a job set up its own Node, that is the one its commands mean.
    PATH: [...new Set([...path, '/usr/local/bin', '/usr/bin', '/bin', inside.programs])].join(':'),
    HOME: inside.home,
    TMPDIR: inside.temp,
    SHELL: '/bin/sh',
    ...files,
    ...(hasEgress ? proxySettings : {}),
  };
}

/** No HTTP_PROXY: the proxy serves CONNECT alone, so plain HTTP would only fail in less clear words. */
const proxy = `http://127.0.0.1:${insidePorts.egress}`;
const proxySettings: Variables = {
  HTTPS_PROXY: proxy,
  https_proxy: proxy,
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
  // From Node 24 on its own fetch and https follow the variables above.
  NODE_USE_ENV_PROXY: '1',
};
