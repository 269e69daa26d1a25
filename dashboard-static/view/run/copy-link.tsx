import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props {
  readonly href: string;
  /** What it leads to. */
  readonly name: string;
}

type State = 'idle' | 'copied' | 'refused';
/** Lines on a field of 16 by 16. */
const signs: Readonly<Record<State, string>> = {
  idle: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  copied: 'M3 8.5l3 3 7-7',
  refused: 'M4 4l8 8M12 4l-8 8',
};
const words: Readonly<Record<State, string>> = {
  idle: 'Copy the link to',
  copied: 'Copied the link to',
  refused: 'The browser did not let the link be copied to',
};

/** Puts an address of this dashboard where it can be pasted from. */
export function CopyLink({ href, name }: Props): VNode {
  const [state, setState] = useState<State>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = (): void => {
    const address = new URL(href, window.location.href).href;
    // Where the page did not come by https there is no clipboard at all.
    const copied =
      navigator.clipboard?.writeText(address) ?? Promise.reject(new Error('There is no clipboard'));
    copied.then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const word = `${words[state]} ${name}`;
  return (
    <button type="button" class="step-copy" aria-label={word} title={word} onClick={copy}>
      <svg class="step-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={signs[state]} />
      </svg>
      <span class="unseen" aria-live="polite">
        {state === 'idle' ? '' : word}
      </span>
    </button>
  );
}
