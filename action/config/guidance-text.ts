import type { CollectedGuidance, GuidanceLeftOut } from './guidance-files.ts';

/**
 * What of a repository's guidance goes into every prompt: some 12,000 tokens, paid for in each run. Claude Code itself warns
 * of a CLAUDE.md beyond this size.
 */
const guidanceChars = 40_000;

export interface GuidanceText {
  /** Empty where there is none. */
  readonly text: string;
  readonly paths: readonly string[];
  /** What was not read at all, and why. */
  readonly leftOut: readonly GuidanceLeftOut[];
  /** What was too long, whole or in part. */
  readonly cut: readonly GuidanceLeftOut[];
}

/** Puts files of guidance into one text that says which part is from where. What does not fit is cut at a line and named. */
export function guidanceText(
  { files, leftOut }: CollectedGuidance,
  mostChars: number = guidanceChars,
): GuidanceText {
  const parts: string[] = [];
  const paths: string[] = [];
  const cut: GuidanceLeftOut[] = [];
  let room = mostChars;
  for (const { path, text } of files) {
    const whole = text.trim();
    if (whole === '') continue;
    const kept = whole.length <= room ? whole : cutAtLine(whole, room);
    room -= kept.length;
    if (kept.length < whole.length) {
      const lost = whole.length - kept.length;
      cut.push({
        path,
        why: `${lost} of its ${whole.length} characters are beyond the limit of ${mostChars}`,
      });
      // Nothing after it either: a rule must not be overruled by a detail that happened to fit.
      room = 0;
    }
    if (kept === '') continue;
    const name = JSON.stringify(path);
    const end = kept === whole ? '' : '\n[the rest is left out: too long]';
    parts.push(`--- ${name} ---\n${kept}${end}\n--- end of ${name} ---`);
    paths.push(path);
  }
  return { text: parts.join('\n\n'), paths, leftOut, cut };
}

function cutAtLine(text: string, mostChars: number): string {
  const end = text.lastIndexOf('\n', mostChars);
  return end <= 0 ? '' : text.slice(0, end).trimEnd();
}
