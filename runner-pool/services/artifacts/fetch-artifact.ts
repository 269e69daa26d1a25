import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Octokit } from '@octokit/rest';
import { TaskFailure } from '../../task-failure.ts';
import type { ArtifactPlace, FoundArtifact } from './find-artifact.ts';

/** Larger than any journal that the policy lets grow, compressed. */
const mostZipBytes = 256 * 1024 * 1024;

/** Brings an artifact's zip to a file, piece by piece, never more than `mostBytes` of it. */
export async function fetchArtifact(
  octokit: Octokit,
  { owner, repo, id, bytes }: Omit<ArtifactPlace, 'repositoryId'> & Pick<FoundArtifact, 'id' | 'bytes'>,
  {
    path,
    signal,
    mostBytes = mostZipBytes,
  }: { readonly path: string; readonly signal: AbortSignal; readonly mostBytes?: number },
): Promise<void> {
  if (bytes > mostBytes) throw tooLarge(id, mostBytes);
  const { headers } = await octokit.rest.actions.downloadArtifact({
    owner,
    repo,
    artifact_id: id,
    archive_format: 'zip',
    request: { signal, redirect: 'manual' },
  });
  if (headers.location === undefined) throw new Error(`GitHub says of artifact ${id} not where it is`);
  // Without our token: the address is its own proof, and it is another host's.
  const response = await fetch(headers.location, { signal });
  if (!response.ok || response.body === null)
    throw new Error(`The store of artifact ${id} answered ${response.status}`);
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    atMost(mostBytes, () => tooLarge(id, mostBytes)),
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    { signal },
  );
}

function atMost(limitBytes: number, fault: () => Error): Transform {
  let bytes = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > limitBytes) done(fault());
      else done(null, chunk);
    },
  });
}

const tooLarge = (id: number, limitBytes: number): TaskFailure =>
  new TaskFailure(
    `The artifact ${id} is larger than ${limitBytes} bytes: no run of the action makes such a one.`,
    {
      means: 'final',
    },
  );
