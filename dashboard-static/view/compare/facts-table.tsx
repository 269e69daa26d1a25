import type { VNode } from 'preact';
import type { Fact } from '../../compare/facts.ts';
import { byUnit } from './units.ts';

/** Figures of both sides and what lies between them. */
export function FactsTable({ facts }: { readonly facts: readonly Fact[] }): VNode {
  return (
    <table class="figures compare-table">
      <thead>
        <tr>
          <th scope="col">Figures</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.name}>
            <th scope="row">{fact.name}</th>
            <td>{byUnit[fact.unit](fact.a)}</td>
            <td>{byUnit[fact.unit](fact.b)}</td>
            <td>
              <Difference {...fact} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Difference({ a, b, unit }: Fact): VNode {
  if (a === b) return <span class="muted">=</span>;
  const sign = b > a ? '+' : '−';
  const share = a === 0 ? '' : ` (${sign}${Math.round((Math.abs(b - a) / a) * 100)}%)`;
  return (
    <>
      {sign}
      {byUnit[unit](Math.abs(b - a))}
      <span class="muted">{share}</span>
    </>
  );
}
