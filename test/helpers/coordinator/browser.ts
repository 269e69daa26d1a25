import type { TestCoordinator } from './coordinator.ts';

/** Where the coordinator thinks it is: requests go to the port where it really is. */
export const publicUrl = 'http://localhost:8787';

export interface Browser {
  readonly cookies: Map<string, string>;
  /** To the coordinator, with the browser's cookies; unsafe methods come from its own pages unless `headers` say otherwise. */
  readonly send: (path: string, init?: RequestInit) => Promise<Response>;
  /** From /login over GitHub and back; the answer of /login/callback. */
  readonly logIn: (returnTo?: string) => Promise<Response>;
  /** The way to GitHub and back, as far as the address that GitHub sends the browser to. */
  readonly visitGitHub: (returnTo?: string) => Promise<string>;
}

/** A browser as far as cookies and redirects go. */
export function openBrowser({ url }: Pick<TestCoordinator, 'url'>): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const isSafe = ['GET', 'HEAD'].includes(init.method ?? 'GET');
    if (!isSafe && !headers.has('origin') && !headers.has('sec-fetch-site')) headers.set('origin', publicUrl);
    if (typeof init.body === 'string') headers.set('content-type', 'application/json');
    const answer = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  const visitGitHub = async (returnTo?: string): Promise<string> => {
    const query = returnTo === undefined ? '' : `?${new URLSearchParams({ return_to: returnTo }).toString()}`;
    const there = await send(`/login${query}`);
    const github = await fetch(there.headers.get('location') ?? '', { redirect: 'manual' });
    const back = new URL(github.headers.get('location') ?? '');
    return back.pathname + back.search;
  };
  return {
    cookies,
    send,
    visitGitHub,
    logIn: async (returnTo) => send(await visitGitHub(returnTo)),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  if (/max-age=0(;|$)/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
