/** One instruction of the kernel's filter language (linux/filter.h): jumps count the instructions that they leave out. */
export interface Instruction {
  readonly code: number;
  readonly whenTrue?: number;
  readonly whenFalse?: number;
  readonly value: number;
}

/** Offsets in what a filter sees of a call (linux/seccomp.h); of an argument its low half, which is what the kernel takes here. */
export const seen = { call: 0, architecture: 4, firstArgument: 16 } as const;

export const load = (offset: number): Instruction => ({ code: 0x20, value: offset });
export const answer = (value: number): Instruction => ({ code: 0x06, value });

type Block = readonly Instruction[];

/** The block is passed over unless what was loaded is that value, at least that value, has one of those bits. */
export const ifEqual = (value: number, block: Block): Block => branch(0x15, value, block);
export const ifAtLeast = (value: number, block: Block): Block => branch(0x35, value, block);
export const ifAnyBit = (value: number, block: Block): Block => branch(0x45, value, block);

/** The block is passed over if what was loaded is that value. */
export function unlessEqual(value: number, block: Block): Block {
  return [{ code: 0x15, whenTrue: block.length, whenFalse: 0, value }, ...block];
}

function branch(code: number, value: number, block: Block): Block {
  return [{ code, whenTrue: 0, whenFalse: block.length, value }, ...block];
}

/** As `struct sock_filter`, eight bytes each; both machines that we know filters for are little-endian. */
export function assemble(instructions: Block): Buffer {
  const program = Buffer.alloc(instructions.length * 8);
  for (const [index, { code, whenTrue = 0, whenFalse = 0, value }] of instructions.entries()) {
    program.writeUInt16LE(code, index * 8);
    program.writeUInt8(whenTrue, index * 8 + 2);
    program.writeUInt8(whenFalse, index * 8 + 3);
    program.writeUInt32LE(value, index * 8 + 4);
  }
  return program;
}
