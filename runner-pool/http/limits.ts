/** Bounds of every request. Routes may have narrower ones, and /webhooks/* a larger body, as GitHub sends it. */
export const limits = {
  /** 1 MiB of journal lines, and as much again for how JSON writes them. */
  bodyBytes: 1_572_864,
  headerBytes: 16_384,
  urlChars: 4_096,
  /** Of one part of a path. */
  parameterChars: 300,
  jsonDepth: 64,
  /** For a whole request, head and body: GitHub sends up to 25 MB. */
  requestMs: 60_000,
  headersMs: 10_000,
  /** How long a connection without a request is kept: longer than the usual 60 s of a proxy before us, which else sends into its end. */
  keepAliveMs: 72_000,
} as const;
