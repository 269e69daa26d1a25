/** As PostgreSQL says it: 150004 is 15.4. */
const oldest = 150_000;

/** What is wrong with a server's version; null: nothing. */
export function versionFault(versionNum: number): string | null {
  if (versionNum >= oldest) return null;
  return `The database is PostgreSQL ${Math.floor(versionNum / 10_000)}; 15 or newer is needed (tested with 15 and 18). Upgrade it, or set DATABASE_URL to another server.`;
}
