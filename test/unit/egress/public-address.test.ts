import { expect, it } from 'vitest';
import { isPublicAddress } from '../../../action/egress/public-address.ts';

it.each([
  ['1.1.1.1'],
  ['140.82.121.4'],
  ['104.16.3.35'],
  ['2606:4700::6810:323'],
  ['2a00:1450:4001:812::200e'],
])('lets %s be reached', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  ['private', '10.0.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.0.9'],
  ['this host', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['link-local: the clouds’ metadata', '169.254.169.254'],
  ['link-local: the metadata of a container task', '169.254.170.2'],
  ['carrier-grade NAT: a cloud’s metadata', '100.100.100.200'],
  ['protocol assignments: a cloud’s metadata', '192.0.0.192'],
  ['host agent of hosted runners', '168.63.129.16'],
  ['benchmarking', '198.18.0.1'],
  ['documentation', '203.0.113.7'],
  ['6to4 relay', '192.88.99.1'],
  ['multicast', '224.0.0.251'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['mapped IPv4', '::ffff:8.8.8.8'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped loopback in hex', '::ffff:7f00:1'],
  ['compatible IPv4', '::8.8.8.8'],
  ['translated IPv4', '::ffff:0:8.8.8.8'],
  ['NAT64', '64:ff9b::a9fe:a9fe'],
  ['NAT64 of a site', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['documentation', '2001:db8::1'],
  ['unique local: a cloud’s metadata', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['a global address with a zone', '2606:4700::1%lo'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['not given out', '4000::1'],
  ['discard', '100::1'],
  ['a name', 'example.com'],
  ['nothing', ''],
  ['a number', '2130706433'],
  ['a short form', '127.1'],
])('keeps %s away: %s', (_what, address) => {
  expect(isPublicAddress(address)).toBe(false);
});
