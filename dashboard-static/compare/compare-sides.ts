import { compareFacts, type Fact } from './facts.ts';
import { compareFiles, type FileUse } from './files.ts';
import { compareFindings, type FoundFinding } from './findings.ts';
import type { Pair, Side } from './side.ts';
import { compareTools, type ToolUse } from './tools.ts';

/** Two runs, or sessions, side by side. */
export interface Comparison {
  readonly facts: readonly Fact[];
  readonly tools: readonly Pair<ToolUse>[];
  readonly files: readonly Pair<FileUse>[];
  readonly findings: readonly Pair<FoundFinding>[];
}

export const compareSides = (a: Side, b: Side): Comparison => ({
  facts: compareFacts(a, b),
  tools: compareTools(a, b),
  files: compareFiles(a, b),
  findings: compareFindings(a, b),
});
