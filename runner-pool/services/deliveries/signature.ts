import { createHmac, timingSafeEqual } from 'node:crypto';

/** Looks at a body as it comes, and in the end says whether one of the secrets signed it. */
export interface SignatureCheck {
  readonly update: (chunk: Buffer) => void;
  readonly isSigned: () => boolean;
}

/** The digest of an `X-Hub-Signature-256`; null where the header is none. */
export function digestOf(header: unknown): Buffer | null {
  const hex = typeof header === 'string' ? /^sha256=([0-9a-f]{64})$/i.exec(header)?.[1] : undefined;
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Several secrets, so that one can be replaced: whichever signed it, it takes as long to find out. */
export function checkSignature(digest: Buffer, secrets: readonly string[]): SignatureCheck {
  const hmacs = secrets.map((secret) => createHmac('sha256', secret));
  return {
    update: (chunk) => {
      for (const hmac of hmacs) hmac.update(chunk);
    },
    isSigned: () => hmacs.map((hmac) => timingSafeEqual(hmac.digest(), digest)).includes(true),
  };
}
