import { inspect } from 'node:util';

/** What programs make of a value on its way out: written with the platform's own encoders where it has one. */
export const encodings: Readonly<Record<string, (value: string) => string>> = {
  raw: (value) => value,
  JSON: (value) => JSON.stringify(value),
  'JSON in JSON': (value) => JSON.stringify(JSON.stringify({ value })),
  'JSON in JSON in JSON': (value) => JSON.stringify(JSON.stringify(JSON.stringify([value]))),
  'JSON, every character escaped': (value) =>
    Array.from(
      { length: value.length },
      (_, at) => `\\u${value.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  'URL component': (value) => encodeURIComponent(value),
  'URL component, lower case': (value) =>
    encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  'form data': (value) => new URLSearchParams({ value }).toString(),
  'URL component, twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'percent, every byte': (value) => hex(value).replace(/../g, '%$&'),
  'percent, every byte, upper case': (value) => hex(value).toUpperCase().replace(/../g, '%$&'),
  XML: (value) => value.replace(/[&<>"']/g, (char) => `&${named[char]};`),
  'HTML, decimal': (value) => [...value].map((char) => `&#${char.codePointAt(0)};`).join(''),
  'HTML, hexadecimal': (value) =>
    [...value].map((char) => `&#x${char.codePointAt(0)?.toString(16)};`).join(''),
  hex: (value) => hex(value),
  'hex, upper case': (value) => hex(value).toUpperCase(),
  'hex with colons': (value) => hex(value).replace(/..(?=.)/g, '$&:'),
  'hex with blanks': (value) => hex(value).replace(/..(?=.)/g, '$& '),
  'hex as bytes of a source': (value) => hex(value).replace(/../g, '0x$&, '),
  'hex as bytes without blanks': (value) =>
    hex(value)
      .replace(/..(?=.)/g, '0x$&,')
      .replace(/..$/, '0x$&'),
  'a buffer in JSON': (value) => JSON.stringify(Buffer.from(value)),
  'a buffer in JSON on lines of its own': (value) => JSON.stringify(Buffer.from(value), null, 2),
  'bytes as Node prints them': (value) =>
    inspect(new Uint8Array(Buffer.from(value)), { maxArrayLength: null }),
  'a list of bytes': (value) => `[${[...Buffer.from(value)].join(', ')}]`,
  'bytes with blanks': (value) => [...Buffer.from(value)].join(' '),
  'a buffer in JSON in JSON': (value) => JSON.stringify(JSON.stringify(Buffer.from(value), null, 2)),
  'fullwidth letters': (value) =>
    value.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
  'UTF-16 in base64': (value) => Buffer.from(value, 'utf16le').toString('base64'),
  'UTF-16 in base64, after one byte': (value) =>
    Buffer.concat([Buffer.from('u'), Buffer.from(value, 'utf16le')]).toString('base64'),
  'UTF-16 in base64, after a character': (value) => Buffer.from(`u${value}`, 'utf16le').toString('base64'),
  'UTF-16 in hex': (value) => Buffer.from(value, 'utf16le').toString('hex'),
  'UTF-16 in hex, upper case': (value) => Buffer.from(value, 'utf16le').toString('hex').toUpperCase(),
  'hex of a shell': (value) => `$'${hex(value).replace(/../g, '\\x$&')}'`,
  'octal of a shell': (value) =>
    `$'${[...Buffer.from(value)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
  'words of a dump': (value) => hex(value).replace(/....(?=.)/g, '$& '),
  'words of a dump, one byte later': (value) => `41${hex(value)}`.replace(/....(?=.)/g, '$& '),
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64, after one byte': (value) => Buffer.from(`u${value}, then`).toString('base64'),
  'base64, after two bytes': (value) => Buffer.from(`uv${value} and more`).toString('base64'),
  "base64 of git's header": (value) => Buffer.from(`x-access-token:${value}`).toString('base64'),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64url, after one byte': (value) => Buffer.from(`u${value}x`).toString('base64url'),
  'base64, wrapped at 76': (value) =>
    Buffer.from(`${'-'.repeat(50)}${value}`)
      .toString('base64')
      .replace(/.{76}/g, '$&\n'),
  'base64, wrapped, in JSON': (value) =>
    JSON.stringify(
      Buffer.from(`${'-'.repeat(50)}${value}`)
        .toString('base64')
        .replace(/.{76}/g, '$&\n'),
    ),
  'single quotes of a shell': (value) => `'${value.replaceAll("'", "'\\''")}'`,
  'double quotes of a shell': (value) => `"${value.replace(/["$`\\]/g, '\\$&')}"`,
  'put together of pieces': (value) => `"${value.replace(/.{9}(?=.)/gsu, '$&" + "')}"`,
  'put together on lines of its own': (value) => `'${value.replace(/.{12}(?=.)/gsu, "$&' +\n    '")}'`,
  'pieces in a list of JSON': (value) => JSON.stringify(value.match(/.{1,10}/gsu)),
  'pieces with blanks': (value) => value.replace(/.{8}(?=.{6})/gsu, '$& '),
  'pieces as items of a list': (value) => value.replace(/.{11}(?=.{6})/gsu, '$&\n- '),
  'pieces in a diff': (value) => value.replace(/.{14}(?=.{6})/gsu, '$&"\n+  "'),
  'pieces in a table': (value) => value.replace(/.{13}(?=.{6})/gsu, '$& | '),
  'wrapped at 20': (value) => value.replace(/.{20}(?=.)/gsu, '$&\n    '),
};

const named: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};
const hex = (value: string): string => Buffer.from(value).toString('hex');
