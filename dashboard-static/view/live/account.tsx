import '../../style/live.css';
import type { VNode } from 'preact';
import type { Live } from '../../load/live/live.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';

const ways = {
  live: { tone: 'good', sign: '●', word: 'Live', title: 'What happens is shown as it happens' },
  asking: {
    tone: 'live',
    sign: '◐',
    word: 'Asking',
    title: 'Something between does not let the live stream through: it is asked for changes',
  },
  away: {
    tone: 'warn',
    sign: '○',
    word: 'Not connected',
    title: 'The coordinator cannot be reached just now; what is shown may be old',
  },
} as const;

/** How the page follows what happens, who is signed in, and for which organization. */
export function Account({ live }: { readonly live: Live }): VNode {
  const { tone, sign, word, title } = ways[live.way.value];
  const action = useAction();
  const me = live.me.value;
  if (me.kind !== 'there') return <span class="account" />;
  const { login, organizations } = me.value;
  const { organization } = live.access.value;
  return (
    <span class="account">
      <span class={`way tone-${tone}`} title={title} role="status">
        <span aria-hidden="true">{sign}</span> <span class="way-word">{word}</span>
      </span>
      {organizations.length < 2 ? null : (
        <select
          aria-label="Organization"
          value={organization}
          onChange={(event) => live.access.set({ organization: event.currentTarget.value })}
        >
          {organizations.map(({ id, login: name }) => (
            <option key={id} value={String(id)}>
              {visibleText(name)}
            </option>
          ))}
        </select>
      )}
      <button
        type="button"
        disabled={action.isBusy}
        onClick={() =>
          action.run(async () => {
            await live.signOut();
            return '';
          })
        }
      >
        Sign out <span class="account-name">{visibleText(login ?? 'the token')}</span>
      </button>
      <Said action={action} />
    </span>
  );
}
