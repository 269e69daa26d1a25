import type { CommitFile, CommitFiles } from '../context/commit-files.ts';
import type { Fault } from '../fault.ts';
import { type Config, defaultConfig } from './config.ts';
import { guidanceFiles } from './guidance-files.ts';
import { type GuidanceText, guidanceText } from './guidance-text.ts';
import { largestConfigBytes, type ParsedConfig } from './parsed-config.ts';

/** What the base commit says about how a run works: nothing of it can be changed by a pull request before it is merged. */
export interface BaseRules {
  readonly config: Config;
  readonly guidance: GuidanceText;
}

export type ReadRules =
  | ({ readonly kind: 'rules' } & BaseRules)
  | { readonly kind: 'broken'; readonly faults: readonly Fault[] };

export interface RulesToRead {
  readonly commit: CommitFiles;
  readonly configPath: string;
  /** Decide which nested CLAUDE.md belong to this run. */
  readonly changedPaths: readonly string[];
}

const noGuidance: GuidanceText = { text: '', paths: [], leftOut: [], cut: [] };

/** For a run whose base commit could not be had: every default is the stricter choice. */
export const noRules: ReadRules = { kind: 'rules', config: defaultConfig, guidance: noGuidance };

/** Reads configuration and guidance from one commit. Rejects with a GitError where the commit's objects are missing or false. */
export async function readRules({ commit, configPath, changedPaths }: RulesToRead): Promise<ReadRules> {
  const file = await commit.read(configPath, largestConfigBytes);
  const parsed =
    file.kind === 'text' ? await parse(file.text, configPath) : configWithoutText(file.kind, configPath);
  if (parsed.kind === 'broken') return parsed;
  const { config } = parsed;
  if (!config.guidance) return { kind: 'rules', config, guidance: noGuidance };
  return { kind: 'rules', config, guidance: guidanceText(await guidanceFiles(commit, changedPaths)) };
}

/** The YAML parser is loaded where there is something to parse: most repositories have no configuration. */
async function parse(text: string, path: string): Promise<ParsedConfig> {
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(text, path);
}

type NoText = Exclude<CommitFile['kind'], 'text'>;

function configWithoutText(kind: NoText, path: string): ParsedConfig {
  if (kind === 'absent') return { kind: 'config', config: defaultConfig };
  const fault = { input: path, value: '', problem: problems[kind], remedy: 'Put a plain text file there' };
  return { kind: 'broken', faults: [fault] };
}

const problems: Readonly<Record<Exclude<NoText, 'absent'>, string>> = {
  link: 'is a symbolic link, and links are not followed',
  folder: 'is a folder',
  submodule: 'is a submodule',
  'too-large': `is larger than ${largestConfigBytes / 1024} KB`,
  'not-text': 'is not UTF-8 text',
};
