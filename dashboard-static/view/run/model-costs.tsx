import type { VNode } from 'preact';
import type { Usage } from '../../../contract/usage.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count, money } from '../format/figures.ts';

interface Props {
  readonly usage: Usage;
  /** Claude Code's own figure. */
  readonly claimedMicroUsd: number | null;
}

const columns = ['Input', 'Cache read', 'Cache write', 'Output'] as const;

/** Which model cost what; nothing where none was asked. */
export function ModelCosts({ usage, claimedMicroUsd }: Props): VNode | null {
  if (usage.models.length === 0) return null;
  return (
    <details class="run-more">
      <summary>Cost by model</summary>
      <table class="run-models">
        <thead>
          <tr>
            <th scope="col">Model</th>
            {columns.map((column) => (
              <th key={column} scope="col" class="number">
                {column}
              </th>
            ))}
            <th scope="col" class="number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {usage.models.map(({ model, tokens: { input, cacheRead, cacheWrite, output }, costMicroUsd }) => (
            <tr key={model}>
              <th scope="row">{visibleText(model)}</th>
              <td class="number">{count(input)}</td>
              <td class="number">{count(cacheRead)}</td>
              <td class="number">{count(cacheWrite)}</td>
              <td class="number">{count(output)}</td>
              <td class="number">{money(costMicroUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Claimed usage={usage} claimedMicroUsd={claimedMicroUsd} />
    </details>
  );
}

/** From here on the two figures are worth a word. */
const mostDrift = 0.02;

function Claimed({ usage: { source, costMicroUsd }, claimedMicroUsd }: Props): VNode | null {
  if (claimedMicroUsd === null || source !== 'gateway') return null;
  const drifts = Math.abs(claimedMicroUsd - costMicroUsd) > mostDrift * costMicroUsd;
  return (
    <p class={drifts ? 'tone-warn' : 'muted'}>
      {drifts ? '⚠ ' : ''}Claude Code’s own figure is {money(claimedMicroUsd)}
      {drifts ? ', which is more than 2% off' : ''}.
    </p>
  );
}
