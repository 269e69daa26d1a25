import { access, lstat, mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BubblewrapAbilities, type ProcFiles, sandboxUser } from './isolation.ts';
import type { Machine, SystemEntry } from './plan.ts';

/** Programs and libraries. `/nix/store` and `/gnu/store` are where NixOS and Guix keep theirs; all of it is public. */
const systemFolders = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/nix/store',
  '/gnu/store',
];

/**
 * Of /etc only what programs need to start and to check certificates. Left out, because machines keep credentials in
 * them: shadow, environment, profile, gitconfig, npmrc, pip.conf, ssl/private, docker, kubernetes.
 */
const configuration = [
  ...[
    'alternatives',
    'ld.so.cache',
    'ld.so.conf',
    'ld.so.conf.d',
    'localtime',
    'locale.alias',
    'locale.conf',
  ],
  ...[
    'ssl/certs',
    'ssl/openssl.cnf',
    'ssl/cert.pem',
    'pki/tls/certs',
    'pki/tls/cert.pem',
    'pki/tls/openssl.cnf',
  ],
  ...['pki/ca-trust/extracted', 'pki/java', 'crypto-policies', 'ca-certificates/extracted'],
  ...['os-release', 'debian_version', 'lsb-release', 'redhat-release', 'alpine-release'],
  ...['mime.types', 'protocols', 'services', 'inputrc', 'terminfo', 'fonts', 'perl', 'python3'],
].map((name) => `/etc/${name}`);

/** Java keeps its defaults in folders named for the version. */
const javaFolder = /^java-\d+-openjdk$/;

/** As Docker does it; the machine's sysctls, and keys of other sandboxes, are none of Claude's business. */
const readOnlyProc = [
  'sys',
  'sysrq-trigger',
  'irq',
  'bus',
  'fs',
  'acpi',
  'scsi',
  'mtrr',
  'driver',
  'pressure',
];
const maskedProc = [
  'kcore',
  'kmsg',
  'keys',
  'key-users',
  'timer_list',
  'sched_debug',
  'latency_stats',
  'kallsyms',
];

/** Looks at what of the machine can be shown, and writes the few files that stand in for the machine's own into `folder`. */
export async function surveyMachine(folder: string, abilities: BubblewrapAbilities): Promise<Machine> {
  const [system, proc, files] = await Promise.all([
    Promise.all([...systemFolders, ...configuration, ...(await javaFolders())].map(entryFor)),
    procFiles(),
    writeFiles(folder),
  ]);
  return { abilities, proc, system: system.filter((entry) => entry !== null), ...files };
}

export async function procFiles(): Promise<ProcFiles> {
  const [readOnly, masked] = await Promise.all([existing(readOnlyProc), existing(maskedProc)]);
  return { readOnly, masked };
}

async function existing(names: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    names.map((name) =>
      access(`/proc/${name}`).then(
        () => [`/proc/${name}`],
        () => [],
      ),
    ),
  );
  return found.flat();
}

async function javaFolders(): Promise<readonly string[]> {
  const names = await readdir('/etc').catch(() => []);
  return names.filter((name) => javaFolder.test(name)).map((name) => `/etc/${name}`);
}

/** `/bin` is a link to `usr/bin` on most machines, and stays one; links in /etc are followed, for their targets may not be shown. */
async function entryFor(path: string): Promise<SystemEntry | null> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return null;
  if (stats.isSymbolicLink() && !path.startsWith('/etc/'))
    return { kind: 'link', path, target: await readlink(path) };
  return access(path).then(
    () => ({ kind: 'bind', path }),
    () => null,
  );
}

async function writeFiles(folder: string): Promise<Pick<Machine, 'written' | 'covers'>> {
  const { uid, gid, name } = sandboxUser;
  const files = {
    passwd: `root:x:0:0::/nonexistent:/bin/false\n${name}:x:${uid}:${gid}::/home/claude:/bin/sh\n`,
    group: `root:x:0:\n${name}:x:${gid}:\n`,
    // Names are resolved by the egress proxy, outside; here there is nobody to ask.
    hosts: '127.0.0.1 localhost sandbox\n::1 localhost\n',
    'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const covers = { empty: join(folder, 'empty'), xml: join(folder, 'empty.xml') };
  const written = Object.keys(files).map((file) => ({ from: join(folder, file), at: `/etc/${file}` }));
  await Promise.all([
    ...Object.entries(files).map(([file, text]) => writeFile(join(folder, file), text)),
    writeFile(covers.empty, ''),
    // Maven refuses to start with settings that are no XML.
    writeFile(covers.xml, '<settings/>\n'),
  ]);
  return { written, covers };
}
