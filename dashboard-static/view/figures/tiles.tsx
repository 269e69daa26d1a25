import type { VNode } from 'preact';

/** A few figures that say most. */
export function Tiles({
  tiles,
}: {
  readonly tiles: readonly (readonly [name: string, value: string])[];
}): VNode {
  return (
    <dl class="tiles">
      {tiles.map(([name, value]) => (
        <div key={name}>
          <dt class="muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
