import type { Review } from '../../contract/review.ts';
import { readContained } from '../context/contained-path.ts';
import type { PullRequestContext } from '../context/pull-request.ts';
import type { Selection } from '../context/select-files.ts';
import { PublishError } from '../publish/publish-error.ts';
import type { RunContext } from './context.ts';
import { type Ending, failure } from './ending.ts';
import { factsOf } from './facts.ts';

export interface ReviewToPublish {
  readonly review: Review;
  readonly context: PullRequestContext;
  readonly selection: Selection;
}

/** Posts a review that is already on the disk. A run that could not post is not a success. */
export async function publishReview(
  run: RunContext,
  { review, context, selection }: ReviewToPublish,
): Promise<Ending> {
  if (run.publisher === null) return { kind: 'success' };
  try {
    const published = await run.publisher.publishReview({
      review,
      files: context.files,
      reviewedPaths: new Set(selection.sent.map(({ path }) => path)),
      readLine: await lineReader(context.tree, review),
      facts: factsOf(run),
    });
    run.journal.append('action.published', published);
    if (published.kind === 'superseded') {
      return {
        kind: 'skipped',
        code: 'superseded',
        message: `A newer review of this pull request is already published (${published.by}); this one is in the job summary.`,
      };
    }
    run.record.findings = { ...run.record.findings, new: published.new, resolved: published.resolved };
    run.record.stickyUrl = published.stickyUrl;
    run.record.warnings.push(...published.warnings);
    return { kind: 'success' };
  } catch (error) {
    return publishFailure(run, error);
  }
}

function publishFailure(run: RunContext, error: unknown): Ending {
  if (!(error instanceof PublishError)) throw error;
  run.journal.append('action.publish_failed', { message: error.message });
  return failure('publish_failed', error.message, error.remedy);
}

/** No reviewed file is larger; one that is has no lines to show. */
const largestFileBytes = 20 * 1024 * 1024;

/** The lines of the files that findings name, read once. A path that leaves the tree reads as nothing. */
async function lineReader(
  tree: string,
  review: Review,
): Promise<(path: string, line: number) => string | null> {
  const paths = [...new Set(review.findings.map(({ path }) => path))];
  const files = new Map<string, readonly string[]>();
  await Promise.all(
    paths.map(async (path) => {
      const bytes = await readContained({ root: tree, path, maxBytes: largestFileBytes });
      if (bytes !== null) files.set(path, bytes.toString('utf8').split('\n'));
    }),
  );
  return (path, line) => files.get(path)?.[line - 1] ?? null;
}
