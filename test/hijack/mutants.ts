import type { ActionRun } from '../helpers/run-action.ts';
import { hijackedCli, hijackedModel, hijackedShell } from './attack.ts';
import type { Mutant } from './mutant.ts';
import { hiddenOrders, hostedTools, spender, strangers } from './probes.ts';
import { speech } from './speech.ts';

/** Runs an attack against the given entry, and says what of it came through. */
export type Trial = (main: string) => Promise<readonly string[]>;

/** An attack that was never made shows nothing. */
export const didNotRun = 'the run did not succeed';
const ran = ({ outputs }: ActionRun): readonly string[] =>
  outputs['conclusion'] === 'success' ? [] : [didNotRun];

const attack =
  (conduct: typeof hijackedCli, inputs: Record<string, string> = {}): Trial =>
  async (main) => {
    const { leaks, damage, run } = await conduct({ main, inputs });
    return [...ran(run), ...leaks.map(({ canary, channel }) => `${canary} left by ${channel}`), ...damage];
  };
const probe =
  (conduct: typeof strangers): Trial =>
  async (main) =>
    (await conduct({ main })).faults;

export const trials = {
  cli: attack(hijackedCli, { sandbox: 'required' }),
  model: attack(hijackedModel),
  shell: attack(hijackedShell),
  speech: async (main) => {
    const { leaks, effects, run } = await speech({ main });
    return [...ran(run), ...leaks.map(({ canary, channel }) => `${canary} left by ${channel}`), ...effects];
  },
  // Without a sandbox the CLI may look around; what it starts must still end with it.
  daemon: async (main) => {
    const { damage } = await hijackedCli({ main, inputs: { sandbox: 'off' } });
    return damage.filter((what) => what.startsWith('a process'));
  },
  hiddenOrders: probe(hiddenOrders),
  strangers: probe(strangers),
  spender: probe(spender),
  hostedTools: probe(hostedTools),
} satisfies Record<string, Trial>;

/** Each defence with the attack that must come through when it is taken out. */
export const mutants: readonly (Mutant & { readonly by: keyof typeof trials })[] = [
  {
    defence: 'a credential of the run’s own for the child',
    file: 'action/gateway/gateway.ts',
    find: 'createChildCredential(credential.kind)',
    replace: 'credential',
    by: 'cli',
  },
  {
    defence: 'an environment by an allow-list',
    file: 'action/claude/arguments.ts',
    find: '    ...options.passOn,',
    replace: '    ...(process.env as Record<string, string>),',
    by: 'cli',
  },
  {
    defence: 'a PID namespace where there is no sandbox',
    file: 'action/sandbox/process-namespace.ts',
    find: 'for (const candidate of candidates) if (await works(candidate, search)) return candidate;',
    replace: '',
    by: 'daemon',
  },
  {
    defence: 'rules of the base',
    file: 'action/context/pull-request.ts',
    find: 'fetching.then(async (base) => rulesOf(options, base, diffing))',
    replace: 'fetching.then(async () => rulesOf(options, pull.head.sha, diffing))',
    by: 'hiddenOrders',
  },
  {
    defence: 'a network namespace',
    file: 'action/sandbox/isolation.ts',
    find: "['--unshare-all', '--unshare-user']",
    replace: "['--unshare-all', '--unshare-user', '--share-net']",
    by: 'cli',
  },
  {
    defence: 'a mount namespace with nothing but an allow-list in it',
    file: 'action/sandbox/plan.ts',
    find: "...['--tmpfs', inside.temp],",
    replace: "...['--bind', '/tmp', '/tmp'],",
    by: 'cli',
  },
  {
    defence: 'a PID namespace with a /proc of its own',
    file: 'action/sandbox/isolation.ts',
    find: "...['--proc', '/proc'],",
    replace: "...['--bind', '/proc', '/proc'],",
    by: 'cli',
  },
  {
    defence: 'the sandbox for a shell',
    file: 'action/run/isolation.ts',
    find: "if (found.kind === 'usable') return { kind: 'sandbox', sandbox: found };",
    replace: "if (found.kind === 'usable') return { kind: 'plain', why: 'none' };",
    by: 'shell',
  },
  {
    defence: "Claude Code's own limits",
    file: 'action/claude/arguments.ts',
    find: "      '--restricted',\n",
    replace: "      '--allowed-tools', 'Read,Grep,Glob', '--add-dir', '/',\n",
    by: 'model',
  },
  {
    defence: 'known secrets redacted',
    file: 'contract/redact/redactor.ts',
    find: 'const known = createKnownValues(secrets);',
    replace: 'const known = createKnownValues([]);',
    by: 'speech',
  },
  {
    defence: 'secrets known by their form redacted',
    file: 'action/main.ts',
    find: 'patterns: true',
    replace: 'patterns: false',
    by: 'speech',
  },
  {
    defence: 'nothing of the log is a workflow command',
    file: 'action/log.ts',
    find: 'const safe = (text: string): string => harmless(options.redact(text));',
    replace: 'const safe = (text: string): string => options.redact(text);',
    by: 'speech',
  },
  {
    defence: 'images are not published',
    file: 'action/render/clean-tree.ts',
    find: "    case 'image':\n    case 'imageReference':\n      return [textNode(node.alt ?? '')];",
    replace:
      "    case 'image':\n      return [node];\n    case 'imageReference':\n      return [textNode(node.alt ?? '')];",
    by: 'speech',
  },
  {
    defence: 'what vanishes leaves nothing behind that joins',
    file: 'action/render/clean-tree.ts',
    find: 'return joinedTexts(nodes.flatMap((node) => cleanNode(node, definitions))) as T[];',
    replace: 'return nodes.flatMap((node) => cleanNode(node, definitions)) as T[];',
    by: 'speech',
  },
  {
    defence: 'nobody is mentioned',
    file: 'action/render/neutral.ts',
    find: 'broken: `@${zeroWidthSpace}`',
    replace: 'broken: `@`',
    by: 'speech',
  },
  {
    defence: 'a suggestion with a secret is dropped',
    file: 'action/run/review-task.ts',
    find: 'reviewWithoutSecrets(answer.review, run.redact)',
    replace: 'answer.review',
    by: 'speech',
  },
  {
    defence: 'hidden text is removed from what comes in',
    file: 'action/prompt/strangers-text.ts',
    find: 'sanitiseMarkdown(',
    replace: '((text: string) => ({ text, removed: {} as never }))(',
    by: 'hiddenOrders',
  },
  {
    defence: 'who may start a run',
    file: 'action/gate/pass-of.ts',
    find: 'return isNamed(known, actors) ? mayRead(account) : no(tooLittle({ as, account: known, standing }));',
    replace: 'return mayRead(account);',
    by: 'strangers',
  },
  {
    defence: 'bots start nothing unless named',
    file: 'action/gate/standing.ts',
    find: 'return list.some((entry) => {',
    replace: "return account.type === 'Bot' || list.some((entry) => {",
    by: 'strangers',
  },
  {
    defence: 'calls are paid from the grant before they are made',
    file: 'action/gateway/gateway.ts',
    find: 'createGrant(grantMicroUsd)',
    replace: 'createGrant(1e12)',
    by: 'spender',
  },
  {
    defence: 'tools that the API runs are refused',
    file: 'action/gateway/hosted.ts',
    find: 'export function findHosted(body: Json): string | null {',
    replace: 'export function findHosted(body: Json): string | null {\n  if (body !== null) return null;',
    by: 'hostedTools',
  },
  {
    defence: 'the gateway serves one process only',
    file: 'action/gateway/admit.ts',
    find: 'if (!showsCredential(request.headers, credential))',
    replace: 'if (false as boolean)',
    by: 'hostedTools',
  },
];
