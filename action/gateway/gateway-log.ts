import type { Log } from '../log.ts';

/** What the child can cause a line of. */
export type WarningKind = 'door' | 'denied' | 'invalid' | 'upstream' | 'fault';

export interface GatewayLog {
  readonly warn: (kind: WarningKind, line: string) => void;
  readonly debug: (line: string) => void;
  /** Tells how many lines were left out. */
  readonly close: () => void;
}

const linesOfAKind = 10;

const named: Readonly<Record<WarningKind, string>> = {
  door: 'refused requests',
  denied: 'refused calls that would reach out',
  invalid: 'refused calls that are not valid',
  upstream: 'calls that the model API broke off',
  fault: 'requests that the gateway failed at',
};

/** Ten lines of a kind, and the number of the others: a child that asks for nonsense in a loop must not fill the job's log. */
export function createGatewayLog(log: Pick<Log, 'warn' | 'debug'>): GatewayLog {
  const counts = new Map<WarningKind, number>();
  let debugged = 0;
  return {
    warn: (kind, line) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= linesOfAKind) log.warn(line);
    },
    debug: (line) => {
      if (++debugged <= linesOfAKind) log.debug(line);
    },
    close: () => {
      for (const [kind, count] of counts)
        if (count > linesOfAKind)
          log.warn(
            `The gateway counted ${count - linesOfAKind} more ${named[kind]} after the first ${linesOfAKind}.`,
          );
      counts.clear();
    },
  };
}
