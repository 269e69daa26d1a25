export interface BubblewrapAbilities {
  /** From 0.8.0 on: no process inside can make a user namespace, and with it reach kernel code meant for root. */
  readonly canDisableUserns: boolean;
  /** From 0.7.0 on: what lies in memory has a size. Else each such file system may take half of the machine's. */
  readonly canLimitSize: boolean;
  /** Where kernel and machine allow a filter that we have: calls that no namespace covers are refused. */
  readonly canFilterCalls: boolean;
}

/** What of the kernel's interface is beyond bubblewrap's own cover. Those that a machine does not have are left out. */
export interface ProcFiles {
  readonly readOnly: readonly string[];
  readonly masked: readonly string[];
}

/**
 * The namespaces, rights and kernel file systems of every sandbox; `findSandbox` tries just these.
 * `--unshare-all` alone would go on without a user namespace where bubblewrap is setuid.
 */
export function isolation(abilities: BubblewrapAbilities, proc: ProcFiles): readonly string[] {
  return [
    ...['--unshare-all', '--unshare-user'],
    ...(abilities.canDisableUserns ? ['--disable-userns', '--assert-userns-disabled'] : []),
    // Not root inside, even where the job is: programs, Claude among them, behave as for a person.
    ...['--uid', String(sandboxUser.uid), '--gid', String(sandboxUser.gid)],
    ...['--cap-drop', 'ALL', '--hostname', 'sandbox', '--die-with-parent', '--new-session'],
    ...['--proc', '/proc'],
    // A job that runs as root owns /proc/sys/kernel/core_pattern, with or without capabilities, and bubblewrap 0.8 leaves it writable.
    ...proc.readOnly.flatMap((path) => ['--ro-bind', path, path]),
    ...proc.masked.flatMap((path) => ['--ro-bind', '/dev/null', path]),
    ...['--dev', '/dev'],
    // It is a file system in memory that may be written anywhere; programs need this one folder.
    ...['--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
  ];
}

export const sandboxUser = { uid: 1000, gid: 1000, name: 'claude' } as const;
