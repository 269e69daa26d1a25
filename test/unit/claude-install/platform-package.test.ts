import { expect, it } from 'vitest';
import { pinnedIntegrity } from '../../../action/claude-install/pinned-version.ts';
import { detectLibc, platformPackage } from '../../../action/claude-install/platform-package.ts';

it.each([
  ['linux', 'x64', 'glibc', '@anthropic-ai/claude-code-linux-x64', 'claude'],
  ['linux', 'arm64', 'musl', '@anthropic-ai/claude-code-linux-arm64-musl', 'claude'],
  ['darwin', 'arm64', 'glibc', '@anthropic-ai/claude-code-darwin-arm64', 'claude'],
  ['win32', 'x64', 'glibc', '@anthropic-ai/claude-code-win32-x64', 'claude.exe'],
] as const)('on %s %s %s it is %s', (platform, arch, libc, name, binary) => {
  expect(platformPackage(platform, arch, libc)).toMatchObject({ name, binary });
});

it('names only packages whose hash is pinned, and all of them', () => {
  const keys = (['darwin', 'linux', 'win32', 'freebsd'] as const).flatMap((platform) =>
    ['x64', 'arm64', 'arm', 'ia32'].flatMap((arch) =>
      (['glibc', 'musl'] as const).flatMap((libc) => platformPackage(platform, arch, libc)?.key ?? []),
    ),
  );
  expect([...new Set(keys)].toSorted()).toEqual(Object.keys(pinnedIntegrity).toSorted());
});

it('knows the C library of this machine from Node', () => {
  expect(detectLibc('darwin')).toBe('glibc');
  expect(['glibc', 'musl']).toContain(detectLibc(process.platform));
});
