import { expect, test } from 'vitest';
import { modelMarkdown } from '../../../action/render/markdown.ts';
import { judgeLink } from '../../../action/render/model-link.ts';
import { sentNodes } from './read-markdown.ts';

test.each([
  'https://example.com',
  'https://developer.mozilla.org/en-US/docs/Web/API/URL#static_methods',
  'https://github.com/acme/widgets/blob/main/src/a.ts#L3-L9',
  'https://github.com/acme/widgets/tree/main/issues',
  'https://münchen.example/a',
])('a reader may follow %s', (address) => {
  expect(judgeLink(address)).toMatchObject({ kind: 'link' });
});

test.each([
  ['no encryption', 'http://example.com/a'],
  ['a question carries data', 'https://example.com/?q=secret'],
  ['so does a long path', `https://example.com/${'a'.repeat(200)}`],
  ['and a long name', `https://${'a'.repeat(60)}.example.com/`],
  ['credentials', 'https://github.com@example.com/'],
  ['another port', 'https://example.com:8443/'],
  ['an IP address', 'https://169.254.169.254/latest'],
  ['an IP address written otherwise', 'https://0x7f.1/'],
  ['an IPv6 address', 'https://[::1]/'],
  ['an internal name', 'https://vault/'],
  ['an issue', 'https://github.com/acme/widgets/issues/1'],
  ['a pull request of another server', 'https://git.acme.example/acme/widgets/pull/1/files'],
  ['a discussion of an organization', 'https://github.com/orgs/acme/discussions/1'],
  ['a commit', 'https://github.com/acme/widgets/commit/deadbee1'],
  ['an issue in disguise', 'https://github.com/x/../acme//widgets/%69ssues/1'],
])('is shown and not linked: %s', (_, address) => {
  expect(judgeLink(address)).toMatchObject({ kind: 'address' });
  const markdown = modelMarkdown(`See [this](${address}).`);
  expect(sentNodes(markdown).map(({ type }) => type)).not.toContain('link');
  expect(markdown).toMatch(/^See this \(`http.*`\)\.$/);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'mailto:a@b.example',
  'vbscript:x',
  'ftp://example.com',
  '//example.com/a',
  '/settings/tokens',
  '#top',
  '',
  'https:example.com',
])('is no link at all: %j', (address) => {
  expect(judgeLink(address)).toEqual({ kind: 'none' });
});

test.each([
  ['[github.com/login](https://evil.example/login)', ' (evil.example)'],
  ['[GitHub\u202emoc.live](https://evil.example)', ' (evil.example)'],
  ['[https://good.example](https://evil.example)', ' (evil.example)'],
  ['[good.example](https://gооd.example/)', ' (xn--'],
])('%s says where it leads', (source, shown) => {
  expect(modelMarkdown(source)).toContain(shown);
});

test('a link that nobody could see is shown', () => {
  expect(modelMarkdown('[](https://evil.example/a)')).toContain('//evil.example/a](');
});
