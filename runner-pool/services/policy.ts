import type { EffectivePolicy, Policy } from '../../contract/policy.ts';
import { usualRetryRules } from './retry-policy.ts';

/** What holds where nobody said anything else. Classes without a rule are not tried again: the same would happen. */
export const defaultPolicy: EffectivePolicy = {
  enrolment: 'token',
  workflowRefs: [],
  events: [],
  onBusy: 'refuse',
  newerPush: 'supersede',
  maxGrantMicroUsd: 100_000_000,
  minimumGrantMicroUsd: 100_000,
  concurrency: 4,
  retentionDays: 90,
  archiveDays: 365,
  limits: { events: 200_000, bytes: 500_000_000, seconds: 6 * 3_600 },
  retry: usualRetryRules,
};

/** The policy of a repository: its own members, then its organization's, then the defaults. Limits and retry rules one by one. */
export function effectivePolicy(organization: Policy, repository: Policy = {}): EffectivePolicy {
  return {
    ...defaultPolicy,
    ...organization,
    ...repository,
    limits: { ...defaultPolicy.limits, ...organization.limits, ...repository.limits },
    retry: { ...defaultPolicy.retry, ...organization.retry, ...repository.retry },
  };
}

/** What in a policy contradicts itself; null: nothing. The parts, the nearest last, as they are stated. */
export function policyFault(...parts: readonly Policy[]): string | null {
  const stated: Policy = Object.assign({}, ...parts);
  const { minimumGrantMicroUsd: least = 0, maxGrantMicroUsd: most = defaultPolicy.maxGrantMicroUsd } = stated;
  if (least <= most) return null;
  return `policy.minimumGrantMicroUsd is ${least}, more than maxGrantMicroUsd, which is ${most}: no run could get it. Lower the one, or raise the other.`;
}

export interface Asked {
  readonly event: string;
  readonly eventAction: string;
  /** The workflow of the run, and the reusable one that the job is in. */
  readonly workflowRefs: readonly string[];
}

/** What of a policy forbids this run; null: nothing. A sentence with the remedy. */
export function whyForbidden(
  policy: EffectivePolicy,
  { event, eventAction, workflowRefs }: Asked,
): string | null {
  const names = [event, `${event}.${eventAction}`];
  if (policy.events.length > 0 && !names.some((name) => policy.events.includes(name)))
    return `The policy allows no runs on the event ${event}, only on ${policy.events.join(', ')}. Add it to \`events\` of the policy.`;
  if (policy.workflowRefs.length === 0) return null;
  const isNamed = workflowRefs.some((ref) => policy.workflowRefs.some((pattern) => matches(ref, pattern)));
  if (isNamed) return null;
  return `The policy does not name the workflow ${workflowRefs[0] || '(none was given)'}. Add it to \`workflowRefs\` of the policy; * stands for anything.`;
}

/** Without regular expressions: a pattern of many stars must not take long. */
function matches(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** Which waiting run gets a session first: a person waits for an answer, then reviews, then the rest. */
export function priorityOf(task: string): number {
  if (task === 'respond') return 20;
  return task === 'review' ? 10 : 0;
}
