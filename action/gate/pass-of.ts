import type { Account, Part } from '../event/who.ts';
import { isBy } from '../github/identity.ts';
import { type Case, isNamed, isNamedById, type KnownParty, type Verdict } from './standing.ts';

/** What one party to an event may start, whatever the others may. */
export function passOf(party: KnownParty, { allowed, me }: Pick<Case, 'allowed' | 'me'>): Verdict {
  const { account } = party;
  if (account === null || isGhost(account)) {
    return no(
      `Whoever ${deeds[party.as]} has no account any more. Have somebody with write permission start a run, by a push or workflow_dispatch.`,
    );
  }
  if (me !== null && isSame(account, me)) {
    return {
      kind: 'no',
      code: 'loop',
      message: `${account.login} is whom this action itself posts as, and what it does starts no run of it. Start it as somebody else, or give the action another github-token.`,
    };
  }
  if (account.type === 'Bot') return botPass(party.as, account, { allowed, me });
  if (account.type === 'User') return personPass(party, account, allowed);
  return no(`${account.login}, who ${deeds[party.as]}, is neither a person nor a bot.`);
}

function personPass({ as, standing }: KnownParty, account: Account, { actors }: Case['allowed']): Verdict {
  const { login, id } = account;
  switch (standing.kind) {
    case 'gone':
      return no(
        `GitHub knows nobody called ${login} any more, who ${deeds[as]}. Have somebody with write permission start a run.`,
      );
    case 'unasked':
      // Nobody else can have the number, so there is nothing to ask, unless it would be to write.
      return isNamedById(account, actors)
        ? mayRead(account)
        : no(`It is not known what ${login}, who ${deeds[as]}, may do here.`);
    case 'known': {
      if (id !== null && standing.id !== id) {
        return no(
          `The login ${login} belongs to another account now (${standing.id}) than the one (${id}) that ${deeds[as]}. Have somebody with write permission start a run.`,
        );
      }
      if (writers.includes(standing.permission)) return { kind: 'yes', tier: 'write' };
      const known = { ...account, id: standing.id };
      return isNamed(known, actors) ? mayRead(account) : no(tooLittle({ as, account: known, standing }));
    }
    default:
      return standing satisfies never;
  }
}

/** GitHub says `write` for the role maintain; a server that says `maintain` means no less. */
const writers = ['write', 'maintain', 'admin'];

function tooLittle({
  as,
  account: { login, id },
  standing: { permission, role },
}: {
  readonly as: Part;
  readonly account: Account;
  readonly standing: { readonly permission: string; readonly role: string };
}): string {
  const has = permission === role ? permission : `${permission} (${role})`;
  return `${login}, who ${deeds[as]}, has the permission ${has}, and a run takes write. Have somebody with write permission start one, give it to ${login}, or name ${login} (${id}) in allowed-actors.`;
}

function botPass(as: Part, account: Account, { allowed, me }: Pick<Case, 'allowed' | 'me'>): Verdict {
  const { login, id } = account;
  const number = id === null ? '' : ` (${id})`;
  if (!isNamed(account, allowed.bots)) {
    return no(
      `${login}, who ${deeds[as]}, is a bot, and bots start no run unless named. Name ${login}${number} in allowed-bots, or have a person with write permission start one.`,
    );
  }
  // A guess would let ourselves in under another name.
  if (me === null || me.isGuess === true)
    return no(`It is not known whether ${login} is whom this action itself posts as.`);
  return { kind: 'yes', tier: 'read', why: `${login} is a bot, and bots may only have it read` };
}

function mayRead({ login }: Account): Verdict {
  return { kind: 'yes', tier: 'read', why: `${login} is let in by allowed-actors, which gives reading only` };
}

function no(message: string): Verdict {
  return { kind: 'no', code: 'actor', message };
}

function isSame({ login, id, type }: Account, me: NonNullable<Case['me']>): boolean {
  return isBy({ login, type, ...(id === null ? {} : { id }) }, me);
}

/** Who stands for every deleted account; nobody can take the name. */
function isGhost({ login }: Account): boolean {
  return login.toLowerCase() === 'ghost';
}

const deeds: Readonly<Record<Part, string>> = {
  sender: 'caused the event',
  run_actor: 'started the workflow run',
  run_triggering_actor: 'last started the workflow run',
  comment_author: 'wrote the comment',
  pull_request_author: 'opened the pull request',
  repeater: 'ran the job again',
};
