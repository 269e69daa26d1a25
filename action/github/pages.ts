const PAGE_SIZE = 100;

/** A page that is asked for: GitHub's own parameters. */
export interface PageRequest {
  readonly per_page: number;
  readonly page: number;
}

/**
 * All pages of a list. As many as `expected` entries fill are asked for at once; because that number may be stale,
 * it goes on for as long as the last page came back full.
 */
export async function allPages<T>(
  fetchPage: (page: PageRequest) => Promise<{ readonly data: readonly T[] }>,
  expected = 0,
): Promise<readonly T[]> {
  const atOnce = Math.max(1, Math.ceil(expected / PAGE_SIZE));
  const pages = await Promise.all(
    Array.from({ length: atOnce }, async (_, index) => fetchPage({ per_page: PAGE_SIZE, page: index + 1 })),
  );
  const all = pages.flatMap(({ data }) => data);
  let last = pages.at(-1)?.data ?? [];
  for (let page = atOnce + 1; last.length === PAGE_SIZE; page += 1) {
    last = (await fetchPage({ per_page: PAGE_SIZE, page })).data;
    all.push(...last);
  }
  return all;
}
