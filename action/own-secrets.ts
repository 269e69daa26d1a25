interface Credentials {
  readonly anthropicApiKey: string;
  readonly claudeCodeOauthToken: string;
  readonly anthropicBaseUrl: string;
  readonly githubToken: string;
  readonly coordinatorToken: string;
}

/**
 * The secrets that this job holds, each once: credentials, the runner's tokens, the password of the API's address. The runner is
 * told no other forms of them: it masks what it derives itself (base64, JSON, URL, shell, XML, single lines).
 */
export function ownSecrets(
  inputs: Credentials,
  runner: { readonly secrets: readonly string[] },
): readonly string[] {
  const all = [
    inputs.anthropicApiKey,
    inputs.claudeCodeOauthToken,
    inputs.githubToken,
    inputs.coordinatorToken,
    URL.parse(inputs.anthropicBaseUrl)?.password ?? '',
    ...runner.secrets,
  ];
  return [...new Set(all)].filter((secret) => secret !== '');
}
