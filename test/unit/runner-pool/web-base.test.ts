import { expect, it } from 'vitest';
import { webBaseOf } from '../../../runner-pool/auth/github-sign-in.ts';

it.each([
  ['https://api.github.com', 'https://github.com'],
  ['https://api.github.com/', 'https://github.com'],
  ['https://api.corp.ghe.com', 'https://corp.ghe.com'],
  ['https://github.corp.example/api/v3', 'https://github.corp.example'],
  ['https://api.corp.example/api/v3', 'https://api.corp.example'],
  ['http://127.0.0.1:9000/api/v3', 'http://127.0.0.1:9000'],
  ['https://corp.example/github/api/v3', 'https://corp.example/github'],
])('people of %s sign in at %s', (apiUrl, base) => {
  expect(webBaseOf(apiUrl)).toBe(base);
});
