/** What a file is to a reviewer, read off its path alone. */
export type FileKind = 'source' | 'workflow' | 'config' | 'test' | 'docs' | 'other' | 'lock' | 'generated';

const lockFiles = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'Gemfile.lock',
  'composer.lock',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile.lock',
  'go.sum',
  'go.work.sum',
  'flake.lock',
  'mix.lock',
  'pubspec.lock',
  'Podfile.lock',
  'packages.lock.json',
  'gradle.lockfile',
  '.terraform.lock.hcl',
]);

const rules: readonly (readonly [FileKind, RegExp])[] = [
  ['generated', /(^|\/)(dist|vendor|third_party|node_modules|__generated__|generated)\//],
  [
    'generated',
    /\.(min\.(js|css|mjs)|map|snap|pb\.go|pb\.cc|pb\.h|g\.dart|designer\.cs)$|_pb2?\.(py|js|ts)$|_pb\.d\.ts$|\.generated\.\w+$/i,
  ],
  ['workflow', /^\.github\/(workflows|actions)\/|(^|\/)(Dockerfile|Jenkinsfile|\.gitlab-ci\.yml)$/],
  [
    'test',
    /(^|\/)(tests?|__tests__|spec|e2e|fixtures)\/|[._-](test|spec)\.\w+$|(^|\/)test_[^/]+\.py$|_test\.go$/i,
  ],
  ['docs', /\.(md|mdx|rst|adoc|txt)$|(^|\/)(docs|doc)\//i],
  [
    'source',
    /\.([cm]?[jt]sx?|py|rb|go|rs|java|kt|kts|scala|swift|c|cc|cpp|cxx|h|hpp|m|mm|cs|fs|php|pl|pm|lua|ex|exs|erl|hs|clj|dart|sol|sh|bash|zsh|ps1|sql|vue|svelte|astro|graphql|proto|tf|zig|nim|r|jl|html|css|scss|less)$/i,
  ],
  [
    'config',
    /\.(json5?|jsonc|ya?ml|toml|ini|cfg|conf|env|properties|xml|gradle|lock)$|(^|\/)(Makefile|CMakeLists\.txt|Rakefile|Gemfile|Procfile)$|(^|\/)\.[^/]+$/i,
  ],
];

export function fileKind(path: string): FileKind {
  if (lockFiles.has(path.slice(path.lastIndexOf('/') + 1))) return 'lock';
  return rules.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}
