/** Something wrong with what the workflow asked for. `value` is shown; never put a secret in it. */
export interface Fault {
  readonly input: string;
  readonly value: string;
  readonly problem: string;
  readonly remedy: string;
  /** Nothing is wrong but that there is no credential. */
  readonly isMissingCredential?: true;
}

export function describeFault({ input, value, problem, remedy }: Fault): string {
  const shown = value === '' ? '' : `: ${JSON.stringify(value.slice(0, 100))}`;
  return `${input}${shown} ${problem}. ${remedy}.`;
}
