export const tokenHelp = `  token make [--name NAME] [--scopes A,B] [--days N]
                             make a token; it alone goes to stdout, once. Without --scopes it is an administrator's, for the
                             action runs:write is enough; good for 90 days, or for as many as are given
  token list                 each token's id, name, scopes, end, last use and state; never the token itself
  token revoke ID            end a token at once, with all that were made with it
                             all three take --organization ID, needed where there are several
`;

export const exportHelp = `  export --repository OWNER/NAME[,…] --out FOLDER [--from-coordinator URL] [--allow-private]
                             write the history of runs as files for the dashboard; what FOLDER has already is not fetched again.
                             Out of the runs' artifacts on GitHub, with GITHUB_TOKEN (actions: read), or out of a coordinator,
                             with COORDINATOR_TOKEN (runs:read). A private repository only with --allow-private
`;

export const help = `claude-orchestrator COMMAND

  serve                      start the coordinator (npm start); it ends with SIGTERM or Ctrl-C
  migrate                    bring the database of DATABASE_URL up to date, and end
  check                      look for what must never be in the database, one line a rule
${tokenHelp}${exportHelp}
  --help, --version

Settings are environment variables, such as PORT, DATA_DIR and DATABASE_URL; none is needed to begin.
All of them, and how it is run and watched: docs/coordinator.md
Exit codes: 0 done, 1 failed (of check: something is broken), 2 asked or configured wrongly.
`;
