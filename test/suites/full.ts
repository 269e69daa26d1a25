/** As often as CI asks for (`.ci/run` sets it): minutes, in which a tenth tells nearly as much. */
export const isFull = process.env['FULL_SUITES'] === 'true';
