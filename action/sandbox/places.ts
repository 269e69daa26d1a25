/** Where things are inside the sandbox. The same on every machine, so that a session's transcript is found again on another one. */
export const inside = {
  workspace: '/workspace',
  home: '/home/claude',
  temp: '/tmp',
  /** What the action brings along; read-only. */
  own: '/sandbox',
  programs: '/sandbox/bin',
  node: '/sandbox/bin/node',
  claude: '/sandbox/bin/claude',
  claudePackage: '/sandbox/claude/node_modules',
  init: '/sandbox/init.mjs',
  gatewaySocket: '/sandbox/gateway.sock',
  egressSocket: '/sandbox/egress.sock',
  /** Certificates, and a cloud's credentials where the job gives them to Claude. */
  files: '/sandbox/files',
} as const;

/** Ports on the sandbox's own loopback, which nothing else uses. */
export const insidePorts = { gateway: 8701, egress: 8702 } as const;

/** Is a path that folder, or below it? Both absolute and without `..`. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Inside paths that are made up by us: nothing of the machine may be bound at or below them, nor above `own`. */
const reserved = ['/workspace', '/sandbox', '/proc', '/dev', '/sys', '/run', '/etc', inside.home];

export function isReserved(path: string): boolean {
  return reserved.some((place) => isWithin(path, place) || isWithin(place, path));
}
