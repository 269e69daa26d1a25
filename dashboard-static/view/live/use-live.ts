import type { Scope } from '../../../contract/scope.ts';
import type { Live } from '../../load/live/live.ts';
import { useHub } from '../shell/hub.ts';

/** What a coordinator offers, where whoever is signed in may do that; null with published files. */
export function useLive(scope: Scope): Live | null {
  const { live } = useHub();
  return live?.scopes.value.has(scope) === true ? live : null;
}
