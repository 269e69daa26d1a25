import '../../style/live.css';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Budget, BudgetList } from '../../../contract/budget.ts';
import { asLoadError, type Loaded } from '../../load/history.ts';
import type { Live } from '../../load/live/live.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { money } from '../format/figures.ts';
import { fullTime } from '../format/times.ts';
import { Note } from '../shell/note.tsx';
import { useLive } from './use-live.ts';

/** What there is to spend and how much of it is gone; nothing with published files, which have no budgets. */
export function Budgets(): VNode | null {
  const live = useLive('runs:read');
  return live === null ? null : <LiveBudgets live={live} />;
}

const mostPages = 10;
const againEveryMs = 30_000;

function LiveBudgets({ live }: { readonly live: Live }): VNode {
  const [budgets, setBudgets] = useState<Loaded<readonly Budget[]>>({ kind: 'loading' });
  useEffect(() => {
    const asked = new AbortController();
    const load = (): void => {
      allBudgets(live, asked.signal).then(
        (value) => setBudgets({ kind: 'there', value }),
        (error: unknown) => {
          if (!asked.signal.aborted) setBudgets({ kind: 'failed', error: asLoadError(error) });
        },
      );
    };
    load();
    const timer = setInterval(() => document.visibilityState === 'visible' && load(), againEveryMs);
    return () => {
      asked.abort();
      clearInterval(timer);
    };
  }, [live]);
  return (
    <section class="budgets">
      <h2>Budgets</h2>
      <Listed budgets={budgets} />
    </section>
  );
}

async function allBudgets({ api }: Live, still: AbortSignal): Promise<readonly Budget[]> {
  const all: Budget[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < mostPages && cursor !== null; page += 1) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { items, nextCursor } = await api.get<BudgetList>(`/v1/budgets?limit=100${at}`, still);
    all.push(...items);
    cursor = nextCursor;
  }
  return all;
}

function Listed({ budgets }: { readonly budgets: Loaded<readonly Budget[]> }): VNode {
  if (budgets.kind === 'loading') return <p class="muted">Loading…</p>;
  if (budgets.kind === 'failed')
    return (
      <Note kind="failed" title="The budgets could not be loaded" isPart>
        {visibleText(budgets.error.message)}
      </Note>
    );
  if (budgets.value.length === 0)
    return <p class="muted">There is none: what runs spend is limited by their own max-usd alone.</p>;
  return (
    <table class="figures budget-table">
      <thead>
        <tr>
          <th scope="col">Of</th>
          <th scope="col">Spent</th>
          <th scope="col">Reserved</th>
          <th scope="col">Limit</th>
          <th scope="col">Gone</th>
        </tr>
      </thead>
      <tbody>
        {budgets.value.map((budget) => (
          <Row key={budget.id} budget={budget} />
        ))}
      </tbody>
    </table>
  );
}

const looks = {
  ok: { tone: 'good', sign: '✓', word: '' },
  warning: { tone: 'warn', sign: '⚠', word: 'nearly gone' },
  short: { tone: 'bad', sign: '✕', word: 'nothing left' },
} as const;

function Row({ budget }: { readonly budget: Budget }): VNode {
  const { scope, scopeRef, period, periodEnd, limitMicroUsd, spentMicroUsd, reservedMicroUsd, level } =
    budget;
  const share = limitMicroUsd === 0 ? 1 : (spentMicroUsd + reservedMicroUsd) / limitMicroUsd;
  const percent = `${Math.round(share * 100)}%`;
  const { tone, sign, word } = looks[level];
  return (
    <tr>
      <th scope="row">
        {scope} {scopeRef === '' ? null : <code>{visibleText(scopeRef)}</code>}{' '}
        <span class="muted">
          {period === 'month'
            ? `a month${periodEnd === null ? '' : `, until ${fullTime(Date.parse(periodEnd))}`}`
            : 'for good'}
        </span>
      </th>
      <td>{money(spentMicroUsd)}</td>
      <td>{money(reservedMicroUsd)}</td>
      <td>{money(limitMicroUsd)}</td>
      <td>
        <progress
          class={`gone gone-${level}`}
          max={1}
          value={Math.min(share, 1)}
          aria-label={`${percent} gone`}
        />{' '}
        <span class={`tone-${tone}`}>
          <span aria-hidden="true">{sign}</span> {percent} {word}
        </span>
      </td>
    </tr>
  );
}
