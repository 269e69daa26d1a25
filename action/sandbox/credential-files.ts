import { glob } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside programs: `PREFIX/etc` is where npm, git and others look for settings of the whole machine, with tokens of registries. */
const ofMachine = ['usr/etc', 'usr/local/etc', 'usr/pip.conf', 'usr/local/pip.conf'].concat([
  'usr/share/*maven*/conf/settings.xml',
  'usr/local/*maven*/conf/settings.xml',
]);

/** TOOL/VERSION/ARCHITECTURE, as setup actions lay it out. */
const ofTool = ['etc/npmrc', 'etc/gitconfig', 'pip.conf', 'conf/settings.xml'].map((name) => `*/*/*/${name}`);

/** Settings in which machines give their jobs passwords of package registries; whether there are any in them is not looked at. */
export async function credentialFiles(toolCacheDir: string): Promise<readonly string[]> {
  const [machine, tools] = await Promise.all([
    matches(ofMachine, '/'),
    toolCacheDir.startsWith('/') ? matches(ofTool, toolCacheDir) : [],
  ]);
  return [...machine, ...tools];
}

async function matches(patterns: readonly string[], cwd: string): Promise<readonly string[]> {
  return (await Array.fromAsync(glob(patterns, { cwd }))).map((path) => join(cwd, path));
}
