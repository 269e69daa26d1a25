import { expect, it } from 'vitest';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { fixed } from './samples.ts';
import { tokens } from './tokens.ts';

const redact = createRedactor({ secrets: [...Object.values(fixed), 'ab'.repeat(20)], patterns: true });

const starts = [
  ...Object.values(tokens).map((token) => token.slice(0, 8)),
  ...[
    'eyJ',
    'eyJa.eyJa.',
    'ghs_1_a.',
    '://',
    '://a:a',
    '://a:',
    'SG.a.',
    'xoxb-a-',
    '-----BEGIN PRIVATE KEY-----',
    'MIIEabIBAA',
  ],
  ...[
    '\\',
    '\\u00',
    '%25',
    '\u001b[',
    'authorization: ',
    'secret_access_key = ',
    ' ',
    '\n',
    'a',
    'ab',
    'sk-ant-api03-',
  ],
];

it.each(starts)(
  'comes to an end with a text made of %j',
  (start) => {
    for (const fill of ['', 'a', 'a\n', '= '])
      expect(redact(`${start}${fill}`.repeat(65_000 / (start.length + fill.length)))).toBeTypeOf('string');
  },
  20_000,
);
