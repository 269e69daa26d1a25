import type { Role } from '../../contract/scope.ts';
import type { Transaction } from '../database/database.ts';

/** A token, or one by which it came about. */
export interface TokenLink {
  readonly scopes: readonly string[];
  readonly isLive: boolean;
  /** The person that it acts for, and who made it: null where there is none, else what they are now. */
  readonly holder: Standing | null;
  readonly maker: Standing | null;
  readonly makerTokenId: string | null;
}

/** `role` null: no member any more. */
export interface Standing {
  readonly role: Role | null;
}

/** A longer line ends before its beginning, and is then worth nothing. */
const longest = 50;

/** A token, the one that it was made with, and so on to the first. */
export async function findTokenLine(
  tx: Transaction,
  { orgId, id, nowMs }: { readonly orgId: number; readonly id: string; readonly nowMs: number },
): Promise<readonly TokenLink[]> {
  return tx.rows<TokenLink>(
    `with recursive line as (
       select t.*, 1 as place from api_tokens t where t.org_id = $1 and t.id = $2
       union all
       select t.*, l.place + 1 from line l join api_tokens t on t.org_id = $1 and t.id = l.maker_token_id where l.place < ${longest})
     select l.scopes, l.revoked_at is null and (l.expires_at is null or l.expires_at > $3) as "isLive",
       case when l.user_id is not null then json_build_object('role', h.role) end as holder,
       case when l.maker_user_id is not null then json_build_object('role', m.role) end as maker,
       l.maker_token_id as "makerTokenId"
     from line l
       left join members h on h.org_id = $1 and h.user_id = l.user_id
       left join members m on m.org_id = $1 and m.user_id = l.maker_user_id
     order by l.place`,
    [orgId, id, new Date(nowMs)],
  );
}

/** In a look-up by a token: opens the rest of what its organization has, to be read. */
export async function openOrganizationOf(tx: Transaction, orgId: number): Promise<void> {
  await tx.run("select set_config('app.org_id', $1, true)", [String(orgId)]);
}
