import {
  answer,
  assemble,
  type Instruction,
  ifAnyBit,
  ifAtLeast,
  ifEqual,
  load,
  seen,
  unlessEqual,
} from './classic-bpf.ts';

export interface FilterOptions {
  /** Node's name of the machine: `process.arch`. */
  readonly arch: string;
  /** Whether a program may look into others of the sandbox: debuggers and the leak check of AddressSanitizer do. */
  readonly mayTrace: boolean;
}

/**
 * A seccomp program for bubblewrap's `--seccomp`: closes what no namespace covers (sockets to the hypervisor, the kernel's
 * keyrings) and kernel code that builds and tests do without. Null for a machine that it does not know.
 */
export function callFilter({ arch, mayTrace }: FilterOptions): Buffer | null {
  const machine = Object.hasOwn(machines, arch) ? machines[arch] : undefined;
  if (machine === undefined) return null;
  const { architecture, calls, sharesNumbers } = machine;
  const refuse = (names: readonly (keyof Calls)[], error: number): readonly Instruction[] =>
    names.flatMap((name) => ifEqual(calls[name], [answer(refusal | error)]));
  return assemble([
    load(seen.architecture),
    // Programs for the 32-bit interface have other numbers for all of this.
    ...unlessEqual(architecture, [answer(killProcess)]),
    load(seen.call),
    ...(sharesNumbers ? ifAtLeast(x32Bit, [answer(refusal | errors.ENOSYS)]) : []),
    ...refuse([...forbidden, ...(mayTrace ? [] : (['ptrace'] as const))], errors.EPERM),
    // Node, git and others then do without; so does glibc without clone3, whose flags a filter cannot see.
    ...refuse(['io_uring_setup', 'io_uring_enter', 'io_uring_register', 'clone3'], errors.ENOSYS),
    ...refuseUserNamespaces(calls),
    ...refuseSockets(calls),
    answer(allow),
  ]);
}

/** linux/seccomp.h */
const allow = 0x7fff0000;
const refusal = 0x00050000;
const killProcess = 0x80000000;

const errors = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 } as const;

const forbidden = [
  ...(['keyctl', 'add_key', 'request_key'] as const),
  ...(['bpf', 'userfaultfd', 'perf_event_open', 'setns'] as const),
];

/** For a bubblewrap that does not know `--disable-userns`: CLONE_NEWUSER is the first argument's bit in both. */
function refuseUserNamespaces(calls: Calls): readonly Instruction[] {
  const block = [load(seen.firstArgument), ...ifAnyBit(0x10000000, [answer(refusal | errors.EPERM)])];
  return [calls.clone, calls.unshare].flatMap((call) => ifEqual(call, [...block, answer(allow)]));
}

/** AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK, the four that the network namespace holds; AF_VSOCK is of the whole machine. */
const families = [1, 2, 10, 16];

function refuseSockets(calls: Calls): readonly Instruction[] {
  const block = [
    load(seen.firstArgument),
    ...families.flatMap((family) => ifEqual(family, [answer(allow)])),
    answer(refusal | errors.EAFNOSUPPORT),
  ];
  return [calls.socket, calls.socketpair].flatMap((call) => ifEqual(call, block));
}

/** Numbers from here on are the x32 interface's, under the architecture of x86-64. */
const x32Bit = 0x40000000;

interface Calls {
  readonly socket: number;
  readonly socketpair: number;
  readonly clone: number;
  readonly clone3: number;
  readonly unshare: number;
  readonly setns: number;
  readonly ptrace: number;
  readonly keyctl: number;
  readonly add_key: number;
  readonly request_key: number;
  readonly bpf: number;
  readonly userfaultfd: number;
  readonly perf_event_open: number;
  readonly io_uring_setup: number;
  readonly io_uring_enter: number;
  readonly io_uring_register: number;
}

interface KnownMachine {
  /** linux/audit.h */
  readonly architecture: number;
  readonly sharesNumbers: boolean;
  readonly calls: Calls;
}

/** Since 2018 every machine has the same numbers for what is new. */
const newCalls = { io_uring_setup: 425, io_uring_enter: 426, io_uring_register: 427, clone3: 435 };

/** asm/unistd_64.h, asm-generic/unistd.h */
const machines: Readonly<Record<string, KnownMachine>> = {
  x64: {
    architecture: 0xc000003e,
    sharesNumbers: true,
    calls: {
      ...{ socket: 41, socketpair: 53, clone: 56, unshare: 272, setns: 308, ptrace: 101 },
      ...{ keyctl: 250, add_key: 248, request_key: 249 },
      ...{ bpf: 321, userfaultfd: 323, perf_event_open: 298 },
      ...newCalls,
    },
  },
  arm64: {
    architecture: 0xc00000b7,
    sharesNumbers: false,
    calls: {
      ...{ socket: 198, socketpair: 199, clone: 220, unshare: 97, setns: 268, ptrace: 117 },
      ...{ keyctl: 219, add_key: 217, request_key: 218 },
      ...{ bpf: 280, userfaultfd: 282, perf_event_open: 241 },
      ...newCalls,
    },
  },
};
