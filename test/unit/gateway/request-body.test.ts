import { describe, expect, it } from 'vitest';
import { checkBody } from '../../../action/gateway/request-body.ts';

const base = { model: 'm', max_tokens: 10, messages: [] as unknown[] };
const check = (over: object): ReturnType<typeof checkBody> =>
  checkBody(Buffer.from(JSON.stringify({ ...base, ...over })));
const said = (...content: unknown[]): object => ({ messages: [{ role: 'user', content }] });
const url = { type: 'url', url: 'https://attacker.example/?what-it-knows' };

describe('what the model API would run or fetch is refused', () => {
  it.each<[string, object]>([
    ['web search', { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
    ['web fetch', { tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] }],
    ['code execution', { tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] }],
    ['an advisor', { tools: [{ type: 'advisor_20260301', name: 'advisor' }] }],
    ['an MCP toolset', { tools: [{ type: 'mcp_toolset', mcp_server_name: 'x' }] }],
    ['a tool of tomorrow', { tools: [{ type: 'teleport_20290101', name: 'x' }] }],
    ['a tool whose type is no text', { tools: [{ type: ['web_search_20250305'], name: 'x' }] }],
    ['a tool that is no object', { tools: ['web_search_20250305'] }],
    ['MCP servers', { mcp_servers: [url] }],
    ['a container', { container: 'container_1' }],
    ['an image by address', said({ type: 'image', source: url })],
    ['a document by address', said({ type: 'document', source: url })],
    ['a file of the organization', said({ type: 'document', source: { type: 'file', file_id: 'file_1' } })],
    ['a source of tomorrow', said({ type: 'image', source: { type: 'bucket', uri: 's3://attacker' } })],
    ['a file for a container', said({ type: 'container_upload', file_id: 'file_1' })],
    [
      'an image in a tool result',
      said({ type: 'tool_result', tool_use_id: 't', content: [{ type: 'image', source: url }] }),
    ],
    [
      'an image in a document',
      said({ type: 'document', source: { type: 'content', content: [{ type: 'image', source: url }] } }),
    ],
    ['an image in the system prompt', { system: [{ type: 'image', source: url }] }],
    [
      'an image beside what a tool was called with',
      said({ type: 'tool_use', id: 't', name: 'n', input: {}, content: [{ type: 'image', source: url }] }),
    ],
    [
      'a tool that is added on the way',
      {
        messages: [
          {
            role: 'system',
            content: [
              {
                type: 'tool_addition',
                tool: { type: 'tool_definition', definition: { type: 'web_fetch_20250910', name: 'x' } },
              },
            ],
          },
        ],
      },
    ],
    [
      'a tool of tomorrow that is added on the way',
      said({
        type: 'tool_addition',
        tool: { type: 'tool_definition', definition: { type: 'teleport_20290101', name: 'x' } },
      }),
    ],
    [
      'a toolset that is added on the way',
      { messages: [{ role: 'system', content: [{ type: 'tool_addition', tool: { type: 'mcp_toolset' } }] }] },
    ],
    [
      'a tool in a list of tools that is changed on the way',
      said({ type: 'tools_update', tools: [{ name: 'Read' }, { type: 'web_fetch_20250910', name: 'x' }] }),
    ],
    [
      'a tool of tomorrow under a name of tomorrow',
      said({ type: 'x', definition: { type: 'teleport_20290101' } }),
    ],
    ['a tool that stands beside', said({ type: 'x', tool: { type: 'teleport_20290101', name: 'x' } })],
    ['what nobody can look into', { messages: JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown }],
  ])('%s', (_, over) => {
    expect(check(over)).toMatchObject({ kind: 'denied', message: expect.stringContaining('carry data out') });
  });
});

describe('what a run needs passes', () => {
  it.each<[string, object]>([
    [
      'tools of Claude Code',
      {
        tools: [
          {
            name: 'Read',
            description: 'web_fetch_20250910',
            input_schema: {
              type: 'object',
              properties: { source: { type: 'string' }, url: { type: 'string' } },
            },
          },
        ],
      },
    ],
    [
      'tools that the asking side runs',
      {
        tools: [
          { type: 'custom', name: 'x' },
          { type: 'bash_20250124', name: 'bash' },
          { type: 'text_editor_20250728', name: 'e' },
        ],
      },
    ],
    [
      'images and documents that are sent along',
      said(
        { type: 'image', source: { type: 'base64', data: 'AA==', media_type: 'image/png' } },
        { type: 'document', source: { type: 'text', data: 'x', media_type: 'text/plain' } },
      ),
    ],
    [
      'addresses as data of a tool call',
      said({ type: 'tool_use', id: 't', name: 'Bash', input: { type: 'url', source: url, file_id: 'x' } }),
    ],
    [
      'a tool that becomes visible later',
      {
        messages: [
          {
            role: 'system',
            content: [{ type: 'tool_addition', tool: { type: 'tool_reference', name: 'Edit' } }],
          },
        ],
      },
    ],
    [
      'a tool of its own that is added on the way',
      said({
        type: 'tool_addition',
        tool: {
          type: 'tool_definition',
          definition: {
            name: 'x',
            input_schema: { properties: { tools: [{ type: 'url' }], tool: { type: 'file' } } },
          },
        },
      }),
    ],
    [
      'text that speaks of all that',
      said({ type: 'text', text: JSON.stringify({ type: 'image', source: url }) }),
    ],
  ])('%s', (_, over) => {
    expect(check(over)).toEqual({ kind: 'checked', body: { ...base, ...over }, dropped: [] });
  });
});

it('leaves away what multiplies the price, and what it does not know', () => {
  const over = {
    service_tier: 'auto',
    speed: 'fast',
    inference_geo: 'us',
    fallbacks: 'default',
    mcp_servers: [],
    container: null,
    tomorrow: {},
  };
  expect(check(over)).toEqual({ kind: 'checked', body: base, dropped: Object.keys(over) });
});

it('keeps the API from compacting, which max_tokens does not bound', () => {
  const clear = { type: 'clear_thinking_20251015', keep: 'all' };
  const edits = [{ ...clear, compact: {} }, { type: 'compact_20260112' }, 'compact_20260112'];
  expect(check({ context_management: { edits, compact: true } })).toMatchObject({
    body: { context_management: { edits: [clear] } },
    dropped: ['context_management.compact'],
  });
});

const source = { type: 'url', url: 'https://attacker.example' };
it.each([
  ['thinking', { type: 'enabled', budget_tokens: 1024, display: 'updates' }],
  [
    'output_config',
    { effort: 'max', format: { type: 'json_schema', schema: {} }, task_budget: { total: 1 } },
  ],
  ['tool_choice', { type: 'tool', name: 'Read', disable_parallel_tool_use: true }],
  ['metadata', { user_id: 'x' }],
])('leaves away what it does not know of %s', (name, known) => {
  expect(check({ [name]: { ...known, source } })).toEqual({
    kind: 'checked',
    body: { ...base, [name]: known },
    dropped: [`${name}.source`],
  });
});

it.each([{ user_id: 'x'.repeat(513) }, { user_id: ['x'] }])(
  'takes a name of the user or nothing',
  (metadata) => {
    expect(check({ metadata })).toMatchObject({ body: base });
    expect(check({ metadata })).not.toHaveProperty('body.metadata');
  },
);

it.each([
  'thinking',
  'output_config',
  'tool_choice',
  'context_management',
  'stop_sequences',
  'cache_control',
  'top_k',
])('refuses a large %s, which nothing is charged for', (name) => {
  const large = 'x'.repeat(70_000);
  const value = name === 'context_management' ? { edits: [{ type: 'clear_x', keep: large }] } : [large];
  expect(check({ [name]: value })).toMatchObject({ kind: 'invalid', message: expect.stringContaining(name) });
});
