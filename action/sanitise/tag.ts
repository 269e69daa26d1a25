import type { Token } from 'parse5';
import type { Edit } from './edit.ts';
import { isHidingStyle, isUnseenColor } from './hiding-style.ts';
import { unshownElements } from './html-names.ts';
import { imageKind, imageText, isPlainTarget } from './target.ts';

/** Whether a start tag begins something that the page does not show. */
export function isHiddenTag({ tagName, attrs }: Token.TagToken): boolean {
  if (unshownElements.has(tagName)) return true;
  return attrs.some(({ name, value }) => {
    if (name === 'hidden') return true;
    if (name === 'style') return isHidingStyle(value);
    if (name === 'color') return isUnseenColor(value);
    return tagName === 'input' && name === 'type' && value.toLowerCase() === 'hidden';
  });
}

/** What is to change in a tag that is shown, given as it is written; null when nothing. */
export function tagEdit(
  token: Token.TagToken,
  isEnd: boolean,
  source: string,
): Omit<Edit, 'start' | 'end'> | null {
  const { tagName, attrs } = token;
  if (tagName === 'img' && !isEnd) {
    const hasTitle = attrs.some(({ name }) => name === 'title');
    const text = imageText(attrs.find(({ name }) => name === 'alt')?.value ?? '');
    return { text, kind: hasTitle ? 'title' : imageKind(text) };
  }
  if (!/^[a-z][a-z\d]{0,19}$/.test(tagName) || tagName === 'input' || unshownElements.has(tagName))
    return { text: '', kind: 'customTag' };
  // However it is spaced and spelled: there is nothing in it but its name.
  if (/^<\/?[a-z\d]+[ \t]*\/?>$/i.test(source)) return null;
  const kept = isEnd ? [] : attrs.filter((attribute) => isPlainAttribute(tagName, attribute));
  const text = `<${isEnd ? '/' : ''}${tagName}${kept.map(written).join('')}>`;
  if (text === source) return null;
  return { text, kind: kept.length < attrs.length ? 'attribute' : null };
}

function written({ name, value }: Token.Attribute): string {
  if (value === '') return ` ${name}`;
  return ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '%22')}"`;
}

/** Attributes by which a page is laid out, with no room for words. */
const layout = /^(?:align|valign|width|height|colspan|rowspan|start|open|dir|border|reversed)$/;

function isPlainAttribute(tagName: string, { name, value }: Token.Attribute): boolean {
  if (name === 'href') return tagName === 'a' && isPlainTarget(value);
  return layout.test(name) && /^[a-z\d%.]{0,10}$/.test(value);
}
