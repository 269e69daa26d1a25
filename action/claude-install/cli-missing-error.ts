/** No usable Claude Code. The message says what is wrong with which path or version, `remedy` what to do about it. */
export class CliMissingError extends Error {
  override readonly name = 'CliMissingError';
  readonly code = 'cli_missing';
  readonly remedy: string;
  constructor(message: string, remedy: string, options: { readonly cause?: unknown } = {}) {
    super(sentence(message), options);
    this.remedy = sentence(remedy);
  }
}

/** Both are shown one after the other. */
function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

export const orInstallYourself = 'or install Claude Code in an earlier step and set `claude-path` to it';
export const installYourself = 'Install Claude Code in an earlier step and set `claude-path` to it';
