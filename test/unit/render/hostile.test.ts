import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endingSection } from '../../../action/render/ending-section.ts';
import { inlineComment, resolvedComment } from '../../../action/render/inline-comment.ts';
import { modelMarkdown } from '../../../action/render/markdown.ts';
import { reviewSection } from '../../../action/render/review-section.ts';
import { fitting, type Room } from '../../../action/render/room.ts';
import type { ShownFinding } from '../../../action/render/shown-finding.ts';
import { renderSummary } from '../../../action/render/summary.ts';
import { textSection } from '../../../action/render/text-section.ts';
import { titleMarkdown } from '../../../action/render/title.ts';
import type { Review } from '../../../contract/review.ts';
import { finding } from '../finding/samples.ts';
import { dangersOf, hostileTexts, layoutOf } from './hostile.ts';
import { page, facts as sampleFacts } from './samples.ts';

const tablePage = { ...page, pullRequest: 12, headSha: sampleFacts.headSha };
const suggestion = 'const a = 1;\n';

/** Every page we publish, with one text in every place that somebody else fills. */
async function pagesOf(text: string): Promise<Readonly<Record<string, string>>> {
  const facts = {
    ...sampleFacts,
    model: text,
    claudeVersion: text,
    notReviewed: [{ path: text, why: text }],
    warnings: [text],
    usage: { ...sampleFacts.usage, models: [text, text].map((model) => ({ ...model_, model })) },
  };
  const found = finding({ path: text, title: text, explanation: text, suggestion });
  const review: Review = { summary: text, checked: [text], findings: [found] };
  const shown: readonly ShownFinding[] = (['new', 'standing', 'absent', 'elsewhere'] as const).map(
    (status) => ({
      ...found,
      id: '0123456789ab',
      status,
      commentUrl: status === 'standing' ? 'https://github.com/acme/widgets/pull/12#discussion_r1' : null,
      unplaced: text,
    }),
  );
  const failed = {
    conclusion: 'failure',
    failureClass: 'cli_crashed',
    message: text,
    remedy: text,
    lastText: text,
  } as const;
  const view = { page: tablePage, facts, standing: shown };
  const all = async (render: (room: Room) => string) => fitting(1e6, render);
  return {
    inline: inlineComment(found, 'applicable'),
    elsewhere: inlineComment(found, 'elsewhere'),
    resolved: resolvedComment(page, {
      visible: inlineComment(found, 'none'),
      title: text,
      sha: facts.headSha,
    }),
    review: await all((room) =>
      reviewSection(
        {
          ...view,
          movedTo: facts.headSha,
          summary: text,
          checked: [text],
          findings: shown,
          resolved: [
            { title: text, url: null },
            { title: text, url: 'https://github.com/acme/widgets/pull/12' },
          ],
          settled: 1,
        },
        room,
      ),
    ),
    ending: await all((room) => endingSection({ ...view, task: 'review', ending: failed }, room)),
    endingOfLines: await all((room) =>
      endingSection({ ...view, task: 'review', ending: { ...failed, message: `It said:\n${text}` } }, room),
    ),
    text: await all((room) => textSection({ ...view, text, fault: text }, room)),
    summary: renderSummary({ kind: 'review', page, review, facts, stickyUrl: null, publishFault: text }),
    endingSummary: renderSummary({ kind: 'ending', page, task: 'review', ending: failed, facts }),
    skippedSummary: renderSummary({ kind: 'skipped', code: text, message: text }),
    textSummary: renderSummary({ kind: 'text', page, text, fault: text, facts }),
  };
}

const model_ = { costMicroUsd: 1, tokens: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 } };

async function dangersIn(text: string): Promise<readonly string[]> {
  const [pages, ordinary] = await Promise.all([pagesOf(text), pagesOf('Text.')]);
  return Object.entries(pages).flatMap(([name, markdown]) => {
    const isLaidOut = layoutOf(markdown).join(' ') === layoutOf(ordinary[name] ?? '').join(' ');
    const dangers = [...dangersOf(markdown, suggestion), ...(isLaidOut ? [] : ['another layout'])];
    return dangers.map((danger) => `${name}: ${danger}`);
  });
}

test.each(hostileTexts.map((text) => [text]))('no page is harmed by %j', async (text) => {
  expect(await dangersIn(text)).toEqual([]);
});

test('no page is harmed by hostile texts within each other', async () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.constantFrom('\n', '\n\n', '    ', '> ', '- ', '`', '**', '[', '](', ')', '<', '\\', '|', 'a '),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 2, maxLength: 5 }), async (parts) => {
      fc.pre(parts.join('').trim() !== '');
      expect(await dangersIn(parts.join(''))).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 30_000);

test('the check finds each of them in a text that is published as it is', () => {
  const unseen = hostileTexts.filter((text) => dangersOf(text).length + layoutOf(text).length === 0);
  expect(unseen.filter((text) => !elsewhereOnly.some((one) => text.includes(one)))).toEqual([]);
});

/** Bad only in a table or a title, where something follows, or because of their depth. */
const elsewhereOnly = ['let open', '~~~~', 'a | b', '- /approve', 'deep', '\u034f', '&lt;img', 'lone'];

test('a text made safe is as safe when it is made safe again', () => {
  for (const text of hostileTexts) {
    const once = modelMarkdown(text);
    expect(dangersOf(modelMarkdown(once))).toEqual([]);
    expect(dangersOf(titleMarkdown(titleMarkdown(text)))).toEqual([]);
  }
});
