import type { Decision } from '../event/decide.ts';
import type { Fault } from '../fault.ts';
import type { Inputs, Tool } from '../inputs.ts';
import type { Tier } from '../tier.ts';

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

/** Only commands of Bash, in the sandbox, have hosts to reach: where there are none, somebody expects what does not come. */
export function domainFaults(
  { tools, sandbox, allowedDomains }: Pick<Inputs, 'tools' | 'sandbox' | 'allowedDomains'>,
  { kind }: Decision,
): readonly Fault[] {
  if (allowedDomains.length === 0) return [];
  const fault = { input: 'allowed-domains', value: allowedDomains.join(', ') };
  if (sandbox === 'off')
    return [{ ...fault, problem: 'has no effect with sandbox: off', remedy: 'Take one of the two out' }];
  const problem = 'is of use to commands of Bash only';
  if (kind === 'review') return [{ ...fault, problem, remedy: 'Take it out: a review has no Bash' }];
  if (kind === 'prompt' && !tools.includes('Bash'))
    return [{ ...fault, problem, remedy: 'Add Bash to tools, or take it out' }];
  return [];
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
