import type { VNode } from 'preact';
import type { DeadLetter } from '../../../contract/dead-letter.ts';
import type { Live } from '../../load/live/live.ts';
import { visibleText } from '../../timeline/visible-text.ts';
import { count } from '../format/figures.ts';
import { ago, fullTime } from '../format/times.ts';
import { useHub } from '../shell/hub.ts';
import { runHref } from '../shell/navigation.ts';
import { Said } from './said.tsx';
import { useAction } from './use-action.ts';

interface Props {
  readonly live: Live;
  readonly letter: DeadLetter;
  readonly again: () => void;
}

/** One of them, with what can be done about it. */
export function LetterRow({ live, letter, again }: Props): VNode {
  const { id, kind, ref, error, failedAt, attempts, retriedAt } = letter;
  const { nowMs } = useHub();
  const action = useAction();
  const path = `/v1/dead-letters/${encodeURIComponent(id)}`;
  const act = (method: 'POST' | 'DELETE', at: string, said: string): void =>
    action.run(async () => {
      await live.api.send(method, at);
      again();
      return said;
    });
  const failedMs = Date.parse(failedAt);
  return (
    <tr>
      <th scope="row">
        {kind}
        <br />
        {kind === 'work-delivery' ? (
          <code>{visibleText(ref)}</code>
        ) : (
          <a href={runHref(ref)}>
            <code>{visibleText(ref)}</code>
          </a>
        )}
      </th>
      <td class="letter-error">{visibleText(error)}</td>
      <td>
        <time dateTime={failedAt} title={fullTime(failedMs)}>
          {ago(failedMs, nowMs.value)}
        </time>
        {retriedAt === null ? null : (
          <p class="muted">tried again {ago(Date.parse(retriedAt), nowMs.value)}</p>
        )}
      </td>
      <td>{count(attempts)}</td>
      <td class="letter-ways">
        <button
          type="button"
          disabled={action.isBusy}
          aria-label={`Try again: ${kind} of ${visibleText(ref)}`}
          onClick={() => act('POST', `${path}/retry`, 'It will be tried again.')}
        >
          Try again
        </button>
        <button
          type="button"
          disabled={action.isBusy}
          aria-label={`Drop: ${kind} of ${visibleText(ref)}`}
          onClick={() => act('DELETE', path, 'Dropped.')}
        >
          Drop
        </button>
        <Said action={action} />
      </td>
    </tr>
  );
}
