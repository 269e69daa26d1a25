import type { HistoryEvent } from '../../contract/history.ts';

/** What a reader can choose to see; `other` is what this dashboard does not know, `gap` what is not there. */
export const stepKinds = ['text', 'thinking', 'tool', 'model', 'action', 'trouble', 'other', 'gap'] as const;
export type StepKind = (typeof stepKinds)[number];

export interface ToolResult {
  readonly seq: number;
  readonly atMs: number;
  readonly text: string;
  readonly isError: boolean;
}

export type Content =
  | { readonly kind: 'prose'; readonly text: string }
  | {
      readonly kind: 'tool';
      /** Empty: the call is not there, only its result. */
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      readonly result: ToolResult | null;
    }
  | { readonly kind: 'data'; readonly data: unknown }
  | { readonly kind: 'gap'; readonly lastSeq: number; readonly why: 'missing' | 'not loaded' };

/** A step as its line of the journal has it. */
export interface Draft {
  /** The line's number; of the second step of one line `12.2`. */
  readonly key: string;
  readonly seq: number;
  readonly kind: StepKind;
  readonly title: string;
  /** The one thing to know of it, on one line: a path, a command, the beginning of a text. */
  readonly argument: string;
  readonly atMs: number;
  readonly durationMs: number | null;
  readonly costMicroUsd: number | null;
  readonly isTrouble: boolean;
  readonly content: Content;
  /** Of the model's message that it is part of. */
  readonly message: string | null;
  /** The call inside of which it happened: a subagent's. */
  readonly parent: string | null;
  /** Lines of which only the beginning is there. */
  readonly large: readonly Large[];
}

export interface Large {
  readonly event: HistoryEvent;
  readonly bytes: number;
}

/** A step in its place among the others. */
export interface Step extends Draft {
  /** From 1, of the main conversation; 0 outside of any. */
  readonly turn: number;
  readonly startsTurn: boolean;
  readonly depth: number;
  /** How many steps are inside of it. */
  readonly inside: number;
  /** One of several calls of one message. */
  readonly parallel: { readonly place: number; readonly of: number } | null;
}

/** What a line of the journal is: steps, and results that belong to earlier ones. */
export type Piece =
  | { readonly is: 'step'; readonly draft: Draft }
  | { readonly is: 'result'; readonly id: string; readonly result: ToolResult; readonly draft: Draft };
