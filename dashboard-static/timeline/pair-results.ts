import type { Draft, Piece, ToolResult } from './step.ts';

/**
 * Every call with its result, by the call's id. A result whose call is not there, or has one already, is a step of its own:
 * nothing of the journal is left out.
 */
export function pairResults(pieces: readonly Piece[]): readonly Draft[] {
  const drafts: Draft[] = [];
  const waiting = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.is === 'step') {
      const { content } = piece.draft;
      if (content.kind === 'tool' && content.id !== '') waiting.set(content.id, drafts.length);
      drafts.push(piece.draft);
      continue;
    }
    const place = waiting.get(piece.id);
    const call = place === undefined ? undefined : drafts[place];
    if (place === undefined || call === undefined) {
      drafts.push(piece.draft);
      continue;
    }
    waiting.delete(piece.id);
    drafts[place] = withResult(call, piece.result, piece.draft);
  }
  return drafts;
}

function withResult(call: Draft, result: ToolResult, { large }: Draft): Draft {
  const ms = result.atMs - call.atMs;
  return {
    ...call,
    durationMs: Number.isFinite(ms) && ms >= 0 ? ms : null,
    isTrouble: call.isTrouble || result.isError,
    content: call.content.kind === 'tool' ? { ...call.content, result } : call.content,
    large: [...call.large, ...large],
  };
}
