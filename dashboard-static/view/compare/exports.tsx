import type { VNode } from 'preact';
import type { Comparison } from '../../compare/compare-sides.ts';
import type { Side } from '../../compare/side.ts';
import { toJson } from '../../compare/to-json.ts';
import { toMarkdown } from '../../compare/to-markdown.ts';
import { saveFile } from '../format/save-file.ts';
import { placeHref } from './place-href.ts';
import { byUnit } from './units.ts';

interface Props {
  readonly a: Side;
  readonly b: Side;
  readonly comparison: Comparison;
}

/** The comparison as files: to be read by people, and by programs. */
export function Exports({ a, b, comparison }: Props): VNode {
  const href = (place: Parameters<typeof placeHref>[0]): string =>
    new URL(placeHref(place), window.location.href).href;
  return (
    <p class="compare-exports">
      <button
        type="button"
        onClick={() =>
          saveFile('comparison.md', 'text/markdown', toMarkdown({ a, b, comparison, format: byUnit, href }))
        }
      >
        Download Markdown
      </button>
      <button
        type="button"
        onClick={() => saveFile('comparison.json', 'application/json', toJson({ a, b, comparison }))}
      >
        Download JSON
      </button>
    </p>
  );
}
