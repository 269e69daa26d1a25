import { type Scope, scopes } from '../../contract/scope.ts';
import type { Standing, TokenLink } from '../store/token-line.ts';
import { scopesOfRole } from './roles.ts';

/**
 * What a token can do: what it was given, as far as everybody can by whom it came about, at this moment. Null: nothing, for one of them
 * ended, or it is not known by whom.
 */
export function rightsOf(line: readonly TokenLink[]): readonly Scope[] | null {
  const [first] = line;
  if (first === undefined || line.at(-1)?.makerTokenId !== null) return null;
  const isOver = ({ isLive, holder, maker }: TokenLink): boolean =>
    !isLive || holder?.role === null || maker?.role === null;
  if (line.some(isOver)) return null;
  const bounds = line.flatMap(({ scopes: own, holder, maker }) => [own, ofRole(holder), ofRole(maker)]);
  return first.scopes.filter(isScope).filter((scope) => bounds.every((bound) => bound.includes(scope)));
}

const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);

function ofRole(standing: Standing | null): readonly string[] {
  if (standing === null) return scopes;
  return standing.role === null ? [] : scopesOfRole(standing.role);
}
