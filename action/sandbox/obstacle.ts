import { access, readFile } from 'node:fs/promises';

export interface Obstacle {
  /** Which of the kernel's or the container's rules is in the way; for tests and figures. */
  readonly rule: 'apparmor' | 'max-user-namespaces' | 'unprivileged-userns-clone' | 'container' | 'unknown';
  readonly why: string;
  readonly remedy: string;
}

export interface Kernel {
  /** A file's text, or null where it cannot be read. */
  readonly read: (path: string) => Promise<string | null>;
  readonly exists: (path: string) => Promise<boolean>;
}

const real: Kernel = {
  read: (path) => readFile(path, 'utf8').catch(() => null),
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};

const withoutAppArmor = 'kernel.apparmor_restrict_unprivileged_userns=0';
const openProfiles =
  '`options: --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined`';
const orWithout = 'or set `sandbox: off` to go without';

/** Why bubblewrap failed, by the kernel's settings; `said` is what it printed. */
export async function findObstacle(said: string, kernel: Kernel = real): Promise<Obstacle> {
  const [apparmor, most, clone, container] = await Promise.all([
    setting(kernel, 'kernel/apparmor_restrict_unprivileged_userns'),
    setting(kernel, 'user/max_user_namespaces'),
    setting(kernel, 'kernel/unprivileged_userns_clone'),
    isContainer(kernel),
  ]);
  const bubblewrap = `bubblewrap says: ${said}`;
  if (most === '0')
    return {
      rule: 'max-user-namespaces',
      why: `This machine allows no user namespaces (user.max_user_namespaces is 0); ${bubblewrap}`,
      remedy: bySysctl('user.max_user_namespaces=15000'),
    };
  if (clone === '0')
    return {
      rule: 'unprivileged-userns-clone',
      why: `This machine allows user namespaces to root only (kernel.unprivileged_userns_clone is 0); ${bubblewrap}`,
      remedy: bySysctl('kernel.unprivileged_userns_clone=1'),
    };
  // In a container both may hold; its own profile comes first, and a sysctl could not be set from inside.
  if (container)
    return {
      rule: 'container',
      why: `The job's container does not allow what a sandbox needs; ${bubblewrap}`,
      remedy: `Run the job without \`container:\`, or give it ${openProfiles}, ${orWithout}`,
    };
  if (apparmor === '1')
    return {
      rule: 'apparmor',
      why: `Ubuntu's AppArmor keeps programs from using user namespaces (kernel.apparmor_restrict_unprivileged_userns is 1); ${bubblewrap}`,
      remedy: bySysctl(withoutAppArmor),
    };
  return {
    rule: 'unknown',
    why: `bubblewrap is installed and does not work; ${bubblewrap}`,
    remedy: `Run \`bwrap --unshare-all --ro-bind / / true\` in a step to see more, ${orWithout}`,
  };
}

/** What brings bubblewrap where it is missing, with what the kernel would ask for next, so that one change is enough. */
export async function howToInstall(kernel: Kernel = real): Promise<string> {
  if (await isContainer(kernel))
    return `Install bubblewrap in the image of the job's container (\`apt-get update && apt-get install -y bubblewrap\`), and if that is not enough give the container ${openProfiles}`;
  const install = 'sudo apt-get update && sudo apt-get install -y bubblewrap';
  const apparmor = await setting(kernel, 'kernel/apparmor_restrict_unprivileged_userns');
  const allow = apparmor === '1' ? ` && sudo sysctl -w ${withoutAppArmor}` : '';
  return `Add a step before this one: \`run: ${install}${allow}\``;
}

function bySysctl(assignment: string): string {
  return `Add a step before this one: \`run: sudo sysctl -w ${assignment}\`, ${orWithout}`;
}

async function setting(kernel: Kernel, name: string): Promise<string | null> {
  return (await kernel.read(`/proc/sys/${name}`))?.trim() ?? null;
}

async function isContainer(kernel: Kernel): Promise<boolean> {
  const marks = await Promise.all(['/.dockerenv', '/run/.containerenv'].map(kernel.exists));
  const control = (await kernel.read('/proc/1/cgroup')) ?? '';
  return marks.includes(true) || /docker|kubepods|containerd|libpod|lxc/.test(control);
}
