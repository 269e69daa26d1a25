/** All addresses of a name. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export type Resolution =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * The addresses to connect to, each of them checked: whoever connects takes these and asks no resolver again, which could
 * answer differently the second time. One address that is not public refuses the name, for it is then not what was meant.
 */
export async function resolvePublic(
  host: string,
  deps: { readonly lookup: Lookup; readonly isAddressAllowed: (address: string) => boolean },
): Promise<Resolution> {
  let addresses: readonly string[];
  try {
    addresses = await deps.lookup(host);
  } catch (error) {
    return { kind: 'refused', why: `its name does not resolve (${(error as NodeJS.ErrnoException).code})` };
  }
  const refused = addresses.find((address) => !deps.isAddressAllowed(address));
  if (refused !== undefined) return { kind: 'refused', why: `its address ${refused} is not a public one` };
  if (addresses.length === 0) return { kind: 'refused', why: 'its name has no address' };
  return { kind: 'addresses', addresses };
}
