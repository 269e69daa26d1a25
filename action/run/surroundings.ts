import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerEntry } from '../../contract/ledger.ts';
import { usageOfLedger } from '../claude/ledger-usage.ts';
import type { Config } from '../config/config.ts';
import { createDecisionLog } from '../egress/decision-log.ts';
import { startEgressProxy } from '../egress/egress-proxy.ts';
import { type Gateway, startGateway } from '../gateway/gateway.ts';
import { priceTable } from '../gateway/price-table.ts';
import { type Launcher, plainLauncher, sandboxedLauncher } from '../sandbox/launcher.ts';
import { findProcessNamespace } from '../sandbox/process-namespace.ts';
import { runnerPaths } from '../sandbox/runner-paths.ts';
import type { Tier } from '../tier.ts';
import { makeSocketFolder } from '../workspace/socket-folder.ts';
import type { RunContext } from './context.ts';
import type { Isolation } from './isolation.ts';

/** What stands around Claude for one run: where it runs, and the one or two ways out of there. */
export interface Surroundings {
  readonly launcher: Launcher;
  /** Null where the cloud's own API is called with the cloud's own credentials. */
  readonly gateway: Gateway | null;
}

export interface SurroundingsToMake {
  readonly isolation: Exclude<Isolation, { kind: 'refused' }>;
  readonly tier: Tier;
  readonly tree: string;
  readonly home: string;
  readonly temp: string;
  readonly claudePath: string;
  readonly config: Pick<Config, 'prices' | 'allowedDomains'>;
}

const anthropicApi = 'https://api.anthropic.com';

/** Builds them, and has the run take them down at its end. */
export async function makeSurroundings(run: RunContext, wanted: SurroundingsToMake): Promise<Surroundings> {
  const { isolation, tier } = wanted;
  const { dir: sockets, remove } = await makeSocketFolder(
    tmpdir(),
    run.record.startedAtMs + run.inputs.timeoutMs,
  );
  run.atEnd(remove);
  const gatewaySocket =
    isolation.kind === 'sandbox' && run.runner.cloud === null ? join(sockets, 'gateway.sock') : null;
  const gateway = run.runner.cloud === null ? await openGateway(run, wanted, gatewaySocket) : null;
  if (isolation.kind === 'plain') {
    const namespace = await findProcessNamespace({
      pathVariable: run.runner.passOn['PATH'] ?? '',
      workspaceDir: run.runner.workspace,
      platform: process.platform,
      isRoot: process.getuid?.() === 0,
      signal: run.signal,
    });
    return { gateway, launcher: plainLauncher({ ...wanted, namespace, gatewayUrl: gateway?.url ?? '' }) };
  }
  const { runner, inputs } = run;
  if (!isolation.sandbox.canFilterCalls)
    run.log.info(
      "This machine takes no filter of system calls: the sandbox leaves the kernel's keyrings and sockets of the hypervisor open",
    );
  const domains = [
    ...(tier === 'write' ? [...inputs.allowedDomains, ...wanted.config.allowedDomains] : []),
    ...(runner.cloud?.hosts ?? []),
  ];
  const egressSocket = await openEgress(run, domains, join(sockets, 'egress.sock'));
  const launcher = await sandboxedLauncher({
    ...wanted,
    sandbox: isolation.sandbox,
    runDir: run.record.dir,
    nodePath: process.execPath,
    initScript: join(run.ownFolder, 'sandbox', 'index.js'),
    gatewaySocket,
    egressSocket,
    credentialFile: runner.cloud?.credentialFile ?? null,
    toolCacheDir: runner.toolCacheDir,
    hidden: [runner.tempDir, ...(await runnerPaths(runner.workspace))],
    passOn: runner.passOn,
  });
  return { gateway, launcher };
}

async function openGateway(
  run: RunContext,
  { config }: SurroundingsToMake,
  socketPath: string | null,
): Promise<Gateway> {
  const { inputs, runner, journal, log, clock, limits } = run;
  const gateway = await startGateway({
    upstream: inputs.anthropicBaseUrl || anthropicApi,
    credential:
      inputs.anthropicApiKey === ''
        ? { kind: 'oauth', value: inputs.claudeCodeOauthToken }
        : { kind: 'api-key', value: inputs.anthropicApiKey },
    grantMicroUsd: limits.microUsd(),
    howToRaise: limits.howToRaise,
    prices: priceTable(config.prices, new Date(clock()).toISOString().slice(0, 10)),
    proxyEnv: runner.proxy,
    socketPath,
    signal: run.signal,
    onCall: (entry: LedgerEntry) => journal.append('action.model_call', entry),
    log,
    now: clock,
  });
  run.record.spentMicroUsd = () => gateway.ledger().spentMicroUsd;
  limits.onMoney(gateway.setGrant);
  run.atEnd(async () => {
    await gateway.close();
    // Calls that were under way when Claude ended are in the ledger only now.
    run.record.usage = { ...usageOfLedger(gateway.ledger().entries), turns: run.record.usage.turns };
  });
  return gateway;
}

async function openEgress(
  run: RunContext,
  domains: readonly string[],
  socketPath: string,
): Promise<string | null> {
  if (domains.length === 0) return null;
  const { proxy } = run.runner;
  const decisions = createDecisionLog({ append: run.journal.append, say: run.log.info });
  const egress = await startEgressProxy({
    socketPath,
    allowedDomains: domains,
    runnerProxy: proxy['HTTPS_PROXY'] ?? proxy['https_proxy'] ?? '',
    onDecision: decisions.note,
  });
  run.atEnd(async () => {
    await egress.close();
    decisions.end();
  });
  return socketPath;
}
