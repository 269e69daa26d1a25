export const id = 296;
export const ids = [296];
export const modules = {

/***/ 24296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishReview: () => (/* binding */ publishReview)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/action/finding/diff-lines.js
var diff_lines = __webpack_require__(54248);
;// CONCATENATED MODULE: ./build/action/finding/anchor.js


/** Lines past this many add nothing to what an anchor identifies. */
const MOST_LINES = 50;
/**
 * What a finding points at, so that it is recognised after lines moved: a hash of the text of its lines without their
 * indentation. Empty where the text is unknown or blank.
 */
function anchorOf(finding, file, readLine) {
    const lines = (0,diff_lines/* diffLines */.P)(file?.hunks ?? [])[finding.side];
    const first = Math.min(finding.startLine ?? finding.line, finding.line);
    const last = Math.min(finding.line, first + MOST_LINES);
    const texts = [];
    for (let line = first; line <= last; line += 1) {
        const unchanged = () => (finding.side === 'RIGHT' ? readLine(finding.path, line) : null);
        const text = lines.get(line)?.text ?? unchanged();
        if (text === null)
            return '';
        texts.push(text.trim().replace(/\s+/g, ' '));
    }
    const joined = texts.filter((text) => text !== '').join('\n');
    return joined === '' ? '' : (0,external_node_crypto_.createHash)('sha256').update(joined).digest('hex').slice(0, 12);
}

;// CONCATENATED MODULE: ./build/action/finding/id.js

/**
 * The stable id of a finding: the same path, anchor and title give the same 12 hex digits on every run.
 * `repeat` counts findings that say the same about several places that read the same.
 */
function findingId(finding, anchor, repeat = 0) {
    const place = anchor === '' ? `line ${finding.side} ${finding.line}` : anchor;
    const parts = [finding.path, place, normalTitle(finding.title), ...(repeat === 0 ? [] : [String(repeat)])];
    return (0,external_node_crypto_.createHash)('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}
/** A title without what may differ between two wordings of one: case, spacing, punctuation, markup. */
function normalTitle(title) {
    const words = title
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    return words === '' ? title.trim() : words;
}

;// CONCATENATED MODULE: ./build/action/finding/identify.js


/**
 * Gives every finding its id. The same thing said twice about one place is one finding; said about several places that
 * read the same it stays several.
 */
function identify(findings, files, readLine) {
    const places = new Map();
    const identified = [];
    for (const finding of findings) {
        const anchor = anchorOf(finding, files.get(finding.path), readLine);
        const base = findingId(finding, anchor);
        const taken = places.get(base) ?? new Set();
        const place = `${finding.side} ${finding.line}`;
        if (taken.has(place))
            continue;
        identified.push({ id: findingId(finding, anchor, taken.size), anchor, finding });
        places.set(base, taken.add(place));
    }
    return identified;
}

;// CONCATENATED MODULE: ./build/action/finding/match.js

function followRenames(files) {
    const current = new Set(files.map(({ path }) => path));
    const moved = new Map(files.flatMap(({ status, path, previousPath }) => status === 'renamed' && previousPath !== undefined ? [[previousPath, path]] : []));
    return (path) => (current.has(path) ? path : (moved.get(path) ?? path));
}
/**
 * Pairs new findings with the earlier ones that they repeat, one to one. The surest sign goes first for all findings,
 * so that a weak likeness never takes an earlier finding from the one that truly repeats it.
 */
function matchFindings(found, earlier, follow) {
    const matches = new Map();
    const left = new Set(earlier);
    const samePath = (a, b) => a.path === b.path || a.path === follow(b.path);
    const signs = [
        (a, b) => a.knownId === b.id && samePath(a, b),
        (a, b) => a.id === b.id,
        (a, b) => a.anchor !== '' && a.anchor === b.anchor && a.category === b.category && samePath(a, b),
        (a, b) => samePath(a, b) && normalTitle(a.title) === normalTitle(b.title),
    ];
    for (const sign of signs) {
        for (const finding of found) {
            if (matches.has(finding))
                continue;
            const match = [...left].find((one) => sign(finding, one));
            if (match === undefined)
                continue;
            matches.set(finding, match);
            left.delete(match);
        }
    }
    return matches;
}

;// CONCATENATED MODULE: ./build/action/finding/reconcile.js

/**
 * Tells what is new, what stands and what is gone. A matched finding keeps its earlier id. Gone is only what was looked for
 * on a new commit and not found; reviewing the same commit twice takes nothing back. What other jobs reported is theirs.
 */
function reconcile(input) {
    const mine = input.earlier.filter(({ key, status, settledByReader }) => key === input.key && (status === 'open' || settledByReader === true));
    const theirs = new Map(input.earlier.flatMap((one) => (one.key !== input.key && one.status === 'open' ? [[one.id, one]] : [])));
    const follow = followRenames(input.files);
    const candidates = input.found.map(({ id, anchor, finding }) => ({
        id,
        anchor,
        path: finding.path,
        category: finding.category,
        title: finding.title,
        knownId: finding.knownId,
    }));
    const matches = matchFindings(candidates, mine, follow);
    const found = input.found.map((one, index) => {
        const candidate = candidates[index];
        const earlier = candidate === undefined ? undefined : matches.get(candidate);
        if (earlier !== undefined) {
            return { ...one, id: earlier.id, status: earlier.status === 'open' ? 'standing' : 'settled', earlier };
        }
        const other = theirs.get(one.id);
        return other === undefined
            ? { ...one, status: 'new', earlier: null }
            : { ...one, status: 'elsewhere', earlier: other };
    });
    const matched = new Set(matches.values());
    const missing = mine.filter((one) => one.status === 'open' && !matched.has(one));
    const current = new Set(input.files.map(({ path }) => path));
    const isGone = (one) => {
        const path = follow(one.path);
        const lastSeen = input.lastSha ?? one.reportedSha;
        return lastSeen !== input.headSha && (input.reviewedPaths.has(path) || !current.has(path));
    };
    return { found, absent: missing.filter((one) => !isGone(one)), gone: missing.filter(isGone) };
}

// EXTERNAL MODULE: ./build/action/publish/earlier-findings.js
var earlier_findings = __webpack_require__(47750);
// EXTERNAL MODULE: ./build/action/publish/merged-sections.js
var merged_sections = __webpack_require__(7828);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/action/context/api-diff.js
var api_diff = __webpack_require__(37879);
// EXTERNAL MODULE: ./build/action/finding/position.js
var position = __webpack_require__(59570);
// EXTERNAL MODULE: ./build/action/github/refusal.js
var refusal = __webpack_require__(26483);
// EXTERNAL MODULE: ./build/action/render/figures.js
var figures = __webpack_require__(40113);
// EXTERNAL MODULE: ./build/action/render/badge.js
var badge = __webpack_require__(44967);
// EXTERNAL MODULE: ./build/action/render/code.js
var code = __webpack_require__(59971);
// EXTERNAL MODULE: ./build/action/render/details.js
var details = __webpack_require__(17534);
// EXTERNAL MODULE: ./build/action/render/links.js
var links = __webpack_require__(66337);
// EXTERNAL MODULE: ./build/action/render/markdown.js + 1 modules
var markdown = __webpack_require__(50186);
// EXTERNAL MODULE: ./build/action/render/title.js
var title = __webpack_require__(71066);
// EXTERNAL MODULE: ./build/action/render/unplaced-findings.js
var unplaced_findings = __webpack_require__(34767);
;// CONCATENATED MODULE: ./build/action/render/inline-comment.js







/** The visible part of a comment on the diff. */
function inlineComment(finding, suggestion) {
    return (0,details/* blocks */.B)(`**${(0,badge/* severityBadge */.J)(finding.severity)} · ${(0,title/* titleMarkdown */.kn)(finding.title)}**`, (0,markdown/* modelMarkdown */.$)(finding.explanation), suggestionBlock(finding, suggestion), `<sub>${finding.category} · confidence ${Math.round(finding.confidence * 100)}%</sub>`);
}
/** The same comment once its finding is gone. */
function resolvedComment(page, old) {
    const head = `✅ **Resolved in** ${(0,links/* commitLink */.wn)(page, old.sha)}`;
    return (0,details/* blocks */.B)(head, (0,details/* details */.z)((0,title/* titleHtml */.sB)(old.title), old.visible));
}
function suggestionBlock(finding, use) {
    switch (use) {
        case 'applicable':
            return (0,code/* fence */.EU)(finding.suggestion ?? '', 'suggestion');
        case 'elsewhere':
            return (0,unplaced_findings/* suggestedCode */.D9)(finding);
        case 'none':
            return '';
        default:
            return use;
    }
}

// EXTERNAL MODULE: ./build/action/publish/marker.js
var publish_marker = __webpack_require__(57969);
// EXTERNAL MODULE: ./build/action/github/identity.js
var identity = __webpack_require__(77661);
// EXTERNAL MODULE: ./build/action/github/pages.js
var pages = __webpack_require__(81775);
// EXTERNAL MODULE: ./build/action/publish/create-once.js
var create_once = __webpack_require__(74253);
;// CONCATENATED MODULE: ./build/action/publish/post-review.js





/** Posts one review with all comments, once, and never as an approval. */
async function postReview(post) {
    const { client, me } = post;
    const { owner, repo, pullRequest } = post.ref;
    const on = { owner, repo, pull_number: pullRequest };
    const marker = (0,publish_marker/* reviewMarker */.vU)(post.key, post.runId, digestOf(post));
    const review = await (0,create_once/* createOnce */.U)(post.waiting, {
        what: 'the review',
        create: async () => {
            const { commitId: commit_id, comments } = post;
            const body = `${post.body}\n\n${marker}`;
            const answer = await client.pulls.createReview({
                ...on,
                commit_id,
                event: 'COMMENT',
                body,
                comments: [...comments],
            });
            return answer.data;
        },
        find: async () => {
            const reviews = await (0,pages/* allPages */.S)(async (page) => client.pulls.listReviews({ ...on, ...page }));
            return reviews.find((one) => isOurs(one.user, me) && one.body.trimEnd().endsWith(marker)) ?? null;
        },
    });
    const comments = await (0,pages/* allPages */.S)(async (page) => client.pulls.listCommentsForReview({ ...on, review_id: review.id, ...page }), post.comments.length);
    const byFinding = comments.flatMap(({ id, html_url: url, body }) => {
        const read = (0,publish_marker/* readFindingMark */.nK)(body);
        return read === null ? [] : [[read.mark.id, { id, url }]];
    });
    return { url: review.html_url, comments: new Map(byFinding) };
}
/** Nobody else can know what this run was about to post, so that where we do not know our name the marker will do. */
function isOurs(user, me) {
    return me.isGuess === true || (0,identity/* isBy */._)(user, me);
}
function digestOf({ commitId, comments }) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([commitId, comments]))
        .digest('hex')
        .slice(0, 12);
}

;// CONCATENATED MODULE: ./build/action/publish/post-findings.js









/**
 * Posts what is new in one review. Where GitHub refuses it, because the commit is gone or it sees the diff otherwise, the
 * places are checked against GitHub's own diff and what still stands there is posted; the rest is told, never dropped.
 */
async function postFindings(input) {
    const first = placeAll(input.findings, input.files);
    if (first.placed.length === 0)
        return { review: null, unplaced: first.unplaced, warnings: [] };
    const attempt = await tryPost(input, first.placed, input.to.commitId);
    if (attempt.kind === 'posted')
        return { review: attempt.review, unplaced: first.unplaced, warnings: [] };
    const second = await placeOnGitHubsDiff(input, first.placed);
    const retried = second.placed.length === 0
        ? attempt
        : await tryPost({ ...input, files: second.files }, second.placed, second.headSha);
    const unplaced = new Map(first.unplaced);
    const posted = new Set(retried.kind === 'posted' ? second.placed.map(({ finding }) => finding.id) : []);
    for (const { finding } of first.placed) {
        if (!posted.has(finding.id))
            unplaced.set(finding.id, 'GitHub did not take a comment on this line');
    }
    const refused = first.placed.length - posted.size;
    const warning = `GitHub refused ${(0,figures/* plural */.LS)(refused, 'comment')} on the diff (${attempt.message})`;
    return {
        review: retried.kind === 'posted' ? retried.review : null,
        unplaced,
        warnings: refused === 0 ? [] : [warning],
    };
}
function placeAll(findings, files) {
    const placed = [];
    const unplaced = new Map();
    for (const finding of findings) {
        const placement = (0,position/* place */.i)(finding.finding, files.get(finding.finding.path));
        if (placement.kind === 'line')
            placed.push({ finding, placement });
        else
            unplaced.set(finding.id, placement.why);
    }
    return { placed, unplaced };
}
async function tryPost(input, placed, commitId) {
    const overview = input.stickyUrl === null ? '' : ` The overview is [in this comment](${input.stickyUrl}).`;
    try {
        const review = await postReview({
            ...input.to,
            commitId,
            body: `${(0,figures/* plural */.LS)(placed.length, 'finding')} on the lines below.${overview}`,
            comments: await diffComments(input, placed),
        });
        return { kind: 'posted', review };
    }
    catch (error) {
        const { status, message } = (0,refusal/* refusalOf */.Of)(error);
        if (status !== 422)
            throw error;
        input.to.waiting.log(`GitHub refused the review: ${message}`);
        return { kind: 'refused', message };
    }
}
async function diffComments(input, placed) {
    const comments = [];
    for (const one of placed) {
        comments.push(diffComment(input, one));
        // Signals and limits of time are heard between two renderings.
        await (0,promises_.setImmediate)();
    }
    return comments;
}
function diffComment(input, { finding, placement }) {
    const { id, anchor } = finding;
    const { path, severity, category, title } = finding.finding;
    const use = (0,position/* suggestionUse */.E)(finding.finding, placement, input.files.get(path));
    const mark = {
        v: 1,
        id,
        key: input.to.key,
        run: input.to.runId,
        anchor,
        severity,
        category,
        title,
        path,
    };
    const { side, line, startLine } = placement;
    return {
        path,
        body: (0,publish_marker/* withFindingMark */.F3)(inlineComment(finding.finding, use), mark),
        side,
        line,
        ...(startLine === undefined ? {} : { start_line: startLine, start_side: side }),
    };
}
/** Only where the same text stands on the same line today is the finding still about that line. */
async function placeOnGitHubsDiff({ to }, refused) {
    const { owner, repo, pullRequest: number } = to.ref;
    const [{ data: pull }, list] = await Promise.all([
        to.client.pulls.get({ owner, repo, pull_number: number }),
        (0,api_diff/* diffFromApi */.w)({ client: to.client, owner, repo, number, changedFiles: null }),
    ]);
    const files = new Map(list.map((file) => [file.path, file]));
    const sameText = refused.filter(({ finding }) => {
        const anchor = anchorOf(finding.finding, files.get(finding.finding.path), () => null);
        return anchor !== '' && anchor === finding.anchor;
    });
    const { placed } = placeAll(sameText.map(({ finding }) => finding), files);
    return { placed, files, headSha: pull.head.sha };
}

// EXTERNAL MODULE: ./build/action/github/review-threads.js
var review_threads = __webpack_require__(87983);
// EXTERNAL MODULE: ./build/action/publish/waiting.js
var waiting = __webpack_require__(72528);
;// CONCATENATED MODULE: ./build/action/publish/resolve-findings.js





/** Past this many, a second between two edits keeps us below GitHub's limit for changes. */
const UNHURRIED = 20;
/** What cannot be marked in this time stays open and is marked by the next run. */
const MOST_MS = 90_000;
/**
 * Marks findings that are gone: their thread is resolved where the token may, else the comment is edited to say so.
 * A finding without a comment is simply no longer listed.
 */
async function resolveFindings(input) {
    const comments = new Map(input.comments.map((comment) => [comment.id, comment]));
    const deadlineMs = input.clock() + MOST_MS;
    const resolved = [];
    const failed = [];
    let fault = '';
    let mayResolve = true;
    for (const [index, finding] of input.gone.entries()) {
        const comment = finding.commentId === undefined ? undefined : comments.get(finding.commentId);
        if (comment === undefined) {
            resolved.push(finding);
            continue;
        }
        if (input.clock() > deadlineMs) {
            failed.push(finding);
            fault = 'it would have taken too long';
            continue;
        }
        if (index >= UNHURRIED)
            await (0,waiting/* pause */.v)(input.waiting, 1000);
        const { thread } = comment;
        const isResolved = mayResolve && thread !== null && (await isMarked(input.client, thread));
        // Refused once, it will be refused again.
        if (thread !== null)
            mayResolve = isResolved;
        const error = isResolved ? null : await editedComment(input, comment);
        if (error === null)
            resolved.push(finding);
        else {
            failed.push(finding);
            fault = (0,refusal/* refusalOf */.Of)(error).message;
        }
    }
    return { resolved, failed, warnings: warningsOf(failed.length, fault) };
}
async function isMarked(client, thread) {
    try {
        await (0,review_threads/* resolveThread */.f)(client, thread.id);
        return true;
    }
    catch {
        return false;
    }
}
async function editedComment(input, comment) {
    const { owner, repo } = input.page;
    const { visible, mark } = comment;
    const text = resolvedComment(input.page, { visible, title: mark.title, sha: input.headSha });
    try {
        const body = (0,publish_marker/* withResolvedMark */.C0)(text, mark);
        await input.client.pulls.updateReviewComment({ owner, repo, comment_id: comment.id, body });
        return null;
    }
    catch (error) {
        // Somebody deleted it meanwhile.
        return (0,refusal/* statusOf */.c2)(error) === 404 ? null : error;
    }
}
function warningsOf(count, fault) {
    if (count === 0)
        return [];
    return [`${count} comments whose findings are gone could not be marked as resolved: ${fault}`];
}

// EXTERNAL MODULE: ./build/action/render/review-section.js
var review_section = __webpack_require__(93968);
// EXTERNAL MODULE: ./build/action/publish/fitting-in-turns.js + 1 modules
var fitting_in_turns = __webpack_require__(93785);
;// CONCATENATED MODULE: ./build/action/publish/review-draft.js



/** Our section with a finished review in it. */
function reviewDraft(flow, result) {
    const view = reviewView(flow, result);
    const state = reviewState(flow, result);
    return (own) => {
        // A later run of this job is already at work: its note stays on top of our result.
        const last = own?.state ?? null;
        const isLater = last?.phase === 'running' && last.run !== state.run && last.atMs >= flow.sinceMs;
        return {
            progress: isLater && own !== null ? own.progress : '',
            state,
            render: (most) => (0,fitting_in_turns/* fittingInTurns */.T)(most, (room) => (0,review_section/* reviewSection */.mM)(view, room), (room) => (0,unplaced_findings/* leastUnplacedLength */.ov)(view.findings, room)),
        };
    };
}
function reviewView({ options, input }, { shown, outcome, posted, resolved, currentSha }) {
    const { facts, review } = input;
    const warnings = [...facts.warnings, ...posted.warnings, ...resolved.warnings];
    return {
        page: { ...options, headSha: facts.headSha },
        movedTo: currentSha === facts.headSha ? null : currentSha,
        summary: review.summary,
        checked: review.checked,
        findings: shown.map(({ view }) => view),
        resolved: resolved.resolved.map(({ title, url = null }) => ({ title, url })),
        settled: outcome.found.filter(({ status }) => status === 'settled').length,
        facts: { ...facts, warnings },
    };
}
function reviewState({ options, input }, { shown }) {
    const { runId: run, runUrl, label, clock } = options;
    return {
        v: 1,
        label,
        run,
        runUrl,
        atMs: clock(),
        phase: 'finished',
        reviewed: { head: input.facts.headSha, run, url: runUrl },
        findings: shown.flatMap(({ stored }) => (stored === null ? [] : [stored])),
    };
}

// EXTERNAL MODULE: ./build/action/publish/shown-findings.js
var shown_findings = __webpack_require__(9065);
;// CONCATENATED MODULE: ./build/action/publish/publish-review.js








/** Posts what is new, marks what is gone, and rewrites our section of the sticky comment. */
async function publishReview(flow) {
    const { options, input } = flow;
    const before = await stateOfThings(flow);
    const newer = newerReview(before.own, options.runId, before.currentSha, input.facts.headSha);
    if (newer !== null)
        return { kind: 'superseded', by: newer };
    const files = new Map(input.files.map((file) => [file.path, file]));
    const outcome = reconcile({
        found: identify(input.review.findings, files, input.readLine),
        earlier: before.earlier,
        files: input.files,
        reviewedPaths: input.reviewedPaths,
        key: options.key,
        headSha: input.facts.headSha,
        lastSha: before.own?.state?.reviewed?.head ?? null,
    });
    const posted = await postNew(flow, { before, outcome, files });
    const { client, clock } = options;
    const { headSha } = input.facts;
    const { gone } = outcome;
    const { comments } = before;
    const resolved = await resolveFindings({
        client,
        page: options,
        headSha,
        gone,
        comments,
        clock,
        waiting: options,
    });
    const shown = (0,shown_findings/* shownFindings */.q)({ page: options, files, outcome, posted, resolved });
    const written = await flow.sticky.write({
        client,
        me: flow.me,
        verify: true,
        abandoned: options.abandoned,
        build: reviewDraft(flow, { shown, outcome, posted, resolved, currentSha: before.currentSha }),
    });
    const found = outcome.found.filter(({ status }) => status === 'new').length;
    return {
        kind: 'published',
        new: found,
        standing: shown.length - found,
        resolved: resolved.resolved.length,
        unplaced: posted.unplaced.size,
        stickyUrl: written.url ?? '',
        reviewUrl: posted.review?.url ?? null,
        warnings: [...posted.warnings, ...resolved.warnings],
    };
}
async function postNew({ options, me, input }, { before, outcome, files }) {
    const { client, key, runId } = options;
    const commitId = input.facts.headSha;
    return postFindings({
        to: { client, me, ref: options, waiting: options, key, runId, commitId },
        stickyUrl: before.stickyUrl,
        findings: outcome.found.filter(({ status }) => status === 'new'),
        files,
    });
}
async function stateOfThings({ options, sticky, me }) {
    const { client, owner, repo, pullRequest, commentCounts } = options;
    const [{ data: pull }, stickies, comments] = await Promise.all([
        client.pulls.get({ owner, repo, pull_number: pullRequest }),
        sticky.list(client, me),
        (0,earlier_findings/* listFindingComments */.q)(client, me, { owner, repo, pullRequest, expected: commentCounts?.review }),
    ]);
    const sections = (0,merged_sections/* mergedSections */.P)(stickies);
    return {
        own: sections.find(({ key }) => key === options.key) ?? null,
        currentSha: pull.head.sha,
        earlier: (0,earlier_findings/* earlierFindings */.D)(comments, sections, me),
        comments,
        stickyUrl: stickies[0]?.url ?? null,
    };
}
/** The run that already reviewed the pull request as it is now, when ours looked at an older commit. */
function newerReview(own, runId, currentSha, reviewedSha) {
    const reviewed = own?.state?.reviewed ?? null;
    if (reviewed === null || currentSha === reviewedSha)
        return null;
    return reviewed.head === currentSha && reviewed.run !== runId ? reviewed.url : null;
}


/***/ }),

/***/ 44967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ severityBadge),
/* harmony export */   n: () => (/* binding */ severityMark)
/* harmony export */ });
const marks = {
    critical: '🔴',
    high: '🟠',
    medium: '🟡',
    low: '🔵',
};
function severityMark(severity) {
    return marks[severity];
}
function severityBadge(severity) {
    return `${marks[severity]} ${severity[0]?.toUpperCase()}${severity.slice(1)}`;
}


/***/ }),

/***/ 95978:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ factsLine)
/* harmony export */ });
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40113);
/* harmony import */ var _links_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66337);
/* harmony import */ var _title_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71066);



/** The small print under every page: commit, model, turns, cost, tokens, time, and the way to the run. */
function factsLine(page, facts) {
    const { usage } = facts;
    const tokens = (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .tokenTotal */ .sR)(usage.tokens);
    const cached = usage.tokens.cacheRead;
    const parts = [
        ...(facts.headSha === '' ? [] : [(0,_links_js__WEBPACK_IMPORTED_MODULE_2__/* .commitLink */ .wn)(page, facts.headSha)]),
        ...(facts.model === null ? [] : [(0,_title_js__WEBPACK_IMPORTED_MODULE_0__/* .titleMarkdown */ .kn)(facts.model, 80)]),
        ...(usage.turns === 0 ? [] : [(0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(usage.turns, 'turn')]),
        (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .cost */ .y)(usage),
        ...(tokens === 0
            ? []
            : [`${(0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .shortCount */ .uS)(tokens)} tokens${cached === 0 ? '' : ` (${(0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .shortCount */ .uS)(cached)} cached)`}`]),
        (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(facts.durationMs),
        ...(facts.claudeVersion === null ? [] : [`Claude Code ${(0,_title_js__WEBPACK_IMPORTED_MODULE_0__/* .titleMarkdown */ .kn)(facts.claudeVersion, 40)}`]),
        `[run](${facts.runUrl})`,
    ];
    return `<sub>${parts.join(' · ')}</sub>`;
}


/***/ }),

/***/ 31637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ placeText),
/* harmony export */   f: () => (/* binding */ findingsTable)
/* harmony export */ });
/* harmony import */ var _badge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44967);
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(59971);
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17534);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40113);
/* harmony import */ var _links_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(66337);
/* harmony import */ var _title_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(71066);






/** Rows past this many are folded away: the gravest come first, and a page should stay readable. */
const UNFOLDED_ROWS = 25;
/** The findings, gravest first, each with a link to its comment or else to its line. */
function findingsTable(page, findings, room) {
    if (findings.length === 0)
        return '';
    const rows = findings.slice(0, room.rows).map((finding) => row(page, finding, room.titleLength));
    const left = findings.length - rows.length;
    const folded = rows.slice(UNFOLDED_ROWS);
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_2__/* .blocks */ .B)(table(rows.slice(0, UNFOLDED_ROWS)), folded.length === 0 ? '' : (0,_details_js__WEBPACK_IMPORTED_MODULE_2__/* .details */ .z)(`${(0,_figures_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(folded.length, 'more finding')}`, table(folded)), left === 0 ? '' : `…and ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(left, 'more finding')}, listed in the job summary.`);
}
/** Where a finding is, as a reader writes it: `file.ts:12-14`. */
function placeText({ path, startLine, line, }) {
    if (line === null)
        return path;
    return startLine !== undefined && startLine < line ? `${path}:${startLine}-${line}` : `${path}:${line}`;
}
/** The line itself; one that was removed has no page of its own. */
function placeUrl(page, finding) {
    if (finding.side === 'LEFT')
        return `${(0,_links_js__WEBPACK_IMPORTED_MODULE_4__/* .pullRequestUrl */ .ET)(page, page.pullRequest)}/files`;
    return (0,_links_js__WEBPACK_IMPORTED_MODULE_4__/* .fileUrl */ .iw)(page, page.headSha, finding);
}
function table(rows) {
    return ['| Severity | Finding |', '| :-- | :-- |', ...rows].join('\n');
}
function row(page, finding, titleLength) {
    const title = (0,_title_js__WEBPACK_IMPORTED_MODULE_1__/* .titleMarkdown */ .kn)(finding.title, titleLength);
    const place = (0,_code_js__WEBPACK_IMPORTED_MODULE_5__/* .inlineCode */ .ti)(placeText(finding));
    const where = finding.commentUrl === null ? `[${place}](${placeUrl(page, finding)})` : place;
    const linked = finding.commentUrl === null ? `**${title}**` : `**[${title}](${finding.commentUrl})**`;
    const severity = (0,_badge_js__WEBPACK_IMPORTED_MODULE_0__/* .severityBadge */ .J)(finding.severity).replace(' ', '&nbsp;');
    return `| ${severity} | ${linked}<br>${where} · ${finding.category}${statusNote(finding.status)} |`;
}
function statusNote(status) {
    switch (status) {
        case 'new':
        case 'earlier':
            return '';
        case 'standing':
            return ' · still there';
        case 'absent':
            return ' · reported before';
        case 'elsewhere':
            return ' · reported by another job';
        default:
            return status;
    }
}


/***/ }),

/***/ 50186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ modelMarkdown)
});

// EXTERNAL MODULE: ./node_modules/mdast-util-from-markdown/lib/index.js + 39 modules
var lib = __webpack_require__(57391);
// EXTERNAL MODULE: ./node_modules/mdast-util-gfm/lib/index.js + 10 modules
var mdast_util_gfm_lib = __webpack_require__(37832);
// EXTERNAL MODULE: ./node_modules/mdast-util-to-markdown/lib/index.js + 10 modules
var mdast_util_to_markdown_lib = __webpack_require__(91286);
// EXTERNAL MODULE: ./node_modules/micromark-extension-gfm/index.js + 7 modules
var micromark_extension_gfm = __webpack_require__(52297);
// EXTERNAL MODULE: ./build/action/render/code.js
var code = __webpack_require__(59971);
// EXTERNAL MODULE: ./build/action/render/cut.js
var cut = __webpack_require__(53584);
// EXTERNAL MODULE: ./build/action/render/neutral.js
var neutral = __webpack_require__(58807);
;// CONCATENATED MODULE: ./build/action/render/parsing-cost.js
/**
 * What a text that somebody wrote to be read stays below, and what takes the parser long: it compares emphasis marks and
 * brackets with each other, and tries every list, quote and address in every way. Measured on Node 24, just below one
 * limit: some 30 ms each; far above, 10,000 characters take up to a second and 100,000 two minutes.
 */
const limits = [
    { what: /\n/g, most: 800 },
    { what: /[*_~]/g, most: 1200 },
    { what: /[[\]]/g, most: 800 },
    { what: /`/g, most: 1200 },
    { what: /</g, most: 800 },
    { what: /\|/g, most: 1500 },
    { what: /@/g, most: 300 },
    // Quotes and items of lists, also within each other.
    { what: /(?<![^\s>])(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))/g, most: 500 },
];
/** Ordinary markdown of this length takes a tenth of a second. */
const MOST_CHARACTERS = 60_000;
/** Forty quotes and lists within each other take seconds. */
const nestsTooDeep = /^(?:(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}|[ \t]{60,}(?:[-+*]|\d{1,9}[.)])[ \t])/m;
/** In a word as long as this every punctuation mark may begin a mail address, and each is followed to the end. */
const endlessWord = /(?<![\w.+-])[\w.+-]{1000}/;
/** Whether parsing a text as markdown would hold up everything else; told in time proportional to its length. */
function isCostly(markdown) {
    if (markdown.length > MOST_CHARACTERS)
        return true;
    if (endlessWord.test(markdown) || nestsTooDeep.test(markdown))
        return true;
    return limits.some(({ what, most }) => (markdown.match(what)?.length ?? 0) > most);
}

;// CONCATENATED MODULE: ./build/action/render/markdown.js








/** What was rendered last: the same explanation goes into a comment, into pages of several lengths and into the summary. */
const rendered = new Map();
const MOST_REMEMBERED = 500;
/**
 * The model's markdown as we publish it: raw HTML becomes visible text, images their description, headings bold; only
 * web links stay links; nobody is mentioned and no issue is referred to; whatever was left open is closed. Code stays as it
 * is, and what would take long to parse is shown as code.
 */
function modelMarkdown(text, most = 10_000) {
    const source = (0,cut/* cutText */.I)(text, most);
    const known = rendered.get(source);
    if (known !== undefined)
        return known;
    const markdown = isCostly(source) ? (0,code/* fence */.EU)(source) : cleaned(source);
    if (rendered.size >= MOST_REMEMBERED)
        rendered.clear();
    rendered.set(source, markdown);
    return markdown;
}
function cleaned(source) {
    try {
        const tree = (0,lib/* fromMarkdown */.Y)(source, { extensions: [(0,micromark_extension_gfm/* gfm */.T)()], mdastExtensions: [(0,mdast_util_gfm_lib/* gfmFromMarkdown */.C)()] });
        const definitions = new Map(tree.children.flatMap((node) => (node.type === 'definition' ? [[node.identifier, node.url]] : [])));
        return (0,mdast_util_to_markdown_lib/* toMarkdown */.l)(withChildren(tree, definitions), {
            extensions: [(0,mdast_util_gfm_lib/* gfmToMarkdown */.H)()],
            bullet: '-',
            rule: '-',
            emphasis: '_',
            fences: true,
        }).trim();
    }
    catch (error) {
        // The stack is exhausted by what nests in ways not foreseen.
        if (error instanceof RangeError)
            return (0,code/* fence */.EU)(source);
        throw error;
    }
}
function cleanAll(nodes, definitions) {
    return nodes.flatMap((node) => cleanNode(node, definitions));
}
function cleanNode(node, definitions) {
    switch (node.type) {
        case 'text':
            return [textNode(node.value)];
        case 'html':
            return [textNode(node.value)];
        case 'image':
        case 'imageReference':
            return [textNode(node.alt ?? '')];
        case 'code':
            // GitHub would offer it as a change to apply to the lines of the comment, which it was not checked against.
            return [/^suggestion/i.test(node.lang ?? '') ? { ...node, lang: 'text', meta: null } : node];
        case 'heading': {
            const children = cleanAll(node.children, definitions);
            return [{ type: 'paragraph', children: [{ type: 'strong', children }] }];
        }
        case 'link':
            return linkOrText(node.url, cleanAll(node.children, definitions));
        case 'linkReference':
            return linkOrText(definitions.get(node.identifier) ?? '', cleanAll(node.children, definitions));
        case 'definition':
        case 'yaml':
            return [];
        case 'footnoteReference':
            return [textNode(`[${node.label ?? node.identifier}]`)];
        case 'footnoteDefinition':
            return cleanAll(node.children, definitions);
        default:
            return 'children' in node ? [withChildren(node, definitions)] : [node];
    }
}
/** Raw HTML between blocks is a block of its own, and its text needs a paragraph to stand in. */
function withChildren(node, definitions) {
    return { ...node, children: wrapLooseText(node.type, cleanAll(node.children, definitions)) };
}
function wrapLooseText(parent, children) {
    const holdsBlocks = parent === 'root' || parent === 'blockquote' || parent === 'listItem';
    if (!holdsBlocks)
        return children;
    return children.map((child) => (child.type === 'text' ? { type: 'paragraph', children: [child] } : child));
}
function linkOrText(url, children) {
    return /^https?:\/\//i.test(url) ? [{ type: 'link', url, children }] : children;
}
function textNode(value) {
    return { type: 'text', value: (0,neutral/* neutralise */.$)((0,neutral/* visibleText */.Q)(value)) };
}


/***/ }),

/***/ 94087:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ notReviewedDetails)
/* harmony export */ });
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59971);
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17534);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40113);
/* harmony import */ var _title_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71066);




/** What the verdict does not cover, and why; empty when it covers everything. */
function notReviewedDetails(files, most) {
    if (files.length === 0)
        return '';
    const rows = files.slice(0, most).map(({ path, why }) => `- ${(0,_code_js__WEBPACK_IMPORTED_MODULE_1__/* .inlineCode */ .ti)(path)}: ${(0,_title_js__WEBPACK_IMPORTED_MODULE_0__/* .titleMarkdown */ .kn)(why)}`);
    if (files.length > most)
        rows.push(`- …and ${files.length - most} more, listed in the job summary`);
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_2__/* .details */ .z)(`⚠️ ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(files.length, 'file')} not reviewed`, rows.join('\n'));
}


/***/ }),

/***/ 93968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ warningsList),
/* harmony export */   mM: () => (/* binding */ reviewSection),
/* harmony export */   yc: () => (/* binding */ checkedDetails)
/* harmony export */ });
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(17534);
/* harmony import */ var _facts_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(95978);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(40113);
/* harmony import */ var _findings_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31637);
/* harmony import */ var _links_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(66337);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50186);
/* harmony import */ var _not_reviewed_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94087);
/* harmony import */ var _title_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(71066);
/* harmony import */ var _unplaced_findings_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34767);
/* harmony import */ var _verdict_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(64153);










/** A finished review in the sticky comment: the verdict first, the small print last. */
function reviewSection(view, room) {
    const { findings, facts, page } = view;
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_7__/* .blocks */ .B)(`### ${(0,_verdict_js__WEBPACK_IMPORTED_MODULE_6__/* .verdict */ .W)(findings)}`, movedNote(view), (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .modelMarkdown */ .$)(view.summary, room.summaryLength), changesLine(view), (0,_findings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .findingsTable */ .f)(page, findings, room), (0,_unplaced_findings_js__WEBPACK_IMPORTED_MODULE_5__/* .unplacedFindings */ .XZ)(findings, room), resolvedDetails(view.resolved, room.listed), (0,_not_reviewed_js__WEBPACK_IMPORTED_MODULE_3__/* .notReviewedDetails */ .$)(facts.notReviewed, room.listed), warningsList(facts.warnings, room.listed), room.checked ? checkedDetails(view.checked) : '', (0,_facts_line_js__WEBPACK_IMPORTED_MODULE_0__/* .factsLine */ .U)(page, facts));
}
function warningsList(warnings, most) {
    const rows = warnings.slice(0, most).map((warning) => `- ${(0,_title_js__WEBPACK_IMPORTED_MODULE_4__/* .titleMarkdown */ .kn)(warning, 500)}`);
    return rows.length === 0 ? '' : (0,_details_js__WEBPACK_IMPORTED_MODULE_7__/* .details */ .z)(`⚠️ ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_8__/* .plural */ .LS)(warnings.length, 'warning')}`, rows.join('\n'));
}
function checkedDetails(checked) {
    if (checked.length === 0)
        return '';
    const rows = checked.map((line) => `- ${(0,_title_js__WEBPACK_IMPORTED_MODULE_4__/* .titleMarkdown */ .kn)(line, 400)}`);
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_7__/* .details */ .z)('What was checked', rows.join('\n'));
}
function movedNote({ movedTo, page, facts }) {
    if (movedTo === null)
        return '';
    const reviewed = (0,_links_js__WEBPACK_IMPORTED_MODULE_9__/* .commitLink */ .wn)(page, facts.headSha);
    return `> Reviewed ${reviewed}; the pull request is now at ${(0,_links_js__WEBPACK_IMPORTED_MODULE_9__/* .commitLink */ .wn)(page, movedTo)}.`;
}
/** What changed since the last review; says nothing on the first. */
function changesLine({ findings, resolved, settled, facts }) {
    const fresh = findings.filter(({ status }) => status === 'new').length;
    const old = findings.length - fresh;
    const parts = [
        ...(fresh > 0 ? [`${fresh} new`] : []),
        ...(old > 0 ? [`${old} from before`] : []),
        ...(resolved.length > 0 ? [`${resolved.length} resolved`] : []),
        ...(settled > 0 ? [`${settled} closed by a reader and not repeated`] : []),
    ];
    const coverage = facts.notReviewed.length === 0
        ? ''
        : `⚠️ ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_8__/* .plural */ .LS)(facts.notReviewed.length, 'file was', 'files were')} not reviewed; see below.`;
    const since = old + resolved.length + settled > 0 ? `${parts.join(', ')}.` : '';
    return [since, coverage].filter((line) => line !== '').join('\n');
}
function resolvedDetails(resolved, most) {
    if (resolved.length === 0)
        return '';
    const rows = resolved.slice(0, most).map(({ title, url }) => {
        const text = (0,_title_js__WEBPACK_IMPORTED_MODULE_4__/* .titleMarkdown */ .kn)(title, 120);
        return url === null ? `- ${text}` : `- [${text}](${url})`;
    });
    if (rows.length < resolved.length)
        rows.push(`- …and ${resolved.length - rows.length} more`);
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_7__/* .details */ .z)(`✅ ${resolved.length} resolved`, rows.join('\n'));
}


/***/ }),

/***/ 34767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D9: () => (/* binding */ suggestedCode),
/* harmony export */   XZ: () => (/* binding */ unplacedFindings),
/* harmony export */   ov: () => (/* binding */ leastUnplacedLength)
/* harmony export */ });
/* harmony import */ var _badge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44967);
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(59971);
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(17534);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(40113);
/* harmony import */ var _findings_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31637);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50186);
/* harmony import */ var _title_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71066);







/** The findings that GitHub takes no comment for, explained here instead. */
function unplacedFindings(findings, room) {
    const unplaced = findings.filter(({ unplaced: why, explanation }) => why !== undefined && explanation !== undefined);
    if (unplaced.length === 0)
        return '';
    const shown = unplaced.slice(0, room.explained);
    const left = unplaced.length - shown.length;
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .blocks */ .B)(shown.length === 0 ? '' : '**Explained here, because GitHub takes no comment on these lines:**', ...shown.map((finding) => explained(finding, room.explanationLength)), left === 0 ? '' : `The explanations of ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_5__/* .plural */ .LS)(left, 'more finding')} are in the job summary.`);
}
/** A lower bound of what their explanations take: cleaning markdown hardly ever makes it shorter. */
function leastUnplacedLength(findings, room) {
    return findings
        .filter(({ unplaced }) => unplaced !== undefined)
        .slice(0, room.explained)
        .reduce((sum, { explanation = '' }) => sum + Math.min(explanation.length, room.explanationLength) * 0.7, 0);
}
/** The replacement as code, where it cannot be a suggestion to apply. */
function suggestedCode(finding) {
    if (finding.suggestion === undefined)
        return '';
    const { startLine, line } = finding;
    const isRange = startLine !== undefined && line !== null && startLine < line;
    const lines = isRange ? `lines ${startLine} to ${line}` : `line ${line}`;
    if (finding.suggestion === '')
        return `Suggested: delete ${lines}.`;
    return `Suggested for ${lines}:\n\n${(0,_code_js__WEBPACK_IMPORTED_MODULE_6__/* .fence */ .EU)(finding.suggestion)}`;
}
function explained(finding, most) {
    const summary = `${(0,_badge_js__WEBPACK_IMPORTED_MODULE_0__/* .severityMark */ .n)(finding.severity)} <b>${(0,_title_js__WEBPACK_IMPORTED_MODULE_3__/* .titleHtml */ .sB)(finding.title)}</b> · ${(0,_title_js__WEBPACK_IMPORTED_MODULE_3__/* .titleHtml */ .sB)((0,_findings_table_js__WEBPACK_IMPORTED_MODULE_1__/* .placeText */ .Z)(finding), 300)}`;
    const explanation = finding.explanation ?? '';
    const tooLong = explanation.length > most || (finding.suggestion?.length ?? 0) > most;
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .details */ .z)(summary, (0,_details_js__WEBPACK_IMPORTED_MODULE_4__/* .blocks */ .B)((0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .modelMarkdown */ .$)(explanation, most), (finding.suggestion?.length ?? 0) > most ? '' : suggestedCode(finding), `<sub>No comment on the diff: ${(0,_title_js__WEBPACK_IMPORTED_MODULE_3__/* .titleMarkdown */ .kn)(finding.unplaced ?? '')}.${tooLong ? ' The whole text is in the job summary.' : ''}</sub>`));
}


/***/ }),

/***/ 64153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ verdict)
/* harmony export */ });
/* harmony import */ var _finding_severity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57906);
/* harmony import */ var _badge_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44967);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40113);



/** The review in one line: nothing, or how many findings and how grave. */
function verdict(findings) {
    const counts = _finding_severity_js__WEBPACK_IMPORTED_MODULE_1__/* .severities */ .g.flatMap((severity) => {
        const count = findings.filter((finding) => finding.severity === severity).length;
        return count === 0 ? [] : [{ severity, count }];
    });
    const [worst, ...others] = counts;
    if (worst === undefined)
        return '✅ Nothing to fix found';
    const mark = (0,_badge_js__WEBPACK_IMPORTED_MODULE_0__/* .severityMark */ .n)(worst.severity);
    if (others.length === 0)
        return `${mark} ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(worst.count, `${worst.severity} finding`)}`;
    const split = counts.map(({ severity, count }) => `${count} ${severity}`).join(', ');
    return `${mark} ${(0,_figures_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(findings.length, 'finding')}: ${split}`;
}


/***/ })

};
