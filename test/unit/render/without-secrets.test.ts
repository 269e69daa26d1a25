import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inlineComment } from '../../../action/render/inline-comment.ts';
import { modelMarkdown, parseMarkdown } from '../../../action/render/markdown.ts';
import { visibleText } from '../../../action/render/neutral.ts';
import { readableText } from '../../../action/render/readable-text.ts';
import { titleText } from '../../../action/render/title.ts';
import { reviewWithoutSecrets, textWithoutSecrets } from '../../../action/render/without-secrets.ts';
import { finding } from '../finding/samples.ts';

const secret = 'sk-ant-0123456789';
const redact = (text: string): string => text.replaceAll(secret, '[redacted]');

test.each([
  ['as it is', 'a **b** sk-ant-0123456789', 'a **b** [redacted]'],
  ['with invisible characters', 'a **b** sk-\u200bant\u2060-012\u00ad3456789', 'a **b** [redacted]'],
  ['with backslashes', 'sk\\-ant\\-0123456789', '[redacted]'],
  ['with entities', 'sk-&#97;nt-012345&#x36;789', '[redacted]'],
  ['with formatting', 'sk-**ant**-~~012~~`3456789`', '[redacted]'],
  ['with a description of an image', 'sk-![ant](x)-0123456789', '[redacted]'],
  ['with a link that is none', 'sk-[ant](javascript:x)-0123456789', '[redacted]'],
])('a secret is found %s', (_, text, expected) => {
  expect(textWithoutSecrets(text, redact)).toBe(expected);
});

test('text without a secret stays as it is', () => {
  const text = '**Bold** `code`\u200d\n\n- [a](https://example.com)\n\u202e\n```ts\nx\n```';
  expect(textWithoutSecrets(text, redact)).toBe(text);
});

test('however a secret is written apart, no page shows it whole', () => {
  const between = fc.constantFrom(
    '',
    '',
    '\u200b',
    '\u202e',
    '**',
    '_',
    '\\',
    '`',
    '\u0000',
    '[](x)',
    '![](x)',
    '~~',
  );
  fc.assert(
    fc.property(fc.array(between, { minLength: secret.length, maxLength: secret.length }), (marks) => {
      const apart = [...secret].map((one, index) => one + marks[index]).join('');
      const safe = textWithoutSecrets(`a ${apart} b`, redact);
      expect(visibleText(readableText([parseMarkdown(modelMarkdown(safe))]))).not.toContain(secret);
      expect(titleText(safe)).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});

test('a suggestion stays byte for byte', () => {
  const suggestion = '\tconst a = "\u202e" ;  \r\n```\n````\r\n\n  ';
  const review = { summary: 's', checked: [], findings: [finding({ suggestion })] };
  const [safe] = reviewWithoutSecrets(review, redact).findings;
  expect(safe?.suggestion).toBe(suggestion);
  const comment = inlineComment(safe ?? finding(), 'applicable');
  expect(comment).toContain(`\`\`\`\`\`suggestion\n${suggestion}\n\`\`\`\`\``);
  expect(comment).toContain('⚠️ The suggestion holds characters that are not seen');
});

test.each([`key = "${secret}"\n`, 'key = "sk-ant\u200b-0123456789"'])(
  'a suggestion with a secret goes, and its comment says so: %j',
  (suggestion) => {
    const review = {
      summary: secret,
      checked: [secret],
      findings: [
        finding({ suggestion, title: secret, explanation: `Why ${secret}`, path: secret }),
        finding({ suggestion: 'x' }),
      ],
    };
    const safe = reviewWithoutSecrets(review, redact);
    expect(safe.findings[0]).not.toHaveProperty('suggestion');
    expect(safe.findings[0]?.explanation).toBe(
      'Why [redacted]\n\nThe suggestion is left out: it held a secret.',
    );
    expect(safe.findings[1]?.suggestion).toBe('x');
    expect(JSON.stringify(safe)).not.toContain(secret);
  },
);
