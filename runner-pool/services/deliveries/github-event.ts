import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type MemberReader, readTopMembers } from './top-members.ts';

const id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const name = Type.String({ minLength: 1, maxLength: 300 });
const Account = Type.Object({ id, login: Type.Optional(name) });
const Named = Type.Object({ id, full_name: name });
const Attempt = Type.Object({ run_attempt: Type.Integer({ minimum: 1 }) });

/** What is used of GitHub's payloads; all else, and what is not as expected, is left out. */
const fields = {
  action: name,
  installation: Type.Object({ id, account: Type.Optional(Account) }),
  account: Account,
  repository: Type.Object({ id, full_name: name, owner: Account }),
  organization: Account,
  repositories: Type.Array(Named),
  repositories_added: Type.Array(Named),
  repositories_removed: Type.Array(Type.Object({ id })),
  changes: Type.Object({
    owner: Type.Object({
      from: Type.Object({ user: Type.Optional(Account), organization: Type.Optional(Account) }),
    }),
  }),
  workflow_job: Type.Intersect([Attempt, Type.Object({ run_id: id })]),
  workflow_run: Type.Intersect([Attempt, Type.Object({ id })]),
};
const GitHubEvent = Type.Partial(Type.Object(fields));
export type GitHubEvent = Static<typeof GitHubEvent>;

/** Of an installation's repositories there may be thousands. */
const mostBytes = 4 * 1024 * 1024;
const validators = Object.entries(fields).map(([field, schema]) => [field, Compile(schema)] as const);
const names: ReadonlySet<string> = new Set(Object.keys(fields));

export interface EventReader extends Pick<MemberReader, 'update'> {
  /** Null where it was no JSON object. */
  readonly end: () => GitHubEvent | null;
}

/** Reads the event out of a body as it comes. A form's JSON is taken out of it first, so that one is held as a whole. */
export function createEventReader(isForm: boolean): EventReader {
  const members = readTopMembers(names, mostBytes);
  if (!isForm) return { update: members.update, end: () => eventOf(members.end()) };
  const chunks: Buffer[] = [];
  return {
    update: (chunk) => void chunks.push(chunk),
    end: () => {
      members.update(Buffer.from(new URLSearchParams(Buffer.concat(chunks).toString()).get('payload') ?? ''));
      return eventOf(members.end());
    },
  };
}

/** What is stored beside a delivery. */
export interface DeliveryHead {
  readonly action: string | null;
  /** See `ownerIdOf`. */
  readonly ownerId: number | null;
}

/** Of a body that is here as a whole; null where it is no JSON object. */
export function readHead(body: Buffer, isForm: boolean): DeliveryHead | null {
  const text = body.toString();
  const payload = parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return isObject ? headOf(checkedOf(payload)) : null;
}

/** Holds nothing of the event. */
export function headOf(event: GitHubEvent): DeliveryHead {
  return { action: event.action ?? null, ownerId: ownerIdOf(event) };
}

/** The numeric id of the person or organization that it concerns; null where it concerns none. */
export function ownerIdOf({ installation, account, repository, organization }: GitHubEvent): number | null {
  return (installation?.account ?? account ?? repository?.owner ?? organization)?.id ?? null;
}

function eventOf(json: string | null): GitHubEvent | null {
  const payload = json === null ? null : parse(json);
  return payload === null ? null : knownOf(payload);
}

function knownOf(payload: Readonly<Record<string, unknown>>): GitHubEvent {
  const checked = checkedOf(payload) as Readonly<Record<string, unknown>>;
  const known = validators.filter(([field]) => Object.hasOwn(checked, field));
  return Object.fromEntries(known.map(([field, validator]) => [field, validator.Clean(checked[field])]));
}

/** With all that it has beside what is known. */
function checkedOf(payload: Readonly<Record<string, unknown>>): GitHubEvent {
  const known = validators.filter(
    ([field, validator]) => Object.hasOwn(payload, field) && validator.Check(payload[field]),
  );
  return Object.fromEntries(known.map(([field]) => [field, payload[field]]));
}

function parse(json: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
}
