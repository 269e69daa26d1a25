import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CliMissingError, installYourself } from './cli-missing-error.ts';
import { asTransient, request } from './registry.ts';
import { TransientError } from './retry.ts';

export interface DownloadOptions {
  readonly url: URL;
  readonly registry: URL;
  readonly file: string;
  /** What the file must hash to, in base64. */
  readonly sha512: string;
  readonly signal: AbortSignal;
  readonly idleTimeoutMs?: number;
}

/** The tarball has 174 MB; this only keeps a broken or hostile server from filling the disk. */
const maxBytes = 1024 ** 3;

/** Streams a file to disk, hashing on the way. On any failure the file is not to be used. */
export async function downloadVerified(options: DownloadOptions): Promise<void> {
  const { url, registry, file, sha512, idleTimeoutMs = 30_000 } = options;
  const idle = new AbortController();
  const silent = (): void =>
    idle.abort(new TransientError(`${url.host} sent nothing for ${idleTimeoutMs / 1000} s`));
  const timer = setTimeout(silent, idleTimeoutMs);
  const hash = createHash('sha512');
  let bytes = 0;
  async function* watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      timer.refresh();
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) throw mismatch(url, 'is larger than any Claude Code');
      yield chunk;
    }
  }
  try {
    const signal = AbortSignal.any([options.signal, idle.signal]);
    const response = await request(url, registry, signal);
    if (response.status === 404 || response.body === null) throw mismatch(url, 'is not there');
    await pipeline(response.body, watched, createWriteStream(file));
  } catch (error) {
    throw idle.signal.aborted ? idle.signal.reason : asTransient(error, url.host);
  } finally {
    clearTimeout(timer);
  }
  if (hash.digest('base64') !== sha512)
    throw mismatch(url, 'does not have the sha512 it must have; it was not unpacked');
}

function mismatch(url: URL, what: string): CliMissingError {
  return new CliMissingError(`${url.origin}${url.pathname} ${what}`, installYourself);
}
