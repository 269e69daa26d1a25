import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { EgressDecision } from '../../../action/egress/decide.ts';
import { startEgressProxy } from '../../../action/egress/egress-proxy.ts';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';
import { createLab } from './lab.ts';

afterAll(removeTempFolders);

async function origin(text: string): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

const get = (authority: string, way: string): string => `
  const request = require('http').request({ ${way}, method: 'CONNECT', path: '${authority}', headers: { host: '${authority}' } });
  request.on('connect', (response, socket) => {
    console.log(response.statusCode);
    socket.on('data', (data) => process.stdout.write(String(data)));
    if (response.statusCode === 200) socket.end('GET / HTTP/1.0\\r\\n\\r\\n');
  });
  request.on('error', (error) => console.log(error.code));
  request.end();`;

it.skipIf(!canSandbox)('leads to the gateway and to allowed hosts, and nowhere else', async () => {
  const [gateway, allowed] = await Promise.all([origin('from the gateway'), origin('from the allowed host')]);
  const decisions: EgressDecision[] = [];
  const egressSocket = join(await tempFolder('egress'), 'egress.sock');
  const proxy = await startEgressProxy({
    socketPath: egressSocket,
    allowedDomains: [`allowed.test:${allowed.port}`],
    runnerProxy: '',
    onDecision: (decision) => decisions.push(decision),
    deps: { lookup: async () => ['127.0.0.1'], isAddressAllowed: () => true },
  });
  const way = 'host: "127.0.0.1", port: Number(new URL(process.env.HTTPS_PROXY).port)';
  const script = [
    `node -e "fetch(process.env.ANTHROPIC_BASE_URL).then((r) => r.text()).then(console.log)"`,
    `node -e '${get(`allowed.test:${allowed.port}`, way).replaceAll("'", '"')}'`,
    `node -e '${get(`other.test:${allowed.port}`, way).replaceAll("'", '"')}'`,
  ].join('\n');
  const lab = await createLab({ claude: { script }, gatewayPort: gateway.port, egressSocket });
  const { stdout, stderr } = await lab.run();
  expect(stderr).toBe('');
  expect(stdout).toContain('from the gateway');
  expect(stdout).toContain('from the allowed host');
  expect(stdout).toContain('403');
  expect(decisions.map(({ host, allowed: yes }) => [host, yes])).toEqual([
    ['allowed.test', true],
    ['other.test', false],
  ]);
  await Promise.all([lab.close(), proxy.close()]);
  gateway.close();
  allowed.close();
});

it.skipIf(!canSandbox)('has no proxy at all where no domain is allowed', async () => {
  const lab = await createLab({
    claude: { script: 'env | grep -i proxy; ls /sandbox; (exec 3<>/dev/tcp/127.0.0.1/8702) || echo closed' },
  });
  const { stdout } = await lab.run({ env: { HTTPS_PROXY: 'http://proxy.corp:3128' } });
  expect(stdout).toBe('bin\ngateway.sock\ninit.mjs\nclosed\n');
  await lab.close();
});

it.skipIf(!canSandbox)('ends a connection where the gateway is gone, and the run goes on', async () => {
  const lab = await createLab({ claude: { script: 'exec 3<>/dev/tcp/127.0.0.1/8701; cat <&3; echo after' } });
  expect(await lab.run()).toMatchObject({ code: 0, stdout: 'after\n' });
  await lab.close();
});
