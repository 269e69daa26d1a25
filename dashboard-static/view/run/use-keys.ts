import { useEffect, useRef } from 'preact/hooks';
import { isSwitchedOff } from '../shell/is-typing.ts';

type Handlers = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Single keys for all of the view, by `KeyboardEvent.key`; not while something is typed, nor where the key has its own use. */
export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const handler = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (handler === undefined || event.defaultPrevented || hasOwnUse(event)) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function hasOwnUse(event: KeyboardEvent): boolean {
  const { target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || isSwitchedOff(event)) return true;
  if (document.querySelector('dialog[open], :popover-open') !== null) return true;
  return target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;
}
