import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { endGroup, GitError, type GitOptions, spawnGit } from './git.ts';
import { checkedSha } from './sha.ts';

export interface GitObject {
  readonly type: string;
  /** null when it is larger than was asked for; it was not checked then. */
  readonly bytes: Buffer | null;
}

/** Reads objects by name, one after another, from one process of git. */
export interface ObjectReader {
  /** Rejects with a GitError where the object is missing, or its content is not what its name says. */
  readonly read: (sha: string, maxBytes: number) => Promise<GitObject>;
  readonly close: () => void;
}

/**
 * Opens `git cat-file --batch`. Git believes a pack and its index: whoever wrote a borrowed object store could give a
 * commit another tree. So each object is hashed again here, and a chain from a known commit is what it was when it was made.
 */
export function openObjects(options: GitOptions): ObjectReader {
  const child = spawnGit(['cat-file', '--batch'], options);
  const bytes = new ByteReader(child.stdout);
  const close = (): void => {
    options.signal.removeEventListener('abort', close);
    endGroup(child.pid);
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
  };
  if (options.signal.aborted) close();
  options.signal.addEventListener('abort', close, { once: true });
  child.on('error', close);
  child.stdin.on('error', () => undefined);
  child.stderr.resume();

  const readOne = async (sha: string, maxBytes: number): Promise<GitObject> => {
    child.stdin.write(`${checkedSha(sha)}\n`);
    const [, type = '', size = ''] = (await bytes.line()).split(' ');
    if (!/^\d+$/.test(size)) throw new GitError(`git has no object ${sha}`);
    const content = await bytes.take(Number(size), maxBytes);
    // A line feed ends each object.
    await bytes.take(1, 1);
    if (content !== null && nameOf({ type, content, length: sha.length }) !== sha)
      throw new GitError(`the object ${sha} holds something else than its name says`);
    return { type, bytes: content };
  };
  let last: Promise<unknown> = Promise.resolve();
  const read: ObjectReader['read'] = async (sha, maxBytes) => {
    const next = last.then(async () => readOne(sha, maxBytes));
    last = next.catch(() => undefined);
    return next;
  };
  return { read, close };
}

function nameOf(object: {
  readonly type: string;
  readonly content: Buffer;
  readonly length: number;
}): string {
  const hash = createHash(object.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`${object.type} ${object.content.length}\0`).update(object.content).digest('hex');
}

/** Takes lines and counted bytes off a stream, as they come. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }
  async line(): Promise<string> {
    const parts: Buffer[] = [];
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end !== -1) {
        parts.push(this.#rest.subarray(0, end));
        this.#rest = this.#rest.subarray(end + 1);
        return Buffer.concat(parts).toString('utf8');
      }
      parts.push(this.#rest);
      this.#rest = await this.#more();
    }
  }
  /** `count` bytes; null, with nothing kept, where they are more than `most`. */
  async take(count: number, most: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const part = this.#rest.subarray(0, left);
      if (count <= most) parts.push(part);
      left -= part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    return count <= most ? Buffer.concat(parts) : null;
  }
  async #more(): Promise<Buffer> {
    const { done, value } = await this.#chunks.next().catch((cause: unknown) => {
      throw new GitError('git cat-file was stopped', { cause });
    });
    if (done === true) throw new GitError('git cat-file ended early');
    return value;
  }
}
