import { describe, expect, it } from 'vitest';
import { describeFault } from '../../../action/fault.ts';
import { diskLimits } from '../../../action/workspace/limits.ts';

const mb = 1024 ** 2;

describe('the limits of the disk', () => {
  it('have defaults', () => {
    expect(diskLimits({ minFreeMb: '', maxUsedMb: '' })).toEqual({
      limits: { leastFreeBytes: 512 * mb, mostUsedBytes: 20 * 1024 * mb },
      faults: [],
    });
  });

  it('are what the owner of the machine says, nothing included', () => {
    expect(diskLimits({ minFreeMb: '0', maxUsedMb: '5' }).limits).toEqual({
      leastFreeBytes: 0,
      mostUsedBytes: 5 * mb,
    });
  });

  it.each(['-1', '1.5', '2GB', '1e3', ' ', '9999999999999', 'NaN'])(
    'name %j, where it may stand, and keep the default',
    (given) => {
      const { limits, faults } = diskLimits({ minFreeMb: given, maxUsedMb: '' });
      expect(limits.leastFreeBytes).toBe(512 * mb);
      expect(faults.map(describeFault)).toEqual([
        `CLAUDE_ORCHESTRATOR_MIN_FREE_MB: ${JSON.stringify(given)} is not a whole number of megabytes up to 1073741824. Give digits in the runner's .env file, as in 512, or leave it out.`,
      ]);
    },
  );

  it('tell both faults at once', () => {
    expect(diskLimits({ minFreeMb: 'x', maxUsedMb: 'y' }).faults).toHaveLength(2);
  });
});
