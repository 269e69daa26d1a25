/** A key that is meant for a field, or that the reader wants to be none, is no command. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isSwitchedOff(event)) return true;
  return (
    event.target instanceof HTMLElement &&
    event.target.matches('input:not([type="checkbox"], [type="range"]), select, textarea')
  );
}

/** Letters and signs, as `createShortcuts` says. */
export const isSwitchedOff = ({ key }: Pick<KeyboardEvent, 'key'>): boolean =>
  key.length === 1 && document.documentElement.dataset['shortcuts'] === 'off';
