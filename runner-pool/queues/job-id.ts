/** A task is another job each time it is handed out: the courier may still have the last one. */
export function jobIdOf({ id, hands }: { readonly id: number; readonly hands: number }): string {
  return `task-${id}-${hands}`;
}

/** Null for what we did not hand out. */
export function readJobId(text: string): { readonly id: number; readonly hands: number } | null {
  const [, id, hands] = /^task-(\d{1,15})-(\d{1,9})$/.exec(text) ?? [];
  return id === undefined || hands === undefined ? null : { id: Number(id), hands: Number(hands) };
}
