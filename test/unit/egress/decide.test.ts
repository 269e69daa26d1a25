import { expect, it } from 'vitest';
import { readAllowList } from '../../../action/egress/allow-list.ts';
import { decideEgress, type EgressDecision } from '../../../action/egress/decide.ts';
import { isPublicAddress } from '../../../action/egress/public-address.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  'good.example.com': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example.com': ['10.1.2.3'],
  'metadata.example.com': ['169.254.169.254'],
  'metadata6.example.com': ['fd00:ec2::254'],
  'mixed.example.com': ['93.184.215.14', '127.0.0.1'],
  'mapped.example.com': ['::ffff:169.254.169.254'],
  'empty.example.com': [],
};

async function decide(authority: string, proxy: URL | null = null): Promise<EgressDecision> {
  const answer = await decideEgress(authority, {
    rules: readAllowList(['*.example.com']),
    proxy,
    lookup: async (host) => {
      const addresses = names[host];
      if (addresses === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
      return addresses;
    },
    isAddressAllowed: isPublicAddress,
  });
  return answer.decision;
}

it('allows a name whose addresses are all public', async () => {
  expect(await decide('good.example.com:443')).toMatchObject({
    host: 'good.example.com',
    port: 443,
    allowed: true,
  });
});

it.each([
  ['inside.example.com:443', 'its address 10.1.2.3 is not a public one'],
  ['metadata.example.com:443', 'its address 169.254.169.254 is not a public one'],
  ['metadata6.example.com:443', 'its address fd00:ec2::254 is not a public one'],
  ['mixed.example.com:443', 'its address 127.0.0.1 is not a public one'],
  ['mapped.example.com:443', 'its address ::ffff:169.254.169.254 is not a public one'],
  ['empty.example.com:443', 'its name has no address'],
  ['gone.example.com:443', 'its name does not resolve (ENOTFOUND)'],
  ['other.test:443', 'it is not among allowed-domains'],
  ['169.254.169.254:80', 'only host names are served, as HOST:PORT'],
])('refuses %s, because %s', async (authority, why) => {
  expect(await decide(authority)).toMatchObject({ allowed: false, why });
});

it('asks no resolver for a name that is not allowed: a query is a way out too', async () => {
  const asked: string[] = [];
  await decideEgress('secret-in-a-name.evil.test:443', {
    rules: readAllowList(['*.example.com']),
    proxy: null,
    lookup: async (host) => {
      asked.push(host);
      return ['1.1.1.1'];
    },
    isAddressAllowed: isPublicAddress,
  });
  expect(asked).toEqual([]);
});

it('leaves names to the proxy of the runner where there is one, and still only allowed names', async () => {
  const proxy = new URL('http://proxy.corp:3128');
  expect(await decide('gone.example.com:443', proxy)).toMatchObject({ allowed: true });
  expect(await decide('other.test:443', proxy)).toMatchObject({ allowed: false });
});
