import filePlugin from '@size-limit/file';
import sizeLimit from 'size-limit';
import type { Route } from './routes.ts';

export interface RouteSize {
  readonly name: string;
  /** Of all its files, each compressed by gzip. */
  readonly bytes: number;
  readonly mostBytes: number;
}

const mostInitialBytes = 30_000;
const mostRouteBytes = 80_000;

export async function measure(routes: readonly Route[]): Promise<readonly RouteSize[]> {
  const checks = routes.map(({ files }) => ({ files, gzip: true }));
  // Its types say nothing of what comes back.
  const measured = (await sizeLimit([filePlugin], { checks })) as readonly { readonly size?: number }[];
  return routes.map(({ name, isInitial }, at) => ({
    name,
    bytes: measured[at]?.size ?? Number.POSITIVE_INFINITY,
    mostBytes: isInitial ? mostInitialBytes : mostRouteBytes,
  }));
}
