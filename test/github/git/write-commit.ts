import { runGit } from './run-git.ts';

/** A file's new content; null deletes it, a symlink or a submodule is what git stores for one. */
export type FileChange =
  | string
  | Buffer
  | null
  | { readonly symlink: string }
  | { readonly submodule: string }
  | { readonly content: string | Buffer; readonly mode: '100644' | '100755' };

export interface CommitRequest {
  readonly branch: string;
  readonly files: Readonly<Record<string, FileChange>>;
  readonly message: string;
  /** A sha, or null for a root commit. */
  readonly parent: string | null;
  readonly author: { readonly name: string; readonly email: string };
  readonly atSeconds: number;
}

/** Writes one commit onto a branch with a single git process, without a work tree; the branch may move backwards. */
export async function writeCommit(gitDir: string, request: CommitRequest): Promise<string> {
  const input = Buffer.concat(commitStream(request));
  const output = await runGit({ cwd: gitDir, args: ['fast-import', '--quiet', '--force', '--done'], input });
  return output.toString().trim();
}

function commitStream(request: CommitRequest): Buffer[] {
  const who = `${request.author.name} <${request.author.email}> ${request.atSeconds} +0000`;
  const stream = [
    line(`commit refs/heads/${request.branch}`),
    line('mark :1'),
    line(`author ${who}`),
    line(`committer ${who}`),
    ...data(Buffer.from(request.message)),
  ];
  if (request.parent !== null) stream.push(line(`from ${request.parent}`));
  // Deletions first, so that a folder can take the place of a file in one commit.
  const entries = Object.entries(request.files).sort(
    ([, a], [, b]) => Number(a !== null) - Number(b !== null),
  );
  for (const [path, change] of entries) stream.push(...fileCommand(path, change));
  stream.push(line(''), line('get-mark :1'), line('done'));
  return stream;
}

function fileCommand(path: string, change: FileChange): Buffer[] {
  const name = quotePath(path);
  if (change === null) return [line(`D ${name}`)];
  if (typeof change === 'string' || Buffer.isBuffer(change)) return inline('100644', name, change);
  if ('symlink' in change) return inline('120000', name, change.symlink);
  if ('submodule' in change) return [line(`M 160000 ${change.submodule} ${name}`)];
  return inline(change.mode, name, change.content);
}

function inline(mode: string, name: string, content: string | Buffer): Buffer[] {
  return [line(`M ${mode} inline ${name}`), ...data(Buffer.from(content as string))];
}

function data(content: Buffer): Buffer[] {
  return [line(`data ${content.length}`), content, line('')];
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

function quotePath(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
