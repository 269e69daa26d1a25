import { type Pair, paired, type Side, type StepPlace } from './side.ts';

/** How one side used a tool. */
export interface ToolUse {
  readonly calls: number;
  readonly failed: number;
  /** Milliseconds, of the calls whose time is known. */
  readonly durationMs: number;
  readonly first: StepPlace;
}

/** Which tools were used how often; those with the most calls first. */
export function compareTools(a: Side, b: Side): readonly Pair<ToolUse>[] {
  const calls = (pair: Pair<ToolUse>): number => Math.max(pair.a?.calls ?? 0, pair.b?.calls ?? 0);
  return paired(toolsOf(a), toolsOf(b)).toSorted((x, y) => calls(y) - calls(x));
}

function toolsOf({ runs }: Side): ReadonlyMap<string, ToolUse> {
  const tools = new Map<string, ToolUse>();
  for (const { run, steps } of runs)
    for (const { content, durationMs, seq } of steps) {
      if (content.kind !== 'tool') continue;
      const known = tools.get(content.name);
      tools.set(content.name, {
        calls: (known?.calls ?? 0) + 1,
        failed: (known?.failed ?? 0) + (content.result?.isError === true ? 1 : 0),
        durationMs: (known?.durationMs ?? 0) + (durationMs ?? 0),
        first: known?.first ?? { run: run.id, step: seq },
      });
    }
  return tools;
}
