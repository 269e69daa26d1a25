import type { User } from './user.ts';
import type { World } from './world.ts';

export interface NewOrganization {
  readonly login: string;
  readonly id?: number;
  /** Their roles, by login. */
  readonly members?: Readonly<Record<string, Membership['role']>>;
}

export interface Membership {
  readonly user: User;
  readonly role: 'admin' | 'member';
  /** Pending: invited, and not come yet. */
  readonly state: 'active' | 'pending';
}

/** An organization and who is in it; made with `github.createOrganization`, before its first repository. */
export class Organization {
  readonly user: User;
  readonly #world: World;
  readonly #members = new Map<number, Membership>();

  constructor(world: World, options: NewOrganization) {
    this.#world = world;
    this.user = world.userOrNew(options.login, 'Organization', options.id);
    if (this.user.type !== 'Organization')
      throw new Error(`${options.login} is a user already. Make the organization first.`);
    for (const [login, role] of Object.entries(options.members ?? {})) this.setMember(login, role);
    world.organizations.push(this);
  }

  setMember(login: string, role: Membership['role'], state: Membership['state'] = 'active'): User {
    const user = this.#world.userOrNew(login);
    this.#members.set(user.id, { user, role, state });
    return user;
  }

  removeMember(login: string): void {
    const user = this.#world.user(login);
    if (user !== null) this.#members.delete(user.id);
  }

  membershipOf(user: User): Membership | null {
    return this.#members.get(user.id) ?? null;
  }
}
