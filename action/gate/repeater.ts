import type { Party, Who } from '../event/who.ts';

export interface Repetition {
  /** `GITHUB_RUN_ATTEMPT`. */
  readonly attempt: string;
  /** `GITHUB_TRIGGERING_ACTOR`: who started this attempt; only its name is told. Empty where the server does not say. */
  readonly triggeringActor: string;
}

/**
 * An event with whoever repeated it. A repeated job has the payload of the first attempt, so its sender is not who wants it now;
 * and pressing the button is no approval of what a stranger sent, so both have to pass.
 */
export function withRepeater(who: Who, { attempt, triggeringActor }: Repetition): Who {
  const isRepeated = attempt !== '1';
  const isNobodyNew = who.parties.some(
    ({ account }) => account?.login.toLowerCase() === triggeringActor.toLowerCase(),
  );
  // The first attempt of a schedule is put down to whoever changed its line last, who has not asked for anything.
  const isNobody = !isRepeated && (triggeringActor === '' || who.event === 'schedule');
  if (isNobodyNew || isNobody) return who;
  const repeater: Party = {
    as: 'repeater',
    account:
      triggeringActor === ''
        ? null
        : { login: triggeringActor, id: null, type: triggeringActor.endsWith('[bot]') ? 'Bot' : 'User' },
  };
  return { ...who, parties: [...who.parties, repeater] };
}
