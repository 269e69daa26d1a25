import type { EgressDecision } from './decide.ts';

export interface DecisionLog {
  readonly note: (decision: EgressDecision) => void;
  /** Says how many were passed over. */
  readonly end: () => void;
}

export interface DecisionLogOptions {
  readonly append: (type: string, data: unknown) => void;
  readonly say: (line: string) => void;
}

/** A program that asks in a loop fills neither the log nor the disk: a few refusals are read, and a thousand lines tell the pattern. */
const most = { said: 10, appended: 1000 } as const;

/** Who asked to get out, and what came of it: in the journal, and what was refused in the log. */
export function createDecisionLog({ append, say }: DecisionLogOptions): DecisionLog {
  let decisions = 0;
  let refusals = 0;
  return {
    note: (decision) => {
      if (++decisions <= most.appended) append('action.egress', decision);
      if (decision.allowed || ++refusals > most.said) return;
      say(`Refused on the way out: ${decision.host}: ${decision.why}`);
    },
    end: () => {
      if (decisions > most.appended)
        append('action.egress_passed_over', { decisions: decisions - most.appended });
      if (refusals > most.said) say(`Refused on the way out: ${refusals - most.said} more`);
    },
  };
}
