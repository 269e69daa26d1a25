import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Pair } from '../../compare/side.ts';
import { count } from '../format/figures.ts';

interface Props<T> {
  readonly title: string;
  readonly pairs: readonly Pair<T>[];
  readonly empty: string;
  readonly nameOf: (name: string) => VNode;
  readonly cell: (side: T) => VNode;
}

const most = 100;

/** Things of both sides in a line each; what one alone has stands out by a sign, not by colour alone. */
export function PairTable<T>({ title, pairs, empty, nameOf, cell }: Props<T>): VNode {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? pairs : pairs.slice(0, most);
  const both = pairs.filter(({ a, b }) => a !== null && b !== null).length;
  const onlyA = pairs.filter(({ b }) => b === null).length;
  return (
    <section>
      <h2>
        {title}{' '}
        <span class="muted compare-counts">
          {pairs.length === 0
            ? ''
            : `${both} in both, ${onlyA} in A alone, ${pairs.length - both - onlyA} in B alone`}
        </span>
      </h2>
      {pairs.length === 0 ? (
        <p class="muted">{empty}</p>
      ) : (
        <table class="figures compare-table">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, a, b }, at) => (
              <tr key={at} class={a === null ? 'only-b' : b === null ? 'only-a' : ''}>
                <th scope="row">
                  <span class="compare-sign" aria-hidden="true">
                    {a === null ? '+' : b === null ? '−' : ''}
                  </span>
                  {nameOf(name)}
                </th>
                <td>{a === null ? <span class="muted">–</span> : cell(a)}</td>
                <td>{b === null ? <span class="muted">–</span> : cell(b)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length === pairs.length ? null : (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {count(pairs.length)}
        </button>
      )}
    </section>
  );
}
