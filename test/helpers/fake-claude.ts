import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from './run-action.ts';

/**
 * An executable that passes for Claude Code until it is asked to work: a stand-in for a CLI that misbehaves in ways
 * that the real one cannot be made to. `body` is JavaScript run with `emit(message)` in scope.
 */
export async function fakeClaude(
  body: string,
  options: { readonly version?: string; readonly help?: string } = {},
): Promise<string> {
  const folder = await tempFolder('fake-claude');
  const path = join(folder, 'claude');
  const version = `${options.version ?? '2.1.329'} (Claude Code)`;
  const script = `#!${process.execPath}
const args = process.argv.slice(2);
if (args[0] === '--version') console.log(${JSON.stringify(version)});
else if (args[0] === '--help') console.log(${JSON.stringify(options.help ?? helpText)});
else {
  const emit = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
  const sessionId = args[args.indexOf('--session-id') + 1];
  const result = (more) => emit({ type: 'result', subtype: 'success', is_error: false, num_turns: 1, session_id: sessionId, result: '', terminal_reason: 'completed', api_error_status: null, total_cost_usd: 0.01, modelUsage: { 'claude-opus-5-5': { inputTokens: 1000, outputTokens: 100, cacheReadInputTokens: 10, cacheCreationInputTokens: 20, costUSD: 0.01 } }, ...more });
  const init = () => emit({ type: 'system', subtype: 'init', model: 'claude-opus-5-5', session_id: sessionId, claude_code_version: '2.1.329' });
  let prompt = '';
  process.stdin.on('data', (chunk) => { prompt += chunk; });
  process.stdin.on('end', async () => {
${body}
  });
}
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}

const helpText = [
  '-p, --print',
  '--output-format',
  '--verbose',
  '--restricted',
  '--strict-mcp-config',
  '--disable-slash-commands',
  '--tools',
  '--permission-prompts',
  '--json-schema',
  '--max-budget-usd',
  '--resume',
  '--model',
  '--fallback-model',
  '--append-system-prompt',
  '--session-id',
  '--permission-mode',
]
  .map((flag) => `  ${flag} <value>   does what it says`)
  .join('\n');
