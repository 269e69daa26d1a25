import type { Inputs } from '../inputs.ts';
import type { SandboxSearchResult, UsableSandbox } from '../sandbox/find-sandbox.ts';
import type { Tier } from '../tier.ts';

/** How a run is to be contained: in the sandbox, by the CLI's own limits alone, or not at all because that is not allowed. */
export type Isolation =
  | { readonly kind: 'sandbox'; readonly sandbox: UsableSandbox }
  | { readonly kind: 'plain'; readonly why: string }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

/** What the workflow asks for, against what the machine has. A shell without a sandbox is given only where somebody wrote so. */
export function chooseIsolation(
  mode: Inputs['sandbox'],
  tier: Tier,
  found: SandboxSearchResult | null,
): Isolation {
  if (mode === 'off' || found === null) return { kind: 'plain', why: 'sandbox: off' };
  if (found.kind === 'usable') return { kind: 'sandbox', sandbox: found };
  if (mode === 'required') {
    return {
      kind: 'refused',
      message: `sandbox: required, but there is none: ${found.why}.`,
      remedy: `${found.remedy}.`,
    };
  }
  if (tier === 'write') {
    return {
      kind: 'refused',
      message: `Edit, Write and Bash are given in a sandbox only, and there is none: ${found.why}.`,
      remedy: found.remedy.includes('sandbox: off')
        ? `${found.remedy}.`
        : `${found.remedy}. On a machine that holds nothing of worth, sandbox: off gives them without.`,
    };
  }
  return { kind: 'plain', why: `${found.why}. ${found.remedy}` };
}
