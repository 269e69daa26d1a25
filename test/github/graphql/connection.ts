import { GraphqlRefusal } from './refusal.ts';

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

const LARGEST_PAGE = 100;

/** A Relay connection over a list; like GitHub it insists on `first` or `last`, and on at most 100. */
export function connection<T>(
  field: string,
  all: readonly T[],
  args: ConnectionArguments,
  toNode: (item: T) => unknown,
): Record<string, unknown> {
  const { from, to } = range(field, all.length, args);
  const nodes = all.slice(from, to).map(toNode);
  return {
    totalCount: all.length,
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index) })),
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length === 0 ? null : cursor(from),
      endCursor: nodes.length === 0 ? null : cursor(to - 1),
    },
  };
}

function range(field: string, length: number, args: ConnectionArguments): { from: number; to: number } {
  const size = args.first ?? args.last ?? null;
  if (size === null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`;
    throw new GraphqlRefusal('MISSING_PAGINATION_BOUNDARIES', message);
  }
  if (size > LARGEST_PAGE) {
    const message = `Requesting ${size} records on the \`${field}\` connection exceeds the \`first\` limit of 100 records.`;
    throw new GraphqlRefusal('EXCESSIVE_PAGINATION', message);
  }
  const start = args.after == null ? 0 : position(args.after) + 1;
  const end = args.before == null ? length : Math.min(length, position(args.before));
  if (args.first != null) return { from: start, to: Math.max(start, Math.min(end, start + size)) };
  return { from: Math.max(start, end - size), to: end };
}

function cursor(index: number): string {
  return Buffer.from(`cursor:v2:${index}`).toString('base64');
}

function position(text: string): number {
  const match = /^cursor:v2:(\d+)$/.exec(Buffer.from(text, 'base64').toString());
  if (match === null)
    throw new GraphqlRefusal('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor.`);
  return Number(match[1]);
}
