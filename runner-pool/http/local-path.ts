/**
 * The path, if a browser that is sent there stays here; else null. Browsers take `//host` and `/\host` for other places, leave tabs
 * and line breaks away, and shorten `/.//host`, before they look.
 */
export function localPath(path: string, publicUrl: string): string | null {
  const target = /^\/[\x21-\x7e]*$/.test(path) ? URL.parse(path, publicUrl) : null;
  if (target === null || target.origin !== new URL(publicUrl).origin || target.pathname.startsWith('//'))
    return null;
  return target.pathname + target.search + target.hash;
}
