import { ProblemError } from '../problem.ts';
import type { App } from './app.ts';

/** What else a path that is there may be asked: `onRoute` collects it, and it is looked at only where nothing was found. */
export function knowMethods(app: App): (path: string) => ProblemError | null {
  const methods = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const name of [method].flat()) known.add(name);
    methods.set(url, known);
  });
  return (path) => {
    const allowed = [...methods].flatMap(([url, names]) => (matches(url, path) ? [...names] : []));
    return allowed.length === 0 ? null : notAllowed([...new Set(allowed)].sort());
  };
}

/** A route's `:parameter` stands for any one part of a path, `*` for all that follows. */
function matches(url: string, path: string): boolean {
  const parts = path.split('/');
  const wanted = url.split('/');
  if (wanted.at(-1) === '*') return false;
  return (
    parts.length === wanted.length &&
    wanted.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
  );
}

function notAllowed(methods: readonly string[]): ProblemError {
  const allow = methods.join(', ');
  return new ProblemError({
    status: 405,
    code: 'method_not_allowed',
    detail: `This can be asked with ${allow}.`,
    headers: { allow },
  });
}
