import { withAttempt } from '../gate/attempts.ts';
import { progressHeading, progressNote } from '../render/progress.ts';
import type { ShownFinding } from '../render/shown-finding.ts';
import type { SectionDraft } from './compose-draft.ts';
import type { PublisherOptions } from './publisher.ts';
import type { SectionState } from './section-state.ts';
import { shownStored } from './shown-findings.ts';
import { type Section, shortened } from './sticky-body.ts';

/** Work has begun; what the section showed stays below. */
export function announcement(options: PublisherOptions, own: Section | null, headSha: string): SectionDraft {
  const { runUrl, task } = options;
  const progress = { page: options, headSha, runUrl, task };
  const last = own?.content ?? '';
  const hasResult = last !== '';
  return {
    progress: hasResult ? progressNote(progress) : progressHeading(progress),
    state: { ...baseState(options, own), phase: 'running' },
    render: (most) => (own === null || last.length <= most ? last : shortened(own).content),
  };
}

/** What stands there already stays; where nothing does, work has begun. */
export function introduction(options: PublisherOptions, own: Section | null, headSha: string): SectionDraft {
  if (own?.state == null) return announcement(options, own, headSha);
  const { progress, state, content } = own;
  return {
    progress,
    state,
    render: (most) => (content.length <= most ? content : shortened(own).content),
  };
}

/** The run ended without a review; null where a review of this run, or a later run, has the section. */
export function ending(
  options: PublisherOptions,
  from: {
    readonly own: Section | null;
    readonly sinceMs: number;
    readonly render: (standing: readonly ShownFinding[], most: number) => string | Promise<string>;
  },
): SectionDraft | null {
  const { own } = from;
  const last = own?.state ?? null;
  const isOurs = last?.run === options.runId;
  if (last !== null && isOurs && last.phase === 'finished') return null;
  if (last !== null && !isOurs && last.atMs >= from.sinceMs) return null;
  const standing = shownStored(options, last?.findings ?? []);
  return {
    progress: '',
    state: { ...baseState(options, own), phase: 'ended' },
    render: (most) => from.render(standing, most),
  };
}

/** What is remembered stays remembered until a review says otherwise. */
function baseState(options: PublisherOptions, own: Section | null): Omit<SectionState, 'phase'> {
  const { label, runId: run, runUrl, clock } = options;
  const { reviewed = null, findings = [], attempts: earlier = [] } = own?.state ?? {};
  const atMs = clock();
  const attempts = withAttempt(earlier, { run, nowMs: atMs });
  return { v: 1, label, run, runUrl, atMs, reviewed, findings, attempts };
}
