import type { Database } from '../database/database.ts';
import {
  type Delivery,
  findDelivery,
  moveDeliveries,
  noteDeliveryWorked,
  noteOwner,
} from '../store/deliveries.ts';
import { organizationsOfOwners } from '../store/organizations.ts';
import { TaskFailure } from '../task-failure.ts';
import { type ApplyDeps, applyEvent } from './deliveries/apply-event.ts';
import { bindOwner } from './deliveries/bind-owner.ts';
import { type GitHubEvent, ownerIdOf } from './deliveries/github-event.ts';
import { openDelivery } from './deliveries/open-delivery.ts';

interface Deps extends ApplyDeps {
  readonly database: Pick<Database, 'call' | 'inDirectory' | 'inOrganization'>;
}

interface Task {
  readonly orgId: number;
  /** `github:<id>` */
  readonly ref: string;
}

/** Does what a delivery asks for. Once it is done it is not done again, under whatever id its body comes. */
export async function workDelivery(deps: Deps, { orgId, ref }: Task, signal: AbortSignal): Promise<void> {
  const key = { source: 'github', id: ref.slice(ref.indexOf(':') + 1) } as const;
  const delivery = await deps.database.inOrganization(orgId, async (tx) => findDelivery(tx, orgId, key));
  if (delivery === null || delivery.workedAt !== null) return;
  const event = await openDelivery(delivery);
  if (event === null)
    throw new TaskFailure(`The delivery ${key.id} is no JSON object, though it is signed.`, {
      means: 'final',
    });
  if (orgId === 0) return findOrganization(deps, delivery, event);
  await applyEvent(deps, { orgId, name: delivery.event, event }, signal);
  await deps.database.inOrganization(orgId, async (tx) => noteDeliveryWorked(tx, orgId, key));
}

/** Moves it, which makes it due there. What is nobody's yet waits for an installation. */
async function findOrganization(deps: Deps, delivery: Delivery, event: GitHubEvent): Promise<void> {
  const { database, tasks } = deps;
  const { id } = delivery;
  const ownerId = delivery.ownerId ?? ownerIdOf(event);
  if (ownerId === null) return;
  const orgId = await organizationOf(deps, delivery.event, event, ownerId);
  if (orgId === null) {
    await database.inOrganization(0, async (tx) => noteOwner(tx, id, ownerId));
    return;
  }
  await moveDeliveries(database, { orgId, ownerId, id });
  await moveDeliveries(database, { orgId, ownerId });
  tasks.nudge();
}

async function organizationOf(
  deps: Deps,
  name: string,
  { action, installation }: GitHubEvent,
  ownerId: number,
): Promise<number | null> {
  const isInstalled = name.startsWith('installation') && action !== 'deleted';
  const login = installation?.account?.login;
  if (isInstalled && login !== undefined) return bindOwner(deps, { id: ownerId, login });
  const [known] = await deps.database.inDirectory(async (tx) => organizationsOfOwners(tx, [ownerId]));
  return known?.orgId ?? null;
}
