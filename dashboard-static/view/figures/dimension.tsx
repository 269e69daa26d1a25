import type { VNode } from 'preact';
import type { TextField } from '../../load/run-table.ts';
import { fieldNames } from '../runs/field-names.ts';

interface Props {
  readonly dimensions: readonly TextField[];
  readonly by: TextField;
  readonly change: (by: TextField) => void;
}

/** By what the figures are told apart. */
export function Dimension({ dimensions, by, change }: Props): VNode {
  return (
    <div class="dimension" role="group" aria-label="By">
      {dimensions.map((one) => (
        <button key={one} type="button" aria-pressed={one === by} onClick={() => change(one)}>
          {fieldNames[one]}
        </button>
      ))}
    </div>
  );
}
