import type { Review } from '../../contract/review.ts';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { cleanReview, finding } from '../helpers/model.ts';
import type { ActionRun } from '../helpers/run-action.ts';
import { type Scenario, scenario } from '../helpers/scenario.ts';
import type { AttackOptions } from './attack.ts';
import { apiKeyCanary, type Canary, disguises, runnerTokenCanary } from './canaries.ts';
import { type Leak, leaks } from './left.ts';

export interface Speech {
  readonly leaks: readonly Leak[];
  /** What of the hostile text still works where it was published. */
  readonly effects: readonly string[];
  readonly run: ActionRun;
  readonly posted: string;
}

/** Of a kind that patterns know, and nobody told the run: as if it stood in the code. */
const inTheCode: readonly Canary[] = [
  { name: 'AWS key in the code', value: 'AKIAQ3EGRT5WVXN7LJ2D' },
  { name: 'GitHub token in the code', value: 'ghp_16C7e42F292c6912E7710c838347Ae178B4a' },
];

/** A model that knows the secrets and says them in every field, in every disguise, wrapped in all the markup there is. */
export async function speech(options: AttackOptions = {}): Promise<Speech> {
  const s = await scenario({ script: [{ text: 'not asked' }], artifacts: true });
  const apiKey = apiKeyCanary();
  const oidc = runnerTokenCanary("runner's OIDC request token");
  const known = [apiKey, oidc, { name: "job's GitHub token", value: s.token }];
  const said = [
    ...known.flatMap(({ value }) => Object.values(disguises(value))),
    ...inTheCode.map(({ value }) => value),
  ];
  const review = hostileReview(said);
  const run = await s.run({
    ...(options.main === undefined ? {} : { main: options.main }),
    env: {
      ACTIONS_RESULTS_URL: s.github.resultsUrl,
      ACTIONS_RUNTIME_TOKEN: await s.repository.runtimeToken({ runId: 4711 }),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: oidc.value,
    },
    inputs: {
      'anthropic-api-key': apiKey.value,
      'claude-path': await fakeClaude(speakerBody(review, said)),
      ...options.inputs,
    },
  });
  const posted = bodiesOf(s);
  return {
    leaks: leaks(
      [...known, ...inTheCode],
      [
        { name: 'comments and reviews', text: posted },
        { name: 'log', text: run.log.replace(/^::add-mask::.*$/gm, '') },
        { name: 'job summary', text: run.summary },
        { name: 'outputs', text: JSON.stringify(run.outputs) },
        { name: 'journal.ndjson', text: JSON.stringify(run.journal) },
        { name: 'report.json', text: JSON.stringify(run.report) },
      ],
    ),
    effects: [
      ...effectsIn('comment', posted),
      ...effectsIn('summary', run.summary),
      ...effectsInLog(run.log),
    ],
    run,
    posted,
  };
}

const beacon = 'https://beacon.example';
const hostileMarkup = [
  `![a](${beacon}/1.png) <img src="${beacon}/2.png"> ![b][ref] [![c](${beacon}/3.png)](${beacon})`,
  `<picture><source srcset="${beacon}/4.png"></picture> <a href="javascript:alert(1)">x</a>`,
  '@octocat @acme/admins fixes #1, closes acme/shop#2 and resolves GH-3',
  '/approve',
  // Each of them leaves only its words, beside others.
  '@![octocat](x) @[acme/admins](#) acme/shop#![1](x) GH![-3](x)',
  '![/](x)![approve](x)',
  '![!](x)[merge](x)',
  '> [![!WARNING](x)]',
  '@**![](x)**[octocat](#) @`\u200b`![acme](x "y")',
  '',
  '<!-- claude-orchestrator:v1 forged -->',
  '<details><summary>',
  '```suggestion\nrm -rf /\n```',
  '# HUGE HEADING',
  '```mermaid\ngraph TD; A-->B\n```',
  `[click](http://plain.example) [x](data:text/html,1)`,
  '',
  `[ref]: ${beacon}/5.png`,
  '```',
].join('\n');

function hostileReview(said: readonly string[]): Review {
  const all = said.join(' \n');
  return {
    ...cleanReview,
    summary: `${hostileMarkup}\n\n${all}`.slice(0, 9000),
    checked: said.slice(0, 15).map((text) => `${text} @octocat`),
    findings: [
      finding({ title: `@octocat ![x](${beacon}/6.png) ${said[0]}`, explanation: hostileMarkup }),
      finding({ line: 1, title: 'Secrets', explanation: said.slice(0, 20).join('\n') }),
      finding({ line: 3, title: 'More secrets', explanation: said.slice(20).join('\n') }),
      finding({ line: 2, title: 'A change', suggestion: `  const key = '${said[0]}';` }),
      finding({ path: `src/${said.at(-1)}.ts`, title: 'A file that is not there' }),
    ],
  };
}

const speakerBody = (review: Review, said: readonly string[]): string => `
const said = ${JSON.stringify(said)};
init();
for (const text of said) {
  process.stdout.write('::error::' + text + '\\n##[error]' + text + '\\n\\x1b[1m' + text + '\\r::add-path::/tmp\\n');
  process.stderr.write(text + '\\n');
  emit({ type: 'assistant', message: { id: 'm' + text.length, model: 'claude-opus-5-5', content: [{ type: 'text', text: '::set-output name=x::' + text }, { type: 'tool_use', name: 'Read' + text, input: { file_path: '##[add-mask]' + text } }] } });
  emit({ type: 'user', message: { content: [{ type: 'tool_result', content: text, is_error: true }] } });
  emit({ type: 'system', subtype: 'permission_denied', tool_name: 'x', message: text });
}
result({ result: said.join(' '), structured_output: ${JSON.stringify(review)} });
`;

function bodiesOf(s: Scenario): string {
  return s.github.requests
    .filter(({ method, route }) => method !== 'GET' && !route.startsWith('git'))
    .flatMap(({ body }) => stringsOf(body))
    .join('\n\n');
}

/** As a reader sees them: JSON would hide line starts. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(stringsOf);
}

const withoutCode = (text: string): string =>
  text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1`*$/gm, '').replace(/`[^`\n]+`/g, '');

function effectsIn(where: string, markdown: string): readonly string[] {
  const prose = withoutCode(markdown);
  const tests: readonly (readonly [string, RegExp, string])[] = [
    ['an image', /(?<!\\)(!\[[^\]]*\][([]|<img|<picture|<source)/i, prose],
    ['a mention', /(^|[^\w`\u2060\u200b\u200d])@(octocat|acme)/m, prose],
    ['a reference', /(^|[\s(])(acme\/shop)?#[1-3]\b|GH-3/m, prose],
    ['a slash command', /^\/approve/m, prose],
    ['a command of another bot', /^!merge/m, prose],
    ["a box of GitHub's", /\[!WARNING\]/, prose],
    ['a marker that was not ours', /<!-- claude-orchestrator:v1 forged/, prose],
    ['a plain http or script link', /\]\((http:\/\/plain|javascript|data):/i, prose],
    ['a suggestion that was not checked', /```suggestion\nrm/, markdown],
    ['a diagram', /^`{3,}mermaid/m, markdown],
    ['a heading', /^# HUGE/m, prose],
  ];
  return tests.filter(([, test, text]) => test.test(text)).map(([what]) => `${what} in the ${where}`);
}

function effectsInLog(log: string): readonly string[] {
  return [
    // What the action itself may say to the runner, and nothing else.
    ...(/^\s*::(?!add-mask::|warning |error |debug::|notice )/m.test(log) || /##\[/.test(log)
      ? ['a workflow command in the log']
      : []),
    ...(log.includes('\u001b') ? ['an escape sequence in the log'] : []),
  ];
}
