import type { ComponentChildren, VNode } from 'preact';
import type { StepPlace } from '../../compare/side.ts';
import { placeHref } from './place-href.ts';

interface Props {
  readonly place: StepPlace;
  /** The part of the run's page; empty: its timeline. */
  readonly tab?: string;
  readonly children: ComponentChildren;
}

/** Leads to where it happened. */
export function PlaceLink({ place, tab = '', children }: Props): VNode {
  return <a href={placeHref(place, tab)}>{children}</a>;
}
