import { spawn } from 'node:child_process';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { presentedToken } from '../http/authenticate.ts';
import { syncPullRequests } from '../pull-request-refs.ts';
import type { Repository } from '../repository.ts';
import { canSee, isAllowed, type Token } from '../token.ts';
import type { World } from '../world.ts';
import { gitText, isolatedGitEnv } from './run-git.ts';

let execPath: Promise<string> | undefined;

/** Clone, fetch and push through git's own http-backend, behind GitHub's rules about who may. */
export function registerGitRoutes(app: FastifyInstance, world: World): void {
  const services = ['git-upload-pack', 'git-receive-pack'];
  app.get<{ Querystring: { service?: string } }>(
    '/:owner/:repo/info/refs',
    { config: { route: 'git/info-refs' } },
    async (request, reply) => serve(world, request, reply, request.query.service ?? ''),
  );
  for (const service of services) {
    app.post(
      `/:owner/:repo/${service}`,
      { config: { route: service.replace('-', '/') } },
      async (request, reply) => serve(world, request, reply, service),
    );
  }
}

async function serve(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  service: string,
): Promise<FastifyReply> {
  const { owner, repo } = request.params as { owner: string; repo: string };
  const text = presentedToken(request.headers.authorization);
  const known = text === null ? undefined : world.tokens.get(text);
  const token = known === undefined || known.refusal?.() != null ? null : known;
  const repository = world.repository(owner, repo.replace(/\.git$/, ''));
  const refusal = refuse({
    repository,
    token,
    presented: text !== null,
    writes: service === 'git-receive-pack',
  });
  if (refusal === 401) reply.header('www-authenticate', 'Basic realm="GitHub"');
  if (refusal !== null || repository === null)
    return reply
      .code(refusal ?? 404)
      .type('text/plain')
      .send(words(refusal));
  const answer = await runBackend(repository, request, token);
  if (service === 'git-receive-pack' && request.method === 'POST') await syncPullRequests(repository);
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

function refuse(from: {
  readonly repository: Repository | null;
  readonly token: Token | null;
  readonly presented: boolean;
  readonly writes: boolean;
}): number | null {
  const { repository, token, writes } = from;
  if (from.presented && token === null) return 401;
  // Without credentials GitHub does not even say whether a repository exists.
  if (repository === null || !canSee(token, repository)) return token === null ? 401 : 404;
  if (!writes) return isAllowed(token, repository, { level: 'read', anyOf: ['contents'] }) ? null : 403;
  if (token === null) return 401;
  return isAllowed(token, repository, { level: 'write', anyOf: ['contents'] }) ? null : 403;
}

function words(status: number | null): string {
  if (status === 403) return 'Write access to repository not granted.';
  return status === 401 ? 'Invalid username or token.' : 'Repository not found.';
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function runBackend(
  repository: Repository,
  request: FastifyRequest,
  token: Token | null,
): Promise<Answer> {
  execPath ??= gitText('/', '--exec-path');
  const [rawPath = '', query = ''] = request.url.split('?');
  const rest = rawPath.split('/').slice(3).join('/');
  const child = spawn(`${await execPath}/git-http-backend`, [], {
    stdio: 'pipe',
    env: {
      ...isolatedGitEnv,
      GIT_PROJECT_ROOT: repository.gitDir,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${rest}`,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: token?.user.login ?? '',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.resume();
  child.stdin.on('error', () => {}); // it may answer before it has read everything
  child.stdin.end(Buffer.isBuffer(request.body) ? request.body : '');
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  return parseCgi(Buffer.concat(chunks));
}

function parseCgi(output: Buffer): Answer {
  const end = output.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of output.subarray(0, Math.max(end, 0)).toString().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status = end < 0 ? '500' : '200', ...rest } = headers;
  return { status: Number.parseInt(status, 10), headers: rest, body: output.subarray(end < 0 ? 0 : end + 4) };
}
