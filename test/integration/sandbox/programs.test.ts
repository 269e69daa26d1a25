import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fakeClaude } from '../../helpers/fake-claude.ts';
import { canSandbox } from '../../helpers/machine.ts';
import { removeTempFolders, tempFolder } from '../../helpers/run-action.ts';
import { createLab } from './lab.ts';

afterAll(removeTempFolders);

it.skipIf(!canSandbox)('runs a script that names Node by its path outside', async () => {
  const path = await fakeClaude('init(); result({ result: prompt });');
  const lab = await createLab({ claude: { path } });
  const end = await lab.run({ args: ['-p', '--session-id', 'x'], input: 'the prompt' });
  expect(end).toMatchObject({ code: 0, stdout: expect.stringContaining('"result":"the prompt"') });
  await lab.close();
});

it.skipIf(!canSandbox)(
  'runs a script of an npm package, with the packages of its scope, through a link and with blanks in its path',
  async () => {
    const folder = await tempFolder('npm');
    const scope = join(folder, 'a prefix', 'node_modules', '@vendor');
    await mkdir(join(scope, 'claude'), { recursive: true });
    await mkdir(join(scope, 'claude-linux'));
    await writeFile(join(scope, 'claude-linux', 'say.cjs'), 'console.log("from the sibling");');
    await writeFile(
      join(scope, 'claude', 'cli.js'),
      '#!/usr/bin/env node\nrequire("../claude-linux/say.cjs");',
      { mode: 0o755 },
    );
    await symlink(join(scope, 'claude', 'cli.js'), join(folder, 'claude'));
    await writeFile(join(folder, 'secret.txt'), 'beside it');
    const lab = await createLab({ claude: { path: join(folder, 'claude') } });
    expect(await lab.run()).toMatchObject({ code: 0, stdout: 'from the sibling\n', stderr: '' });
    await lab.close();
  },
);

it.skipIf(!canSandbox)('shows nothing of the folder that Claude lies in', async () => {
  const folder = await tempFolder('neighbours');
  await writeFile(join(folder, 'secret.txt'), 'beside it');
  await writeFile(join(folder, 'claude'), `#!/bin/sh\nls ${folder} /sandbox/bin; cat ${folder}/secret.txt`, {
    mode: 0o755,
  });
  const lab = await createLab({ claude: { path: join(folder, 'claude') } });
  const { stdout } = await lab.run();
  expect(stdout).toContain('claude');
  expect(stdout).not.toContain('secret');
  expect(stdout).not.toContain('beside it');
  await lab.close();
});

it.skipIf(!canSandbox)(
  'shows the tool cache to the write tier, its programs in PATH, and hides the runner below it',
  async () => {
    const cache = await tempFolder('toolcache');
    await mkdir(join(cache, 'bin'));
    await writeFile(join(cache, 'bin', 'cached-tool'), '#!/bin/sh\necho from the cache', { mode: 0o755 });
    const script = 'cached-tool';
    const options = {
      toolCacheDir: cache,
      pathVariable: `${join(cache, 'bin')}:/usr/bin`,
      claude: { script },
    };
    const write = await createLab({ ...options, tier: 'write' });
    expect(await write.run()).toMatchObject({ code: 0, stdout: 'from the cache\n' });
    const read = await createLab({ ...options, tier: 'read' });
    expect(await read.run()).toMatchObject({ code: 127 });
    await Promise.all([write.close(), read.close()]);
  },
);

it.skipIf(!canSandbox)('gives programs the certificates that the job names, wherever they lie', async () => {
  const folder = await tempFolder('certificates');
  await writeFile(join(folder, 'ca.pem.new'), 'a certificate\n');
  await rename(join(folder, 'ca.pem.new'), join(folder, 'ca.pem'));
  const passOn = {
    PATH: '/usr/bin',
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    SSL_CERT_FILE: '/nonexistent.pem',
  };
  const script = 'cat "$NODE_EXTRA_CA_CERTS"; echo "[$SSL_CERT_FILE]"';
  const lab = await createLab({ claude: { script }, passOn });
  expect(await lab.run({ env: passOn })).toMatchObject({ stdout: 'a certificate\n[]\n' });
  await lab.close();
});

it.skipIf(!canSandbox)(
  'gives Claude the file of a cloud’s credentials where the job says so, and only then',
  async () => {
    const folder = await tempFolder('cloud');
    await writeFile(join(folder, 'credentials.json'), 'the credentials\n');
    const env = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, 'credentials.json') };
    const claude = { script: 'cat "$GOOGLE_APPLICATION_CREDENTIALS"' };
    const given = await createLab({ claude, credentialFile: env.GOOGLE_APPLICATION_CREDENTIALS });
    expect(await given.run({ env })).toMatchObject({ stdout: 'the credentials\n' });
    const kept = await createLab({ claude });
    expect(await kept.run({ env })).toMatchObject({ stdout: '' });
    await Promise.all([given.close(), kept.close()]);
  },
);
