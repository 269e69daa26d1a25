export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface PagingRequest {
  readonly url: string; // absolute
  readonly query: Readonly<Record<string, unknown>>;
}

const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 30;

/** One page of a list and the `Link` header that leads to the others; GitHub quietly caps a page at 100. */
export function paginate<T>(all: readonly T[], request: PagingRequest): Page<T> {
  const perPage = Math.min(positive(request.query['per_page'], DEFAULT_PAGE), LARGEST_PAGE);
  const page = positive(request.query['page'], 1);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const items = all.slice((page - 1) * perPage, page * perPage);
  const links: string[] = [];
  const link = (to: number, rel: string): void => {
    const url = new URL(request.url);
    url.searchParams.set('page', String(to));
    links.push(`<${url.href}>; rel="${rel}"`);
  };
  if (page > 1) link(Math.min(page - 1, last), 'prev');
  if (page < last) link(page + 1, 'next');
  if (page < last) link(last, 'last');
  if (page > 1) link(1, 'first');
  return { items, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

function positive(value: unknown, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
