import { parseSticky, type Section } from './sticky-body.ts';

/** What a run wrote into a comment that it has just made, before it knew of an older one. */
export interface Fresh {
  readonly id: number;
  readonly key: string;
  readonly run: string;
}

/**
 * The sections of all comments; where two hold the same one, the one written later counts. What is fresh does not: it was
 * written without knowing what the older comment remembers.
 */
export function mergedSections(
  stickies: readonly { readonly id: number; readonly body: string }[],
  fresh: Fresh | null = null,
): readonly Section[] {
  const sections = new Map<string, Section>();
  for (const { id, body } of stickies) {
    for (const section of parseSticky(body)) {
      const { key, state } = section;
      const other = sections.get(key);
      if (id === fresh?.id && key === fresh.key && state?.run === fresh.run) continue;
      if (other === undefined || (state?.atMs ?? 0) > (other.state?.atMs ?? 0)) sections.set(key, section);
    }
  }
  return [...sections.values()];
}
