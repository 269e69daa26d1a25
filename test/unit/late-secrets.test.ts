import { expect, it } from 'vitest';
import { withLateSecrets } from '../../action/late-secrets.ts';
import { createRedactor } from '../../contract/redact/redactor.ts';

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJvcmciOjEsInN1YiI6IjQ3MTEifQ.${'s'.repeat(43)}`;

it('hides a secret that came late from log, journal and report, in its encodings too', () => {
  const opaque = 'run-token-0123456789-abcdef';
  let written = '';
  const { redact, hide } = withLateSecrets(createRedactor({ secrets: [], patterns: true }), (text) => {
    written += text;
  });
  expect(redact(`a ${opaque}`)).toContain(opaque);
  for (const secret of [opaque, jwt]) hide(secret);
  expect(written).toBe(`::add-mask::${opaque}\n::add-mask::${jwt}\n`);
  for (const secret of [opaque, jwt]) {
    expect(redact(`a ${secret} b`)).not.toContain(secret);
    expect(JSON.parse(redact(JSON.stringify({ a: `x\n${secret}` }))).a).not.toContain(secret);
  }
  expect(redact(Buffer.from(opaque).toString('base64'))).toContain('[redacted');
});

it('still hides those known from the start', () => {
  const { redact, hide } = withLateSecrets(
    createRedactor({ secrets: ['known-from-the-start-1'], patterns: true }),
    () => undefined,
  );
  hide('late-secret-0123456789');
  expect(redact('known-from-the-start-1 late-secret-0123456789')).not.toMatch(/known-from|late-secret/);
});
