import type { RefObject, VNode } from 'preact';
import { useHub } from './hub.ts';

const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['/'], 'Search'],
  [['j', '↓'], 'Next row'],
  [['k', '↑'], 'Row before'],
  [['Home', 'End'], 'First row, last row'],
  [['Enter'], 'Open the row'],
  [['n', 'N'], 'In a run: next match, match before'],
  [['Space'], 'In the replay of a run: play and pause'],
  [['←', '→'], 'In a run: step back, step on'],
  [['Esc'], 'Leave a field, close a menu'],
  [['?'], 'This list'],
];

/** Every key that does something. */
export function KeysHelp({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }): VNode {
  const { shortcuts } = useHub();
  return (
    <dialog ref={dialog} class="keys" aria-labelledby="keys-title" closedby="any">
      <h2 id="keys-title">Keyboard</h2>
      <dl>
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="keys-single">
        <input type="checkbox" checked={shortcuts.areOn.value} onChange={shortcuts.toggle} />
        Single-key shortcuts
        <span class="muted">{shortcuts.areOn.value ? 'on' : 'off: letters and signs do nothing'}</span>
      </label>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
