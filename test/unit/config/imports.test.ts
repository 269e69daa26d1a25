import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importsOf, placeOfImport } from '../../../action/config/imports.ts';

describe('the imports of a CLAUDE.md', () => {
  it('are the paths after an @ at the start of a word', () => {
    expect(
      importsOf(
        'See @docs/style.md and\n@./a.md\n\n- @b.md\n- me@example.com\n> @quoted.md\n\n@with\\ blank.md',
      ),
    ).toEqual(['docs/style.md', './a.md', 'b.md', 'quoted.md', 'with blank.md']);
  });

  it('are not looked for in code and in HTML', () => {
    expect(
      importsOf('`@a.md` and ``x ` @b.md``\n\n```\n@c.md\n```\n\n    @d.md\n\n<!-- @e.md -->\n\n~~~\n@f.md'),
    ).toEqual([]);
  });

  it('are found once, in a text that nests deeper than a stack', () => {
    expect(importsOf(`${'> '.repeat(2000)}@a.md @a.md`)).toEqual(['a.md']);
  });

  it.each([
    ['CLAUDE.md', 'docs/a.md', ['docs/a.md']],
    ['CLAUDE.md', './a.md.', ['a.md.', 'a.md']],
    ['src/deep/CLAUDE.md', '../a.md#part', ['src/a.md']],
    ['.claude/CLAUDE.md', '../README.md', ['README.md']],
  ])('from %s, %s leads to %j', (from, target, paths) => {
    expect(placeOfImport(from, target)).toEqual({ kind: 'inside', paths });
  });

  it.each([
    '/etc/passwd',
    '~/.ssh/id_rsa',
    '~root/x',
    '../x',
    'a/../../x',
    '..',
    'C:/x',
    'C:x',
    '\\\\host\\x',
    'a\\..\\x',
    'a\0',
  ])('lead nowhere outside of the repository: %j', (target) => {
    expect(placeOfImport('CLAUDE.md', target)).toEqual({ kind: 'outside' });
  });

  it('never lead out, however they are written', () => {
    const part = fc.constantFrom('..', '.', '/', 'a', '~', '\\', 'C:', '#', '.md', ' ', '\0', '...');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const place = placeOfImport('a/b/CLAUDE.md', parts.join(''));
        const paths = place.kind === 'inside' ? place.paths : [];
        for (const path of paths) expect(path).not.toMatch(/^\/|^\.\.(\/|$)|\/\.\.(\/|$)|\\|\0/);
      }),
    );
  });
});
