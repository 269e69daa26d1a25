import { describe, expect, it } from 'vitest';
import { fakeClaude } from '../helpers/fake-claude.ts';
import { answer, cleanReview } from '../helpers/model.ts';
import { cleanUpScenarios, scenario } from '../helpers/scenario.ts';

cleanUpScenarios();

const structured = JSON.stringify(cleanReview);

describe.concurrent('the stream of Claude', () => {
  it('shows what Claude does, turn by turn, with the cost so far', async () => {
    const usage = { input_tokens: 10_000, output_tokens: 500 };
    const s = await scenario({
      script: [
        {
          text: 'I read the change first.',
          tools: [{ name: 'Read', input: { file_path: 'src/app.ts' } }],
          usage,
        },
        { tools: [{ name: 'Grep', input: { pattern: 'mean' } }], usage },
        answer(cleanReview),
      ],
    });
    const run = await s.run();
    expect(run.log).toMatch(/Claude Code 2\.1\.329 · claude-/);
    expect(run.log).toMatch(/Turn 1 · “I read the change first\.” · 10\.5k tokens · \$0\.0\d+/);
    expect(run.log).toMatch(/Turn 1 · Read .*src\/app\.ts · 10\.5k tokens/);
    expect(run.log).toMatch(/Turn 2 · Grep "mean" · 21\.0k tokens/);
    expect(run.log).toContain('writes its answer');
  });

  it('never passes on what the child prints', async () => {
    const evil =
      '::set-output name=conclusion::hacked\\n::add-mask::x\\n##[error]boo\\u001b]0;title\\u0007\\u001b[31mred';
    const path = await fakeClaude(`
      init();
      process.stdout.write('::error::from stdout\\n');
      process.stderr.write('::error::from stderr\\n');
      emit({ type: 'assistant', message: { id: 'm1', model: 'claude-opus-5-5', content: [{ type: 'text', text: "${evil}" }], usage: { input_tokens: 1, output_tokens: 1 } } });
      emit({ type: 'assistant', message: { id: 'm2', model: 'claude-opus-5-5', content: [{ type: 'tool_use', name: "::warning::x", input: { file_path: "${evil}" } }] } });
      result({ structured_output: ${structured} });`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ inputs: { 'claude-path': path } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const ours = run.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(ours.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
    expect(run.log).not.toContain('from stdout');
    expect(run.log).not.toContain(String.fromCharCode(27));
  });

  it('makes every line an event, keeps unknown types, and survives broken and very long lines', async () => {
    const path = await fakeClaude(`
      init();
      process.stdout.write('{"type":"assistant", broken\\n');
      process.stdout.write('not json at all\\n\\n');
      emit({ type: 'brand_new_thing', anything: { goes: true } });
      emit({ type: 'user', message: { content: [{ type: 'tool_result', content: 'x'.repeat(10 * 1024 * 1024) }] } });
      process.stdout.write('{"type":"user","huge":"' + 'y'.repeat(40 * 1024 * 1024) + '"}\\n', () => {
        process.stdout.write('{"type":"syst');
        setTimeout(() => { process.stdout.write('em","subtype":"split"}\\n'); result({ structured_output: ${structured} }); }, 50);
      });`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({ inputs: { 'claude-path': path } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const types = run.journal.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining([
        'claude.system.init',
        'claude.brand_new_thing',
        'claude.user',
        'claude.system.split',
        'claude.result.success',
        'action.line_dropped',
        'action.line_unreadable',
      ]),
    );
    expect(types.filter((type) => type === 'action.line_unreadable')).toHaveLength(2);
    expect(run.journal.find(({ type }) => type === 'claude.brand_new_thing')?.data).toEqual({
      type: 'brand_new_thing',
      anything: { goes: true },
    });
    const long = run.journal.find(({ type }) => type === 'claude.user')?.data as {
      message: { content: { content: string }[] };
    };
    expect(long.message.content[0]?.content).toHaveLength(10 * 1024 * 1024);
    expect(run.journal.find(({ type }) => type === 'action.line_dropped')?.data).toMatchObject({
      bytes: expect.any(Number),
    });
    expect(run.journal.map(({ seq }) => seq)).toEqual(run.journal.map((_, index) => index + 1));
  });

  it('keeps secrets out of journal, report, summary and comment, in every form it knows', async () => {
    const path = await fakeClaude(`
      init();
      const key = process.env.ANTHROPIC_API_KEY;
      const forms = [key, Buffer.from(key).toString('base64'), encodeURIComponent(key)].join(' and ');
      emit({ type: 'assistant', message: { id: 'm1', model: 'claude-opus-5-5', content: [{ type: 'text', text: forms }] } });
      result({ structured_output: { summary: 'Key: ' + forms, checked: ['env ' + key], findings: [{ path: 'src/app.ts', line: 2, side: 'RIGHT', severity: 'low', category: 'security', title: 'Leak ' + key, explanation: forms, suggestion: key, confidence: 1 }] } });`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const key = 'sk-ant-api03-canary/key+0123456789abcdef';
    const run = await s.run({ inputs: { 'claude-path': path, 'anthropic-api-key': key } });
    expect(run.outputs['conclusion'], run.log).toBe('success');
    const told = [
      run.log.replaceAll(/^::add-mask::.*$/gm, ''),
      run.summary,
      JSON.stringify(run.outputs),
      JSON.stringify(run.journal),
      JSON.stringify(run.report),
      ...s.pull.comments().map(({ body }) => body),
      ...(await s.pull.reviewComments()).map(({ body }) => body),
    ].join('\n');
    for (const form of [key, Buffer.from(key).toString('base64').replace(/=+$/, ''), encodeURIComponent(key)])
      expect(told).not.toContain(form);
    expect(told).toContain('[redacted]');
  });

  it('gives Claude neither the GitHub token nor the runner’s variables, and a home of its own', async () => {
    const path = await fakeClaude(`
      init();
      result({ structured_output: { summary: JSON.stringify({ env: Object.keys(process.env).sort(), home: process.env.HOME, argv: args.join(' ').slice(0, 4000) }), checked: [], findings: [] } });`);
    const s = await scenario({ script: [answer(cleanReview)] });
    const run = await s.run({
      inputs: { 'claude-path': path, sandbox: 'off' },
      env: { MY_SECRET: 'canary', AWS_SECRET_ACCESS_KEY: 'canary' },
    });
    const { env, home, argv } = JSON.parse(
      (JSON.parse(run.outputs['result'] ?? '') as { summary: string }).summary,
    ) as { env: string[]; home: string; argv: string };
    // A shell stands before Claude where a namespace is made for its processes, and sets PWD.
    expect(env.filter((name) => name !== 'PWD')).toEqual([
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_BASE_URL',
      'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC',
      'CLAUDE_CODE_MAX_RETRIES',
      'CLAUDE_ORCHESTRATOR_RUN_ID',
      'DISABLE_AUTOUPDATER',
      'HOME',
      'PATH',
      'TMPDIR',
    ]);
    expect(home.startsWith(run.dir)).toBe(true);
    expect(argv).not.toContain('Compute the mean');
    expect(argv).toContain(
      '--restricted --strict-mcp-config --disable-slash-commands --tools Read,Grep,Glob --permission-prompts none',
    );
  });
});
