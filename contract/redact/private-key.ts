/** The first line of a private key, or how the DER inside begins where it has none: RSA, EC and Ed25519, PKCS #1 and #8, OpenSSH. */
export const keyAnchor =
  /-----BEGIN[ A-Z0-9]{0,24}PRIVATE KEY|MII[A-Za-z0-9+/]{2}[AQgw]IBA[AD]|MIGHAgEAMBMGByqG|MHcCAQEE|MC4CAQAwBQYDK2Vw|b3BlbnNzaC1rZXktdjE/;

const header = /-----BEGIN[ A-Z0-9]{0,24}PRIVATE KEY(?: BLOCK)?-----/;
const headless =
  /(?:MII[A-Za-z0-9+/]{2}[AQgw]IBA[AD]|MIGHAgEAMBMGByqG|MHcCAQEE|MC4CAQAwBQYDK2Vw|b3BlbnNzaC1rZXktdjE)[\w+/=\\\r\n-]{24,}/;
const footer = /-----END[ A-Z0-9]{0,24}PRIVATE KEY(?: BLOCK)?-----/;

/** No key is longer: RSA with 16,384 bits has 200 lines. */
const mostLines = 256;

/** Where in a segment a key stands, and how many lines after it may still be part of it. */
export interface KeyPart {
  readonly start: number;
  readonly end: number;
  readonly linesLeft: number;
}

/** The key that begins in this segment, up to its last line, or to the segment's end when it goes on. */
export function keyStart(segment: string): KeyPart | null {
  const begin = header.exec(segment);
  if (begin === null) {
    const body = headless.exec(segment);
    if (body === null) return null;
    const end = body.index + body[0].trimEnd().length;
    const goesOn = segment.slice(end).trim() === '';
    return { start: body.index, end, linesLeft: goesOn ? mostLines : 0 };
  }
  const bodyAt = begin.index + begin[0].length;
  const last = footer.exec(segment.slice(bodyAt));
  if (last !== null) return { start: begin.index, end: bodyAt + last.index + last[0].length, linesLeft: 0 };
  return { start: begin.index, end: bodyAt + segment.slice(bodyAt).trimEnd().length, linesLeft: mostLines };
}

/** The key's part of a line after its first one; null when the line is none of it, and the key has ended. */
export function keyLine(segment: string, linesLeft: number): KeyPart | null {
  const last = footer.exec(segment);
  const from = /[^\s>|#*+"',-]/.exec(segment)?.index ?? 0;
  if (last !== null)
    return { start: Math.min(from, last.index), end: last.index + last[0].length, linesLeft: 0 };
  const text = segment.trimEnd();
  const body = lastWord(text);
  const isWholeLine = /^[\s>|#*+"',-]{0,40}$/.test(text.slice(0, body.start));
  if (body.chars >= 16) return { start: body.start, end: text.length, linesLeft: linesLeft - 1 };
  // Only the last line of a key is short.
  if (isWholeLine && body.chars > 0) return { start: body.start, end: text.length, linesLeft: 0 };
  const isHeading = /^[\s>|#*+"',-]{0,40}(?:[A-Z][\w-]{2,20}: [^\n]{0,100})?$/.test(text);
  return isHeading ? { start: 0, end: 0, linesLeft: linesLeft - 1 } : null;
}

/** What follows the last blank of a line, and how much of it is base64: a log puts its time and its colours before every line. */
function lastWord(line: string): { readonly start: number; readonly chars: number } {
  let start = line.length;
  let chars = 0;
  while (start > 0 && /[\w+/=\\"',;-]/.test(line.charAt(start - 1))) {
    start -= 1;
    if (/[\w+/=]/.test(line.charAt(start))) chars += 1;
  }
  return { start, chars };
}
