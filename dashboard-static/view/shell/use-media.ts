import { useEffect, useState } from 'preact/hooks';

/** As in the styles. */
export const phone = '(max-width: 48rem)';

/** Whether the window is like that, also once it changes. */
export function useMedia(query: string): boolean {
  const [fits, setFits] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const follow = (): void => setFits(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [query]);
  return fits;
}
