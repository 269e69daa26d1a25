import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFilter } from '../../../action/sandbox/call-filter.ts';

interface Call {
  readonly architecture: number;
  readonly call: number;
  readonly first?: number;
}

/** The kernel's own reading of a program (Documentation/networking/filter.rst), as far as ours go. */
function judge(program: Buffer, { architecture, call, first = 0 }: Call): number {
  const seen = new Map([0, 4, 16].map((offset, index) => [offset, [call, architecture, first][index] ?? 0]));
  let loaded = 0;
  for (let at = 0; at < program.length; at += 8) {
    const value = program.readUInt32LE(at + 4);
    const jump = (isTrue: boolean): number => 8 * program.readUInt8(at + (isTrue ? 2 : 3));
    const code = program.readUInt16LE(at);
    if (code === 0x20) loaded = seen.get(value) ?? Number.NaN;
    else if (code === 0x06) return value;
    else if (code === 0x15) at += jump(loaded === value);
    else if (code === 0x35) at += jump(loaded >= value);
    else if (code === 0x45) at += jump((loaded & value) !== 0);
    else throw new Error(`Instruction ${code.toString(16)} at ${at}`);
  }
  throw new Error('The program has no end.');
}

const allow = 0x7fff0000;
const error = (number: number): number => 0x00050000 + number;
const [EPERM, ENOSYS, EAFNOSUPPORT] = [error(1), error(38), error(97)];

/** By the kernel's headers: asm/unistd_64.h and asm-generic/unistd.h. */
const machines = {
  x64: {
    architecture: 0xc000003e,
    refused: {
      keyctl: 250,
      add_key: 248,
      request_key: 249,
      bpf: 321,
      userfaultfd: 323,
      perf: 298,
      setns: 308,
    },
    ...{ ptrace: 101, socket: 41, socketpair: 53, clone: 56, unshare: 272, ordinary: [0, 1, 9, 57, 59, 257] },
  },
  arm64: {
    architecture: 0xc00000b7,
    refused: {
      keyctl: 219,
      add_key: 217,
      request_key: 218,
      bpf: 280,
      userfaultfd: 282,
      perf: 241,
      setns: 268,
    },
    ...{
      ptrace: 117,
      socket: 198,
      socketpair: 199,
      clone: 220,
      unshare: 97,
      ordinary: [56, 63, 64, 221, 222],
    },
  },
} as const;

describe.each(['x64', 'arm64'] as const)('the filter for %s', (arch) => {
  const machine = machines[arch];
  const { architecture } = machine;
  const program = callFilter({ arch, mayTrace: false }) ?? Buffer.alloc(0);
  const verdict = (call: number, first = 0): number => judge(program, { architecture, call, first });

  it.each(Object.entries(machine.refused))('refuses %s', (_name, call) => {
    expect(verdict(call)).toBe(EPERM);
  });

  it.each([425, 426, 427, 435])('says that there is no call %i', (call) => {
    expect(verdict(call)).toBe(ENOSYS);
  });

  it('lets sockets be made in the families of a network namespace alone', () => {
    const open = [1, 2, 10, 16];
    for (const call of [machine.socket, machine.socketpair])
      for (let family = 0; family < 50; family++)
        expect(verdict(call, family)).toBe(open.includes(family) ? allow : EAFNOSUPPORT);
  });

  it('lets processes and threads be made, and no user namespace', () => {
    const [thread, fork, newUser] = [0x3d0f00, 0x1200011, 0x10000000];
    for (const call of [machine.clone, machine.unshare]) {
      expect([thread, fork].map((flags) => verdict(call, flags))).toEqual([allow, allow]);
      expect([newUser, newUser | fork].map((flags) => verdict(call, flags))).toEqual([EPERM, EPERM]);
    }
  });

  it('lets nothing be traced but where that is asked for', () => {
    expect(verdict(machine.ptrace)).toBe(EPERM);
    const tracing = callFilter({ arch, mayTrace: true }) ?? Buffer.alloc(0);
    expect(judge(tracing, { architecture, call: machine.ptrace })).toBe(allow);
    expect(judge(tracing, { architecture, call: machine.refused.keyctl })).toBe(EPERM);
  });

  it('lets ordinary calls pass', () => {
    for (const call of machine.ordinary) expect(verdict(call)).toBe(allow);
  });

  it('ends whoever calls by another architecture’s numbers', () => {
    const others = fc.nat(0xffffffff).filter((other) => other !== architecture);
    const ended = fc.property(others, fc.nat(500), (other, call) => {
      expect(judge(program, { architecture: other, call })).toBe(0x80000000);
    });
    fc.assert(ended);
  });
});

it('knows nothing of the x32 interface, which has other numbers for the same', () => {
  const program = callFilter({ arch: 'x64', mayTrace: true }) ?? Buffer.alloc(0);
  const { architecture } = machines.x64;
  for (let call = 0; call < 600; call++)
    expect(judge(program, { architecture, call: 0x40000000 + call })).toBe(ENOSYS);
});

it('is not there for a machine whose numbers it does not know', () => {
  expect(['ia32', 'riscv64', 'constructor'].map((arch) => callFilter({ arch, mayTrace: false }))).toEqual([
    null,
    null,
    null,
  ]);
});
