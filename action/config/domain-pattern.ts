/** A host name, `*.` before it for those below it, `:port` after it for another port than 443. No address, no scheme, no path. */
export const domainPattern =
  /^(\*\.)?([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(:\d{1,5})?$/;
