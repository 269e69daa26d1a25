import { expect, it } from 'vitest';
import { placeOfUrl, reaching } from '../../../runner-pool/connection-fault.ts';

it.each([
  ['postgres://user:secret@db.example/name', 'db.example:5432'],
  ['postgresql://user:secret@[::1]:6000/name', '[::1]:6000'],
  ['postgres://user:secret@%2Frun%2Fpostgres/name', '/run/postgres'],
  ['postgres:///name?host=/run/postgres&password=secret', '/run/postgres'],
  ['rediss://:secret@cache', 'cache:6379'],
])('names the place of %s, and nothing else of it', (url, place) => {
  expect(placeOfUrl(url)).toBe(place);
});

it.each([
  ['ECONNREFUSED', 'cannot be reached (ECONNREFUSED). Start it, or correct the address'],
  ['28P01', 'refuses the login of user (28P01). Correct user and password.'],
  ['3D000', 'has no database name. Make it, or name another.'],
])('says what to do about %s', async (code, what) => {
  const url = 'postgres://user:secret@db.example/name';
  const failed = reaching('DATABASE_URL', url, async () => {
    throw Object.assign(new Error('secret'), { code });
  });
  await expect(failed).rejects.toThrow(`DATABASE_URL: PostgreSQL at db.example:5432 ${what}`);
  await expect(failed).rejects.not.toThrow('secret');
});

it('leaves any other error as it is', async () => {
  const error = new Error('division by zero');
  const failed = reaching('DATABASE_URL', 'postgres://h/d', async () => Promise.reject(error));
  await expect(failed).rejects.toBe(error);
});
