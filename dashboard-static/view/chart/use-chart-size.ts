import { phone, useMedia } from '../shell/use-media.ts';

interface ChartSize {
  /** In the chart's own units, which are about pixels, so that its letters are as large as all others. */
  readonly width: number;
  /** How many times have room below it. */
  readonly ticks: number;
}

export const useChartSize = (): ChartSize =>
  useMedia(phone) ? { width: 400, ticks: 4 } : { width: 960, ticks: 8 };
