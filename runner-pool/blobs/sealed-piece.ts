import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Which piece of which blob it is: at another place it does not open. */
export interface PiecePlace {
  readonly key: string;
  readonly ordinal: number;
}

/** Nonce, what was encrypted, tag: what lies outside of the database tells nobody anything who has not the key. */
export function sealPiece(piece: Buffer, secret: Uint8Array, place: PiecePlace): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, secret, nonce, { authTagLength: tagBytes }).setAAD(nameOf(place));
  return Buffer.concat([nonce, cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
}

/** Throws for what was changed, or moved, or sealed with another key. */
export function openPiece(sealed: Buffer, secret: Uint8Array, place: PiecePlace): Buffer {
  const nonce = sealed.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, secret, nonce, { authTagLength: tagBytes })
    .setAAD(nameOf(place))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

const nameOf = ({ key, ordinal }: PiecePlace): Buffer => Buffer.from(`${key} ${ordinal}`);
