import { expect, it } from 'vitest';
import { sandboxEnvironment } from '../../../action/sandbox/environment.ts';

const outside = {
  PATH: '/home/runner/.local/bin:/opt/hostedtoolcache/node/bin:/usr/bin:/usr-evil/bin:/bin:relative:',
  LANG: 'C.UTF-8',
  HOME: '/home/runner',
  HTTPS_PROXY: 'http://me:secret@proxy.corp:3128',
  http_proxy: 'http://proxy.corp:3128',
  ALL_PROXY: 'socks://proxy.corp',
  no_proxy: 'corp',
  SSL_CERT_FILE: '/home/runner/ca.pem',
  SSL_CERT_DIR: '/home/runner/certs',
  ANTHROPIC_API_KEY: 'dummy',
};

const inside = {
  env: outside,
  programFolders: ['/usr', '/bin', '/opt/hostedtoolcache'],
  files: { SSL_CERT_FILE: '/sandbox/files/SSL_CERT_FILE' },
  hasEgress: false,
};

it('keeps what has a meaning inside, and cuts PATH down to what is there', () => {
  expect(sandboxEnvironment(inside)).toEqual({
    LANG: 'C.UTF-8',
    ANTHROPIC_API_KEY: 'dummy',
    PATH: '/opt/hostedtoolcache/node/bin:/usr/bin:/bin:/usr/local/bin:/sandbox/bin',
    HOME: '/home/claude',
    TMPDIR: '/tmp',
    SHELL: '/bin/sh',
    SSL_CERT_FILE: '/sandbox/files/SSL_CERT_FILE',
  });
});

it('points programs to the egress proxy where there is one, and past it for the gateway', () => {
  expect(sandboxEnvironment({ ...inside, hasEgress: true })).toMatchObject({
    HTTPS_PROXY: 'http://127.0.0.1:8702',
    https_proxy: 'http://127.0.0.1:8702',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  });
});
