/** A secret by its looks. Where only a part of the match is secret, that part is the group `secret`. */
export interface TokenRule {
  readonly name: string;
  /** Begins every match; fixed in length, so that looking for it takes no longer the more often it occurs. */
  readonly anchor: RegExp;
  readonly pattern: RegExp;
}

/**
 * What the library has no rule for, or one that is too narrow: tokens longer or newer than it knows, passwords with other
 * characters, keys without a header. Repetitions are bounded and follow something that occurs once in a token.
 */
export const tokenRules: readonly TokenRule[] = [
  { name: 'anthropic', anchor: /sk-ant-/, pattern: /sk-ant-[a-z]{2,8}\d\d-[\w-]{16,512}/dg },
  {
    name: 'openai',
    anchor: /sk-(?:proj|svcacct|admin)-/,
    pattern: /sk-(?:proj|svcacct|admin)-[\w-]{32,512}/dg,
  },
  { name: 'github', anchor: /gh[opusr]_/, pattern: /gh[opusr]_\w{36,512}(?:\.[\w-]{1,8000}){0,2}/dg },
  { name: 'github', anchor: /github_pat_/, pattern: /github_pat_\w{36,512}/dg },
  {
    name: 'coordinator',
    anchor: /co_/,
    pattern: /(?<![A-Za-z0-9_])co_[A-Za-z0-9]{32,256}(?![A-Za-z0-9_])/dg,
  },
  { name: 'aws', anchor: /A(?:KIA|SIA)[A-Z0-9]{16}/, pattern: /A(?:KIA|SIA)[A-Z0-9]{16}/dg },
  {
    name: 'aws',
    anchor: /(?:SECRET|[sS]ecret)[_-]?(?:ACCESS|[aA]ccess)[_-]?(?:KEY|[kK]ey)/,
    pattern:
      /(?:SECRET|[sS]ecret)[_-]?(?:ACCESS|[aA]ccess)[_-]?(?:KEY|[kK]ey)["'\s\\:=>]{1,12}(?<secret>[\w+/=]{40})(?![\w+/])/dg,
  },
  {
    name: 'jwt',
    anchor: /eyJ[\w-]{5}/,
    pattern: /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,12000}\.[\w-]{0,2000}/dg,
  },
  { name: 'google', anchor: /AIza/, pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/dg },
  {
    name: 'google',
    anchor: /ya29\.|GOCSPX-/,
    pattern: /(?<!\w)(?:ya29\.[\w-]{30,512}|GOCSPX-[\w-]{20,64})/dg,
  },
  { name: 'stripe', anchor: /whsec_/, pattern: /(?<!\w)whsec_[\w+/=]{24,128}/dg },
  {
    name: 'gitlab',
    anchor: /gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-/,
    pattern:
      /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,256}(?:\.[\w-]{2,64}){0,3}/dg,
  },
  { name: 'slack', anchor: /xox[a-z][.-]/, pattern: /(?<!\w)xox[a-z](?:\.xox[a-z])?-[\w-]{10,256}/dg },
  { name: 'pypi', anchor: /pypi-AgE/, pattern: /pypi-AgE[\w-]{50,512}/dg },
  { name: 'digitalocean', anchor: /do[opr]_v1_/, pattern: /do[opr]_v1_[a-f0-9]{64}/dg },
  { name: 'azure', anchor: /AccountKey=/, pattern: /AccountKey=(?<secret>[\w+/=]{60,100})/dg },
  {
    name: 'npm',
    anchor: /_(?:authToken|auth|password)[ =]/,
    pattern: /(?<![A-Za-z0-9])_(?:authToken|auth|password) ?= ?["']?(?<secret>[^\s"'\\$<>[\]]{8,512})/dg,
  },
  {
    name: 'authorization',
    anchor: /(?:AUTHORIZATION|[aA]uthorization)["':=\\ ]/,
    pattern:
      /(?:AUTHORIZATION|[aA]uthorization)["'\\]{0,3}[:=]["'\\ ]{0,4}(?:[bB]earer|[bB]asic|BASIC|BEARER|[tT]oken) {1,2}(?<secret>[\w.~+/=-]{16,8000})/dg,
  },
  {
    name: 'url-password',
    anchor: /:\/\/[^\s/?#"'<>@]{3,300}@/,
    pattern:
      /:\/\/(?![^\s/?#"'<>@:]{0,100}:(?:\*+|x{3,}|pass(?:word|wd)?|secret|x-oauth-basic)?@)(?!(?<user>[^\s/?#"'<>@:]{1,100}):\k<user>@)(?:[^\s/?#"'<>@:]{0,100}:(?<secret>[^\s/?#"'<>@${}[\]*]{3,256})|(?<alone>[\w.~-]{20,256}(?::x-oauth-basic)?))@(?=[\w[])/dg,
  },
];
