import type { Decision } from '../event/decide.ts';
import { createGate, type Gate } from '../gate/gate.ts';
import { judge } from '../gate/judge.ts';
import { withRepeater } from '../gate/repeater.ts';
import type { RunContext } from './context.ts';
import { toolsOf } from './tier.ts';

type GateParts = Pick<RunContext, 'inputs' | 'runner' | 'record' | 'journal' | 'client' | 'publisher'>;

/**
 * Starts to find out whether whoever caused the event may have a run, beside all other work. Null where nothing would be started
 * and nothing posted, whoever it was.
 */
export function gateOf(
  run: GateParts,
  decision: Decision,
  { willStart }: { readonly willStart: boolean },
): Gate | null {
  if (decision.kind === 'skip' || (!willStart && run.publisher === null)) return null;
  const { inputs, runner, record, journal, client } = run;
  const verdict = judge({
    client,
    owner: runner.owner,
    repo: runner.repo,
    who: withRepeater(decision.who, runner),
    wants: decision.kind === 'prompt' ? toolsOf(inputs).tier : 'read',
    allowed: { bots: inputs.allowedBots, actors: inputs.allowedActors },
    token: inputs.githubToken,
  });
  return createGate(verdict, (permit) => {
    record.permit = permit;
    journal.append('action.permit', permit);
  });
}
