/** What a command has to tell at its end. Programs take stdout as it is: what a person should know beside it is on stderr. */
export interface Told {
  readonly stdout?: string;
  readonly stderr?: string;
  /** 0 done, 1 failed, 2 asked wrongly. */
  readonly exitCode: 0 | 1 | 2;
}
