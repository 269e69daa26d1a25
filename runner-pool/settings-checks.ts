import { createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';

/** What is wrong with a value, as the end of a sentence that begins with the setting's name; null: nothing. No value is repeated. */
export type Check = (value: string) => string | null;

/** Addresses and networks of proxies, or how many there are before us. */
export const isProxies: Check = (value) => {
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 10) return null;
  const areAddresses = value.split(',').every((part) => {
    const [address = '', bits, ...more] = part.trim().split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    const areBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    return isIP(address) !== 0 && areBits && more.length === 0;
  });
  return areAddresses
    ? null
    : 'is neither a number of proxies from 1 to 10 nor their addresses, such as 10.0.0.0/8,192.168.1.7.';
};

/** Where a setting cannot hold line breaks. */
export const withLines = (value: string): string => value.replaceAll('\\n', '\n');

export const isPrivateKey: Check = (value) => {
  try {
    createPrivateKey(withLines(value));
    return null;
  } catch {
    return 'is not a private key in PEM form. Give the file that GitHub made for the App, line breaks as \\n.';
  }
};

export const isHost: Check = (value) =>
  isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value)
    ? null
    : 'is not a host name or an address to listen on, such as 0.0.0.0.';

export const isAppId: Check = (value) =>
  /^\d{1,15}$|^Iv[\w.]{8,40}$/.test(value) ? null : 'is not the id (or client id) of a GitHub App.';

/** A token or secret that can be guessed protects nothing. */
export const isLongEnough: Check = (value) =>
  value.length >= 16 ? null : 'is shorter than 16 characters. Make one with: openssl rand -hex 32.';
