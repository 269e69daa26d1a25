import type { Decision } from '../event/decide.ts';
import type { Fault } from '../fault.ts';
import type { Tier } from '../gate/standing.ts';
import type { Inputs, Tool } from '../inputs.ts';

/** Look, and change nothing: all that most tasks need. */
const readTools: readonly Tool[] = ['Read', 'Grep', 'Glob'];

const isReadTool = (tool: Tool): boolean => readTools.includes(tool);

/** The tools that a run gives Claude, and by them how it is contained. */
export function toolsOf({ tools }: Pick<Inputs, 'tools'>): {
  readonly tools: readonly Tool[];
  readonly tier: Tier;
} {
  if (tools.length === 0) return { tools: readTools, tier: 'read' };
  return { tools, tier: tools.every(isReadTool) ? 'read' : 'write' };
}

/** Text of strangers is what a review reads, so a workflow cannot give it more than reading. */
export function toolFaults({ tools }: Pick<Inputs, 'tools'>, { kind }: Decision): readonly Fault[] {
  const tooMuch = tools.filter((tool) => !isReadTool(tool));
  if (kind !== 'review' || tooMuch.length === 0) return [];
  return [
    {
      input: 'tools',
      value: tooMuch.join(', '),
      problem: 'is more than a review may have',
      remedy: `Give ${readTools.join(', ')} or fewer; only the task prompt may have others`,
    },
  ];
}
