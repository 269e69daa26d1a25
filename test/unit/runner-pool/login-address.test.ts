import { expect, it } from 'vitest';
import { readConfig } from '../../../runner-pool/config.ts';

const login = { GITHUB_CLIENT_ID: 'Ov23li', GITHUB_CLIENT_SECRET: 'a-secret' };

it.each(['https://runs.example', 'http://localhost:8787', 'http://127.0.0.1', 'http://[::1]:8787'])(
  'people can log in at %s',
  (PUBLIC_URL) => {
    expect(readConfig({ ...login, PUBLIC_URL })).not.toHaveProperty('faults');
  },
);

it.each(['http://runs.example', 'http://localhost.example', 'http://192.168.1.2:8787'])(
  'people cannot log in at %s, where no browser keeps the cookie',
  (PUBLIC_URL) => {
    expect(readConfig({ ...login, PUBLIC_URL })).toEqual({ faults: [expect.stringContaining(PUBLIC_URL)] });
    expect(readConfig({ PUBLIC_URL })).not.toHaveProperty('faults');
  },
);
