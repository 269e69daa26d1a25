/** What GitHub lets through of the HTML in a comment, as far as ours use it. */
const allowed = /^<(\/?)(details|summary|sub|sup|b|i|br|code|kbd)(\s+open)?\s*\/?>/i;

export type HtmlPart =
  | { readonly kind: 'tag'; readonly name: string; readonly closing: boolean; readonly open: boolean }
  /** Entities and all. */
  | { readonly kind: 'text'; readonly html: string };

/** Raw HTML of a comment in parts: tags GitHub renders, the rest as text, comments left out. */
export function readHtml(html: string): readonly HtmlPart[] {
  const parts: HtmlPart[] = [];
  let rest = html.replace(/<!--[\s\S]*?(-->|$)/g, '');
  while (rest !== '') {
    const tag = allowed.exec(rest);
    if (tag !== null) {
      const [all, slash, name = '', open] = tag;
      parts.push({ kind: 'tag', name: name.toLowerCase(), closing: slash === '/', open: open !== undefined });
      rest = rest.slice(all.length);
      continue;
    }
    const next = rest.indexOf('<', 1);
    const text = next === -1 ? rest : rest.slice(0, next);
    parts.push({ kind: 'text', html: text });
    rest = rest.slice(text.length);
  }
  return parts;
}

/** Links in what the action posted lead to the small GitHub, which is gone when somebody reads them: where on our page is it? */
export function anchorOf(
  href: string,
  page: { readonly url: string; readonly repository: string },
): string | null {
  const url = URL.parse(href);
  const own = new URL(page.url);
  if (url === null || url.origin !== own.origin) return null;
  if (url.pathname === own.pathname && url.hash !== '') return url.hash.slice(1);
  return url.pathname.startsWith(`/${page.repository}/actions/runs/`) ? 'run' : null;
}

export function isOwn(href: string, page: { readonly url: string }): boolean {
  return URL.parse(href)?.origin === new URL(page.url).origin;
}
