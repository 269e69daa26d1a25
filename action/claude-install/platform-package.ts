/** `@anthropic-ai/claude-code` is a wrapper; the program itself is one file in the package of its platform. */
export interface PlatformPackage {
  readonly name: string;
  /** `<platform>-<arch>`, with `-musl` where the C library is musl: the package name's suffix. */
  readonly key: string;
  readonly binary: string;
}

/** Whose binary to fetch; null where Claude Code is not published for this machine. */
export function platformPackage(
  platform: NodeJS.Platform,
  arch: string,
  libc: 'glibc' | 'musl',
): PlatformPackage | null {
  const key = `${platform}-${arch}${platform === 'linux' && libc === 'musl' ? '-musl' : ''}`;
  if (!publishedFor.includes(key)) return null;
  return { name: `@anthropic-ai/claude-code-${key}`, key, binary: executableName(platform) };
}

/** Windows starts `.cmd` shims only through a shell, which we never use: there, only the real program counts. */
export function executableName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'claude.exe' : 'claude';
}

/** Node reports the C library it runs on; musl has no version there. The package's own installer decides likewise. */
export function detectLibc(platform: NodeJS.Platform): 'glibc' | 'musl' {
  if (platform !== 'linux') return 'glibc';
  // Else it looks up the names of the hosts that we are connected to, which may take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as {
    readonly header?: { readonly glibcVersionRuntime?: string };
  };
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

const publishedFor: readonly string[] = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm64',
  'linux-arm64-musl',
  'linux-x64',
  'linux-x64-musl',
  'win32-arm64',
  'win32-x64',
];
