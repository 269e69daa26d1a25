/** A secret as something would write it. */
export interface Form {
  readonly text: string;
  /** So many characters in a row are a part of the secret: 16, or 8 bytes of it written out. Fewer may be chance. */
  readonly partChars: number;
  /** Characters for each of its bytes, where every byte has as many; else 1. */
  readonly width: number;
  /** Where in such a group the byte's digits begin. */
  readonly digitsAt: number;
  /** The characters beside a part of it hold bits of it too. */
  readonly isBase64: boolean;
}

/** Fewer characters than this in common with a secret may be chance, or the `sk-ant-api03-` of any key. */
export const partChars = 16;
const partBytes = 8;

/** Every way of writing a value that redaction knows, in upper and lower case where the encoding leaves it open. */
export function formsOf(value: string): readonly Form[] {
  const plain = { partChars, width: 1, digitsAt: 0, isBase64: false };
  const base64 = [0, 1, 2].flatMap((alignment) => {
    const text = base64At(Buffer.from(value), alignment);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    ...[...quoted(value), ...inUrl(value), ...inMarkup(value)].map((text) => ({ ...plain, text })),
    ...inEntities(value).map((text) => ({ ...plain, text, partChars: partBytes * 5 })),
    ...byByte(value),
    ...inWideCharacters(value),
    ...base64.map((text) => ({ ...plain, text, isBase64: true })),
  ];
}

/** As it is, as JSON in JSON in JSON, and as a shell wants it. */
function quoted(value: string): readonly string[] {
  const json = inJson(value);
  const twice = inJson(json);
  return [
    value,
    json,
    twice,
    inJson(twice),
    json.replaceAll('/', '\\/'),
    value.replaceAll("'", `'\\''`),
    value.replaceAll("'", `'"'"'`),
    value.replace(/["$`\\]/g, '\\$&'),
    value.replace(/["$`\\!]/g, '\\$&'),
    value.replace(/[^\w@%+=:,./-]/g, '\\$&'),
    value.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t'),
  ];
}

function inUrl(value: string): readonly string[] {
  const component = encodeURIComponent(value.toWellFormed());
  const escaped = (pattern: RegExp): string =>
    component.replace(pattern, (char) => `%${hex(char).toUpperCase()}`);
  const both = (text: string): readonly string[] => [
    text,
    text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ];
  // As a browser does it, as RFC 3986 has it, and as form data, which leave `*` as it is.
  return [component, escaped(/[!'()*~]/g), escaped(/[!'()~]/g)]
    .flatMap((text) => [text, text.replaceAll('%20', '+')])
    .flatMap(both)
    .flatMap((text) => [text, text.replaceAll('%', '%25')]);
}

const entities: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };

function inMarkup(value: string): readonly string[] {
  const named = value.replace(/[&<>"]/g, (char) => `&${entities[char]};`);
  return [
    ...[named, named.replaceAll('&quot;', '"')].flatMap((text) =>
      ["'", '&apos;', '&#39;', '&#x27;'].map((apostrophe) => text.replaceAll("'", apostrophe)),
    ),
    named
      .replaceAll("'", '&#x27;')
      .replaceAll('/', '&#x2F;')
      .replaceAll('`', '&#x60;')
      .replaceAll('=', '&#x3D;'),
  ];
}

function inEntities(value: string): readonly string[] {
  const points = [...value].map((char) => char.codePointAt(0) ?? 0);
  const all = (write: (point: number) => string): string => points.map(write).join('');
  return [
    all((point) => `&#${point};`),
    all((point) => `&#x${point.toString(16)};`),
    all((point) => `&#x${point.toString(16).toUpperCase()};`),
  ];
}

/** What stands before and after the digits of a byte in dumps, escapes, source code, and full percent-encoding. */
const surroundings = [
  ['', ''],
  ['', ':'],
  ['', ' '],
  ['', '-'],
  ['', ', '],
  ['\\x', ''],
  ['%', ''],
  ['0x', ', '],
  ['0x', ','],
  ['0x', ' '],
] as const;

/** Each byte of it written out. */
function byByte(value: string): readonly Form[] {
  const bytes = [...Buffer.from(value)];
  const inHex = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const units = Array.from({ length: value.length }, (_, at) =>
    value.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  const written = (before: string, all: readonly string[], after: string): Form => {
    const width = before.length + (all[0]?.length ?? 0) + after.length;
    const text = all.map((digits) => before + digits + after).join('');
    return {
      text: text.slice(0, text.length - after.length),
      partChars: width * partBytes - after.length,
      width,
      digitsAt: before.length + Math.max(0, (all[0]?.length ?? 0) - 3),
      isBase64: false,
    };
  };
  const octal = bytes.map((byte) => byte.toString(8).padStart(3, '0'));
  return [
    ...[inHex, inHex.map((digits) => digits.toUpperCase())].flatMap((all) => [
      ...surroundings.map(([before, after]) => written(before, all, after)),
      ...[0, 1].map((first) => inWords(all, first)),
    ]),
    written('\\u', units, ''),
    written(
      '\\u',
      units.map((unit) => unit.toUpperCase()),
      '',
    ),
    written('\\', octal, ''),
  ];
}

/** UTF-16, as PowerShell encodes its commands and Windows its files. */
function inWideCharacters(value: string): readonly Form[] {
  const bytes = Buffer.from(value, 'utf16le');
  const inHex = { partChars: partBytes * 4, width: 4, digitsAt: 0, isBase64: false };
  return [
    ...[bytes.toString('hex'), bytes.toString('hex').toUpperCase()].map((text) => ({ ...inHex, text })),
    ...[0, 1, 2].map((alignment) => ({
      text: base64At(bytes, alignment),
      // What 8 of its characters take.
      partChars: 22,
      width: 1,
      digitsAt: 0,
      isBase64: true,
    })),
  ];
}

/** Two bytes a word, as `xxd` shows them. */
function inWords(bytes: readonly string[], first: number): Form {
  const words = bytes
    .slice(first)
    .flatMap((byte, at, rest) => (at % 2 === 0 ? [byte + (rest[at + 1] ?? '')] : []));
  const text = [...bytes.slice(0, first), ...words].join(' ');
  return { text, partChars: (partBytes / 2) * 5, width: 1, digitsAt: 0, isBase64: false };
}

/** The characters of base64 text that are the value's alone when `alignment` bytes of something else stand before it. */
function base64At(value: Buffer, alignment: number): string {
  const bytes = Buffer.concat([Buffer.alloc(alignment), value]);
  const own = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(Math.ceil((alignment * 8) / 6), own);
}

const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);
const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0');
