/** Between those who commit tasks and the courier, which is started later than they are. */
export interface Doorbell {
  /** Something was committed to the outbox; without it, it would be seen at the next look. */
  readonly nudge: () => void;
  /** Throws where the courier cannot be reached, or is not started. */
  readonly ping: () => Promise<void>;
  readonly answeredBy: (courier: Courier) => void;
}

interface Courier {
  readonly nudge: () => void;
  readonly ping: () => Promise<void>;
}

export function createDoorbell(): Doorbell {
  let courier: Courier = {
    nudge: () => undefined,
    ping: async () => {
      throw new Error('The queue is not started');
    },
  };
  return {
    nudge: () => courier.nudge(),
    ping: async () => courier.ping(),
    answeredBy: (answering) => {
      courier = answering;
    },
  };
}
