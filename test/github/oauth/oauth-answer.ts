export type OAuthAnswer = Readonly<Record<string, string | number>>;

export function oauthError(error: string, description: string, more: OAuthAnswer = {}): OAuthAnswer {
  const error_uri = `https://docs.github.com/apps/oauth-apps#${error.replaceAll('_', '-')}`;
  return { error, error_description: description, error_uri, ...more };
}

export function tokenAnswer(token: string, scopes: readonly string[]): OAuthAnswer {
  return { access_token: token, token_type: 'bearer', scope: scopes.join(',') };
}
