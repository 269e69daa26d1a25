import type { Account, Party, Who } from '../event/who.ts';
import { type Identity, whoAmI } from '../github/identity.ts';
import type { Tier } from '../tier.ts';
import { askStanding, gateError, type Repository } from './ask-standing.ts';
import { mayRun } from './may-run.ts';
import { type Allowed, isNamed, isNamedById, type KnownParty, type Verdict } from './standing.ts';

export interface Judging extends Repository {
  readonly who: Who;
  /** The most that the run has a use for: what makes no difference is not asked. */
  readonly wants: Tier;
  readonly allowed: Allowed;
  /** The token that the client has; its form says whether a person could be behind it. */
  readonly token: string;
}

/** Asks GitHub what has to be known, all at once, and decides. Throws a `GateError` where GitHub does not say. */
export async function judge(judging: Judging): Promise<Verdict> {
  const { who, allowed } = judging;
  const [parties, author, me] = await Promise.all([
    Promise.all(who.parties.map(async (party) => known(judging, party))),
    // Whose words they are makes a difference only for what writes.
    who.author === null || judging.wants === 'read' ? null : known(judging, who.author),
    needsIdentity(judging) ? identity(judging) : null,
  ]);
  const { event, head } = who;
  const verdict = mayRun({
    event,
    head,
    parties,
    author: author ?? (who.author === null ? null : { ...who.author, standing: { kind: 'unasked' } }),
    allowed,
    me,
  });
  // What was not asked about is not granted either.
  const isMore = verdict.kind === 'yes' && verdict.tier === 'write' && judging.wants === 'read';
  return isMore ? { kind: 'yes', tier: 'read', why: 'the run asks for no more' } : verdict;
}

async function known(judging: Judging, party: Party): Promise<KnownParty> {
  const { account } = party;
  if (account === null || !needsStanding(account, judging))
    return { ...party, standing: { kind: 'unasked' } };
  return { ...party, standing: await askStanding(judging, account) };
}

/** Only people have a permission; who is let in by number to read needs none. */
function needsStanding(account: Account, { allowed, wants }: Judging): boolean {
  return account.type === 'User' && !(wants === 'read' && isNamedById(account, allowed.actors));
}

/** A person is behind a token only if it is no installation's (`ghs_`); a bot could be behind any. */
function needsIdentity({ who, allowed, token }: Judging): boolean {
  return who.parties.some(({ account }) => {
    if (account === null) return false;
    if (account.type !== 'Bot') return token !== '' && !token.startsWith('ghs_');
    return isNamed(account, allowed.bots) || account.login === 'github-actions[bot]';
  });
}

async function identity({ client }: Judging): Promise<Identity> {
  try {
    return await whoAmI(client);
  } catch (error) {
    throw gateError(error, 'whom this action posts as');
  }
}
