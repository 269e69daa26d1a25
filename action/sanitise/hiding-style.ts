/** Nobody writes longer ones; read by the patterns below they would take their time by the square of their length. */
const LONGEST_STYLE = 1000;

/** Whether a `style` attribute keeps its element, or the text in it, from being seen. */
export function isHidingStyle(style: string): boolean {
  if (style.length > LONGEST_STYLE) return true;
  const given = declarations(style);
  if (hides.some(({ property, value }) => value.test(given.get(property) ?? ''))) return true;
  const color = given.get('color');
  if (color === undefined) return false;
  return isUnseenColor(color) || color === given.get('background-color') || color === given.get('background');
}

/** White on GitHub's light page; nothing at all. Near-black would be the same on its dark page, and is what text usually is. */
export function isUnseenColor(color: string): boolean {
  if (color.length > LONGEST_STYLE) return true;
  const plain = color.toLowerCase().replaceAll(/\s+/g, '');
  if (/^(?:white|transparent|snow|ivory|ghostwhite|whitesmoke|floralwhite|canvas)$/.test(plain)) return true;
  if (/^#(?:[ef]{3}[\da-f]?|(?:[ef][\da-f]){3}(?:[\da-f]{2})?|[\da-f]{3}0|[\da-f]{6}0[\da-f])$/.test(plain))
    return true;
  if (/^hsla?\([^)]*,(?:9[5-9]|100)(?:\.\d+)?%/.test(plain)) return true;
  const rgb = /^rgba?\((\d+),(\d+),(\d+)/.exec(plain);
  if (rgb?.slice(1).every((part) => Number(part) >= 240) === true) return true;
  return /^(?:rgba|hsla)\(.*,(?:0?\.0\d*|0|0%)\)$/.test(plain) || /\/(?:0?\.0\d*|0|0%)\)$/.test(plain);
}

/** Smaller than a tenth of what is usual counts as nothing. */
const nothing = '[+-]?(?:0\\d*|0*\\.0\\d*)';
const tiny = new RegExp(
  `^(?:${nothing}(?:[a-z]+|%)?|[0-3](?:\\.\\d+)?(?:px|pt)|[0-9](?:\\.\\d+)?%|0?\\.[0-2]\\d*r?em)$`,
);
const away = /^-\s*\d{3,}|^-\d+(?:\.\d+)?(?:r?em|vw|vh|%)|^\d{4,}(?:px|pt|%)/;

const hides: readonly { readonly property: string; readonly value: RegExp }[] = [
  { property: 'display', value: /\bnone\b/ },
  { property: 'visibility', value: /hidden|collapse/ },
  { property: 'content-visibility', value: /hidden/ },
  { property: 'opacity', value: /^(?:0?\.[01]\d*|0+(?:\.0*)?|\d(?:\.\d+)?%|0%)$/ },
  { property: 'font-size', value: tiny },
  { property: 'font', value: /(?:^|\s)0(?:[a-z]+|%)?(?:\s|\/)/ },
  ...['width', 'max-width', 'height', 'max-height', 'line-height', 'zoom', 'scale'].map((property) => ({
    property,
    value: tiny,
  })),
  { property: 'transform', value: /scale[xy]?\(\s*0?(?:\.0\d*)?\s*[,)]|translate[xy]?\(\s*-\s*\d{3,}/ },
  { property: 'filter', value: /opacity\(\s*0|opacity\(\s*\.0/ },
  { property: 'clip', value: /rect\(/ },
  { property: 'clip-path', value: /inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0[^,]*,\s*0/ },
  ...['left', 'right', 'top', 'bottom', 'text-indent', 'margin-left', 'margin-top', 'inset'].map(
    (property) => ({ property, value: away }),
  ),
  { property: '-webkit-text-fill-color', value: /^transparent/ },
];

function declarations(style: string): ReadonlyMap<string, string> {
  const entries = unescapeCss(withoutComments(style))
    .toLowerCase()
    .replaceAll(/!\s*important/g, '')
    .split(';')
    .map((declaration) => {
      const colon = declaration.indexOf(':');
      return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const;
    });
  return new Map(entries);
}

function withoutComments(css: string): string {
  return css
    .split('/*')
    .map((part, index) => (index === 0 ? part : (part.split('*/')[1] ?? '')))
    .join('');
}

function unescapeCss(css: string): string {
  return css.replaceAll(/\\([\da-f]{1,6})\s?|\\(.)/gi, (_, hex: string | undefined, other: string) =>
    hex === undefined ? other : characterOf(Number.parseInt(hex, 16)),
  );
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
}
