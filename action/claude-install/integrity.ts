/** The sha512 of a Subresource Integrity string as npm registries give it, in base64; null where there is none. */
export function sha512Of(integrity: string | undefined): string | null {
  return /(?:^|\s)sha512-([A-Za-z0-9+/]{86}==)(?=$|[\s?])/.exec(integrity ?? '')?.[1] ?? null;
}
