import type { StepPlace } from '../../compare/side.ts';
import { hrefOf } from '../shell/navigation.ts';

export function placeHref({ run, step }: StepPlace, tab = ''): string {
  const params = new URLSearchParams();
  if (tab !== '') params.set('tab', tab);
  if (step !== null) params.set('step', String(step));
  return hrefOf({ view: 'run', id: run, params });
}
