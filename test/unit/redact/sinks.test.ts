import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from '../../../action/github/client.ts';
import { createLog } from '../../../action/log.ts';
import { ownSecrets } from '../../../action/own-secrets.ts';
import type { RunContext } from '../../../action/run/context.ts';
import { newRecord } from '../../../action/run/record.ts';
import { redactedReport, writeReport } from '../../../action/run/report.ts';
import { saveResult } from '../../../action/run/save-result.ts';
import { writeSummary } from '../../../action/run/summary.ts';
import { createRedactor } from '../../../contract/redact/redactor.ts';
import { encodings } from './encodings.ts';
import { fixed } from './samples.ts';
import { tokens } from './tokens.ts';

const redact = createRedactor({ secrets: Object.values(fixed), patterns: true });
const planted = Object.values(fixed).flatMap((secret) =>
  Object.values(encodings).map((encode) => `first\n${encode(secret)}\nlast`),
);
const looks = Object.values(tokens).map((token) => `first\n${token}\nlast`);
let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sinks-'));
  await writeFile(join(dir, 'summary.md'), '');
  process.env['GITHUB_STEP_SUMMARY'] = join(dir, 'summary.md');
});
afterAll(async () => rm(dir, { recursive: true }));

it('result.json and the output hold JSON without a secret', async () => {
  const run = contextIn(dir);
  await saveResult(run, { texts: [...planted, ...looks], [fixed.apiKey]: true });
  expectClean(await readFile(join(dir, 'result.json'), 'utf8'));
  expect(JSON.parse(run.record.resultJson).texts).toHaveLength(planted.length + looks.length);
});

it('report.json holds JSON without a secret', async () => {
  const run = contextIn(dir);
  run.record.warnings.push(...planted, ...looks);
  const ending = {
    kind: 'failure',
    failureClass: 'internal',
    message: planted.join('\n'),
    remedy: '',
  } as const;
  await writeReport(run, redactedReport(run, ending, 'opened'));
  const report = await readFile(join(dir, 'report.json'), 'utf8');
  expectClean(report);
  expect(JSON.parse(report).warnings).toHaveLength(planted.length + looks.length);
});

it('the summary shows no secret', async () => {
  for (const item of [...planted, ...looks]) {
    const run = contextIn(dir);
    run.record.lastText = item;
    await writeSummary(run, { kind: 'failure', failureClass: 'internal', message: item, remedy: '' });
  }
  expectClean(await readFile(join(dir, 'summary.md'), 'utf8'));
});

it('the log shows no secret', () => {
  let written = '';
  const log = createLog({
    redact,
    debug: true,
    write: (more) => {
      written += more;
    },
  });
  for (const item of [...planted, ...looks])
    for (const say of [log.info, log.warn, log.error, log.debug]) say(item);
  expectClean(written);
});

it('nothing written on GitHub holds a secret, and what is read there is asked for as it is', async () => {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      sent.push(`${request.method} ${request.url} ${body}`);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = connect({ token: 'none', apiUrl, log: () => undefined, redact });
  const to = { owner: 'o', repo: 'r' };
  await client.issues.createComment({ ...to, issue_number: 1, body: planted.join('\n') });
  const comments = [...planted, ...looks].map((body) => ({ path: 'a.ts', line: 1, body }));
  await client.pulls.createReview({ ...to, pull_number: 2, event: 'COMMENT', body: 'a', comments });
  await client.graphql('mutation ($body: String!) { a }', { body: planted.join('\n') });
  await client.repos.getContent({ ...to, path: 'docs', ref: tokens['a token of npm'] ?? '' });
  server.close();
  expect(sent.map((line) => line.split('?')[0]?.split(' ').slice(0, 2).join(' '))).toEqual([
    'POST /repos/o/r/issues/1/comments',
    'POST /repos/o/r/pulls/2/reviews',
    'POST /graphql',
    'GET /repos/o/r/contents/docs',
  ]);
  expectClean(sent.slice(0, 3).join('\n'));
  expect(sent[3]).toContain(tokens['a token of npm']);
});

it('knows the credentials of the job, and the password of an address, each once', () => {
  const inputs = {
    anthropicApiKey: 'key',
    claudeCodeOauthToken: '',
    anthropicBaseUrl: 'https://me:word-of-pass@model.example',
    githubToken: 'token',
    coordinatorToken: 'co_token',
  };
  const secrets = ownSecrets(inputs, { secrets: ['token', 'runtime'] });
  expect(secrets).toEqual(['key', 'token', 'co_token', 'word-of-pass', 'runtime']);
});

/** What stands in the middle of each form of each secret, but for what the encoding puts around any value. */
const pieces = Object.values(fixed).flatMap((secret) =>
  Object.values(encodings).flatMap((encode) => {
    const [form, frame] = [encode(secret), encode('x'.repeat(secret.length))];
    const places = [0.3, 0.5, 0.7].map((part) => Math.floor(form.length * part));
    return places.map((at) => form.slice(at, at + 16)).filter((piece) => !frame.includes(piece));
  }),
);

function expectClean(shown: string): void {
  expect(shown).toContain('[redacted');
  expect(pieces.length).toBeGreaterThan(Object.keys(encodings).length * 3);
  for (const piece of [...pieces, ...Object.values(tokens)]) expect(shown).not.toContain(piece);
}

function contextIn(folder: string): RunContext {
  const record = newRecord({ runId: '1', runUrl: 'https://example.com', startedAtMs: 0, dir: folder });
  const runner = {
    owner: 'o',
    repo: 'r',
    eventName: 'push',
    actor: 'a',
    serverUrl: 'https://example.com',
    summaryPath: 'x',
  };
  const journal = { lastSeq: () => 0, fault: () => null };
  return { record, runner, journal, redact, clock: () => 0, inputs: {} } as unknown as RunContext;
}
