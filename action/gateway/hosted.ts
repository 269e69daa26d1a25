import { isObject, type Json, listOf } from './json.ts';

/**
 * Tools that the model API itself runs (web search and fetch, code execution, MCP servers) and content that it fetches (`url`) or
 * finds (`file_id`): a way out of the sandbox for whatever the asking process knows, past every limit of its own network. Claude Code's
 * own tools have no `type`; the versioned ones named here are run by the asking process.
 */
const ownTools = /^(custom|(bash|text_editor|computer|memory|tool_search_tool_(bm25|regex))_\d{8})$/;
const givenSources = ['base64', 'text', 'content'];
/** Blocks and definitions that name something hosted, wherever they stand. */
const hostedTypes =
  /^(url|file|container_upload|mcp_toolset|mcp_tool_use|server_tool_use|((web_search|web_fetch|code_execution|bash_code_execution|text_editor_code_execution|advisor)(_\w+)?_\d{8}))$/;

/** What of a request asks for something hosted, in words; null when nothing does. */
export function findHosted(body: Json): string | null {
  if (listOf(body['mcp_servers']).length > 0 || isObject(body['mcp_servers'])) return 'mcp_servers';
  if (body['container'] !== undefined && body['container'] !== null) return 'container';
  for (const tool of listOf(body['tools'])) {
    const found = hostedTool(tool);
    if (found !== null) return found;
  }
  return hostedContent(body['system'], 0) ?? hostedContent(body['messages'], 0);
}

function hostedTool(tool: unknown): string | null {
  if (!isObject(tool)) return 'a tool that is no object';
  const { type } = tool;
  if (type === undefined || type === null) return null;
  return typeof type === 'string' && ownTools.test(type) ? null : `the tool ${short(type)}`;
}

/** Deeper than anything the API accepts. */
const maxDepth = 64;

function hostedContent(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth > maxDepth) return 'content nested too deep to be looked at';
  if (Array.isArray(value)) return firstOf(value, depth);
  const block = value as Json;
  const { type, source } = block;
  if (typeof type === 'string' && hostedTypes.test(type)) return `content of the type ${short(type)}`;
  if (typeof block['file_id'] === 'string') return 'a file_id';
  if (isObject(source) && !givenSources.includes(String(source['type'])))
    return `a source of the type ${short(source['type'])}`;
  const tool = hostedTools(block);
  if (tool !== null) return tool;
  // What a tool was called with is data of the conversation, and a schema is data too: nobody follows them.
  const parts = Object.entries(block).filter(
    ([key]) => key !== 'input_schema' && (key !== 'input' || type !== 'tool_use'),
  );
  return firstOf(
    parts.map(([, part]) => part),
    depth,
  );
}

/** Tools may be added in the middle of a conversation, under whatever name the API has for that. */
function hostedTools(block: Json): string | null {
  const { type, tool, definition, tools } = block;
  if (type === 'tool_addition' && !(isObject(tool) && isListed(tool))) return 'an added tool';
  const added = [tool, definition, ...(isObject(tools) ? Object.values(tools) : listOf(tools))]
    .filter(isObject)
    .filter((one) => !isListed(one));
  for (const one of added) {
    const found = hostedTool(one);
    if (found !== null) return found;
  }
  return null;
}

function firstOf(values: readonly unknown[], depth: number): string | null {
  for (const value of values) {
    const found = hostedContent(value, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** It names a tool, or holds the definition of one, which is looked at in its turn. */
const isListed = ({ type }: Json): boolean => type === 'tool_reference' || type === 'tool_definition';

const short = (value: unknown): string => String(value).slice(0, 60);
