import { LLMock } from '@copilotkit/aimock';
import type { Review } from '../../contract/review.ts';

/** What the scripted model does in one answer. The last of a script repeats. */
export type Turn =
  | { readonly text?: string; readonly tools?: readonly ToolUse[]; readonly usage?: ModelTokens }
  | { readonly error: { readonly status: number; readonly type: string; readonly message: string } };

export interface ToolUse {
  readonly name: string;
  readonly input: unknown;
}

export interface ModelTokens {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export interface ModelRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

export interface Model {
  readonly url: string;
  readonly requests: readonly ModelRequest[];
  /** All text of all requests: what left for the model API. */
  readonly seen: () => string;
  readonly close: () => Promise<void>;
}

export interface ModelOptions {
  /** Before each answer. */
  readonly latencyMs?: number;
  /** Breaks the connection off in the middle of each answer. */
  readonly disconnect?: boolean;
}

/** The model API as the real Claude Code CLI speaks it, with answers from a script or a function of the request. */
export async function startModel(
  script: readonly Turn[] | ((request: ModelRequest, index: number) => Turn),
  options: ModelOptions = {},
): Promise<Model> {
  const mock = new LLMock({ port: 0 });
  const requests: ModelRequest[] = [];
  const chaos = {
    ...(options.latencyMs === undefined ? {} : { latency: options.latencyMs }),
    ...(options.disconnect === true ? { truncateAfterChunks: 1, disconnectAfterMs: 10 } : {}),
  };
  const respond = (request: unknown): ReturnType<typeof toResponse> => {
    const index = requests.push(request as ModelRequest) - 1;
    const turn =
      typeof script === 'function'
        ? script(request as ModelRequest, index)
        : (script[index] ?? script.at(-1));
    if (turn === undefined) throw new Error('The script of the model is empty.');
    return toResponse(turn);
  };
  mock.on({ predicate: () => true }, respond as never, chaos);
  await mock.start();
  return {
    url: mock.url,
    requests,
    seen: () => requests.map((request) => JSON.stringify(request.messages)).join('\n'),
    close: async () => {
      await mock.stop();
    },
  };
}

function toResponse(turn: Turn): object {
  if ('error' in turn) {
    const { status, type, message } = turn.error;
    return { error: { message, type }, status };
  }
  const usage = turn.usage ?? { input_tokens: 1000, output_tokens: 100 };
  const toolCalls = (turn.tools ?? []).map(({ name, input }) => ({ name, arguments: JSON.stringify(input) }));
  if (toolCalls.length === 0) return { content: turn.text ?? '', usage };
  return { ...(turn.text === undefined ? {} : { content: turn.text }), toolCalls, usage };
}

/** The turn in which the model gives its review. */
export function answer(review: Review | Record<string, unknown>): Turn {
  return { tools: [{ name: 'StructuredOutput', input: review }] };
}

export const cleanReview: Review = {
  summary: 'The change is small and does what it says.',
  checked: ['Read every changed file'],
  findings: [],
};

export function finding(over: Partial<Review['findings'][number]> = {}): Review['findings'][number] {
  return {
    path: 'src/app.ts',
    line: 2,
    side: 'RIGHT',
    severity: 'high',
    category: 'correctness',
    title: 'Division by zero when the list is empty',
    explanation: '`mean([])` divides by zero and returns NaN, which the caller stores.',
    confidence: 0.9,
    ...over,
  };
}
