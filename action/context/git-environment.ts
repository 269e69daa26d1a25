/** Nothing that a repository or a machine configures may run a program, ask a question or reach another protocol. */
const fixedConfig: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.autocrlf': 'false',
  // A symlink becomes a plain file that holds its target: nothing in the tree can point outside it.
  'core.symlinks': 'false',
  'core.quotePath': 'false',
  // Indexes over borrowed objects: whoever wrote them could give a commit other parents.
  'core.commitGraph': 'false',
  'core.multiPackIndex': 'false',
  'credential.helper': '',
  'submodule.recurse': 'false',
  'fetch.recurseSubmodules': 'false',
  'protocol.allow': 'never',
  'protocol.http.allow': 'always',
  'protocol.https.allow': 'always',
  'safe.directory': '*',
  'gc.auto': '0',
  'maintenance.auto': 'false',
};

export interface GitSurroundings {
  readonly gitDir: string;
  readonly workTree?: string;
  /** Configuration for this call alone, passed through the environment so that no secret reaches argv or the disk. */
  readonly config?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** The whole environment of one git process: what may be passed on, and every way out of our repository shut. */
export function gitEnvironment({ gitDir, workTree, config, env }: GitSurroundings): Record<string, string> {
  const entries = Object.entries({ ...fixedConfig, ...config });
  return {
    ...env,
    GIT_DIR: gitDir,
    ...(workTree === undefined ? {} : { GIT_WORK_TREE: workTree }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    // Empty, not absent: it also keeps git from asking through SSH_ASKPASS.
    GIT_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    // Known from git 2.45 on; before it our repository names no remote that git could ask for what is missing.
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    HOME: gitDir,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_COUNT: String(entries.length),
    ...Object.fromEntries(
      entries.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
