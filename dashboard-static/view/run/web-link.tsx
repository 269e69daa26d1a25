import type { ComponentChildren, VNode } from 'preact';
import { safeHref } from '../../timeline/safe-link.ts';

interface Props {
  readonly href: string | null;
  readonly children: ComponentChildren;
}

/** A link to a web page; where the address leads to none, only its text. The page is not told where the reader came from. */
export function WebLink({ href, children }: Props): VNode {
  const safe = href === null ? null : safeHref(href);
  if (safe === null) return <>{children}</>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
