/** Where a link of the model's leads: somewhere a reader may follow it, or an address to be read only. */
export type ModelLink =
  | { readonly kind: 'link'; readonly url: string; readonly host: string }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'none' };

/** A click sends the whole address to its host: what it may carry is bounded to what addresses of documentation need. */
const MOST_URL = 200;
const MOST_HOST = 60;

/** A name in at least two parts: no IP address, no name of an internal host. */
const publicName = /^(?:[a-z\d-]+\.)+[a-z][a-z\d-]+$/;

/** Pages of GitHub that note who links to them. Whichever host: a server of one's own has any name. */
const notesItsReferences =
  /^\/+(?:[^/]+\/+[^/]+\/+(?:issues|pulls?|discussions|commits?|compare|security)|(?:orgs|users)\/+[^/]+\/+(?:discussions|projects))\/+[^/]/i;

/** Only `https`, to a public name, without credentials, port or query, and not to a page that would note the reference. */
export function judgeLink(address: string): ModelLink {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || !/^https?:\/\//i.test(address))
    return { kind: 'none' };
  const isPlain = url.username === '' && url.password === '' && url.port === '' && url.search === '';
  const isShort = url.href.length <= MOST_URL && url.hostname.length <= MOST_HOST;
  const mayLead = url.protocol === 'https:' && isPlain && isShort && publicName.test(url.hostname);
  if (!mayLead || notesItsReferences.test(decoded(url.pathname))) {
    return {
      kind: 'address',
      address: address.length > MOST_URL ? `${address.slice(0, MOST_URL)}…` : address,
    };
  }
  return { kind: 'link', url: url.href, host: url.hostname };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
