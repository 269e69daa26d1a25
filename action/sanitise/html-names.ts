/** Elements of which a page shows nothing: neither the tag nor what is in it. */
export const unshownElements: ReadonlySet<string> = new Set(
  'annotation area audio base canvas datalist embed head iframe link meta noembed noframes noscript object param rp'
    .concat(' script source style svg template title track video')
    .split(' '),
);

/** Elements that have no end tag. */
export const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Elements that the next of their name ends. */
export const endedByTheNext: ReadonlySet<string> = new Set('dd dt li p td th tr'.split(' '));

/** Elements that are not shown and in which HTML reads no tags, by how their text is read. */
export const textElements: ReadonlyMap<string, 'RCDATA' | 'RAWTEXT' | 'SCRIPT_DATA'> = new Map([
  ['title', 'RCDATA'],
  ['style', 'RAWTEXT'],
  ['iframe', 'RAWTEXT'],
  ['noembed', 'RAWTEXT'],
  ['noframes', 'RAWTEXT'],
  ['script', 'SCRIPT_DATA'],
]);

/** Elements whose tags GitHub writes as text, so that what is in them is read as all other HTML (GFM, Disallowed Raw HTML). */
export const filteredElements: ReadonlySet<string> = new Set(
  'title textarea style xmp iframe noembed noframes script plaintext'.split(' '),
);

/** Elements that HTML opens again in the next paragraph, attributes and all, when they were left open in one. */
export const reopenedElements: ReadonlySet<string> = new Set(
  'a b big code em font i nobr s small strike strong tt u'.split(' '),
);
