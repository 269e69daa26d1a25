import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { onTestFinished } from 'vitest';
import { detectLibc, platformPackage } from '../../../../action/claude-install/platform-package.ts';
import { integrityOf } from './tarball.ts';

const wanted = platformPackage(process.platform, process.arch, detectLibc(process.platform));
if (wanted === null) throw new Error('Claude Code is not published for this machine');
/** The package that this machine needs. */
export const packageName = wanted.name;
export const packageArch = wanted.key.slice(process.platform.length + 1);

export interface Registry {
  readonly url: string;
  /** What was asked for, in order: `manifest` or `tarball` and the version. */
  readonly requests: string[];
}

export interface Published {
  readonly tarball: Buffer | (() => NodeJS.ReadableStream);
  /** What the manifest says about it; its true sha512 when left out. */
  readonly dist?: Readonly<Record<string, string | undefined>>;
}

export interface RegistryOptions {
  readonly versions: Readonly<Record<string, Published>>;
  /** Answers a request in the registry's stead and returns true, or leaves it. */
  readonly fault?: (request: string, response: ServerResponse, nth: number) => boolean;
}

/** An npm registry on the loopback that has one package: manifests at `/<name>/<version>`, tarballs elsewhere. */
export async function registry({ versions, fault }: RegistryOptions): Promise<Registry> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '';
      const kind = path.startsWith('/files/') ? 'tarball' : 'manifest';
      const version = path.split('/').at(-1) ?? '';
      requests.push(`${kind} ${version}`);
      const nth = requests.filter((one) => one === `${kind} ${version}`).length;
      if (fault?.(`${kind} ${version}`, response, nth)) return;
      const published = versions[version];
      const known = path === `/npm/${packageName.replace('/', '%2f')}/${version}` || kind === 'tarball';
      if (published === undefined || !known) return void response.writeHead(404).end('{"error":"Not found"}');
      const { tarball } = published;
      if (kind === 'manifest') {
        const integrity = Buffer.isBuffer(tarball) ? integrityOf(tarball) : undefined;
        const dist = { tarball: `${origin}/files/${version}`, integrity, ...published.dist };
        return void response.end(JSON.stringify({ name: packageName, version, dist }));
      }
      if (Buffer.isBuffer(tarball)) response.end(tarball);
      else await pipeline(tarball(), response);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `${origin}/npm`, requests };
}
