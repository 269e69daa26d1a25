export const id = 783;
export const ids = [783,180];
export const modules = {

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

/***/ 23180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DL: () => (/* binding */ earlierFindings),
  am: () => (/* binding */ endingHeading),
  endingSection: () => (/* binding */ endingSection),
  kc: () => (/* binding */ errorText)
});

// EXTERNAL MODULE: ./build/action/render/code.js
var code = __webpack_require__(59971);
// EXTERNAL MODULE: ./build/action/render/cut.js
var cut = __webpack_require__(53584);
// EXTERNAL MODULE: ./build/action/render/details.js
var details = __webpack_require__(17534);
// EXTERNAL MODULE: ./build/action/render/facts-line.js
var facts_line = __webpack_require__(95978);
;// CONCATENATED MODULE: ./build/action/render/failure-words.js
const words = {
    api_overloaded: 'the model API is overloaded',
    api_rate_limited: 'the model API limits the rate',
    api_error: 'the model API failed',
    auth: 'the credential is missing or was refused',
    budget_exceeded: 'the budget is spent',
    max_turns: 'the turns are used up',
    prompt_too_long: 'the change is too large for the model',
    timeout: 'the time is up',
    cancelled: 'it was cancelled',
    runner_lost: 'the runner was lost',
    cli_missing: 'Claude Code is missing',
    cli_crashed: 'Claude Code crashed',
    result_invalid: 'the answer was not a review',
    publish_failed: 'GitHub did not take the result',
    denied: 'what was asked for is wrong or not allowed',
    internal: 'an error in the action',
};
function failureWords(failureClass) {
    return words[failureClass];
}

// EXTERNAL MODULE: ./build/action/render/findings-table.js
var findings_table = __webpack_require__(31637);
// EXTERNAL MODULE: ./build/action/render/markdown.js + 1 modules
var markdown = __webpack_require__(50186);
// EXTERNAL MODULE: ./build/action/render/title.js
var title = __webpack_require__(71066);
;// CONCATENATED MODULE: ./build/action/render/ending-section.js








/** A run that did not finish: what happened first, then what to do, then what is still true from before. */
function endingSection(view, room) {
    return (0,details/* blocks */.B)(`### ${endingHeading(view.task, view.ending)}`, errorText(view.ending.message), view.ending.remedy === '' ? '' : `**What to do:** ${(0,markdown/* modelMarkdown */.$)(view.ending.remedy, 1000)}`, lastWords(view.ending.lastText, room.summaryLength), earlierFindings(view.page, view.standing, room), (0,facts_line/* factsLine */.U)(view.page, view.facts));
}
function endingHeading(task, { conclusion, failureClass }) {
    const what = task === 'review' ? 'review' : 'run';
    if (conclusion === 'cancelled')
        return `🚫 The ${what} was cancelled`;
    if (failureClass === 'timeout')
        return `⏱️ The ${what} did not finish: ${failureWords(failureClass)}`;
    return `❌ The ${what} did not finish: ${failureWords(failureClass)}`;
}
/** An error's own words: a line as text, several lines as they came. */
function errorText(message) {
    const text = message.trim();
    return text.includes('\n') ? (0,code/* fence */.EU)((0,cut/* cutText */.I)(text, 3000)) : (0,title/* titleMarkdown */.kn)(text, 1500);
}
function earlierFindings(page, standing, room) {
    if (standing.length === 0)
        return '';
    return (0,details/* blocks */.B)('**Found before, and as far as known still there:**', (0,findings_table/* findingsTable */.f)(page, standing, room));
}
function lastWords(text, most) {
    if (text.trim() === '')
        return '';
    return (0,details/* details */.z)('What Claude said before it ended', (0,markdown/* modelMarkdown */.$)(text, most));
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

/***/ 19783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderSummary: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./build/action/finding/severity.js
var severity = __webpack_require__(57906);
// EXTERNAL MODULE: ./build/action/render/badge.js
var badge = __webpack_require__(44967);
// EXTERNAL MODULE: ./build/action/render/code.js
var code = __webpack_require__(59971);
// EXTERNAL MODULE: ./build/action/render/details.js
var details = __webpack_require__(17534);
// EXTERNAL MODULE: ./build/action/render/ending-section.js + 1 modules
var ending_section = __webpack_require__(23180);
// EXTERNAL MODULE: ./build/action/render/figures.js
var figures = __webpack_require__(40113);
// EXTERNAL MODULE: ./build/action/render/links.js
var links = __webpack_require__(66337);
// EXTERNAL MODULE: ./build/action/render/title.js
var title = __webpack_require__(71066);
;// CONCATENATED MODULE: ./build/action/render/facts-table.js



/** What the run was and used, in full. */
function factsTable(page, facts) {
    const { usage } = facts;
    const { input, output, cacheRead, cacheWrite } = usage.tokens;
    const count = (tokens) => tokens.toLocaleString('en-US');
    const rows = [
        ...(facts.headSha === '' ? [] : [['Commit', (0,links/* commitLink */.wn)(page, facts.headSha)]]),
        ...(facts.model === null ? [] : [['Model', (0,title/* titleMarkdown */.kn)(facts.model, 80)]]),
        ['Cost', (0,figures/* cost */.y)(usage) + perModel(facts)],
        [
            'Tokens',
            `${count((0,figures/* tokenTotal */.sR)(usage.tokens))}: ${count(input)} in, ${count(output)} out, ${count(cacheRead)} read from the cache, ${count(cacheWrite)} written to it`,
        ],
        ['Time', `${(0,figures/* duration */.p0)(facts.durationMs)}, ${(0,figures/* plural */.LS)(usage.turns, 'turn')}`],
        ...(facts.claudeVersion === null
            ? []
            : [['Claude Code', (0,title/* titleMarkdown */.kn)(facts.claudeVersion, 40)]]),
    ];
    const run = `[${(0,title/* titleMarkdown */.kn)(facts.runId, 80)}](${facts.runUrl})`;
    const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
    return [`| Run | ${run} |`, '| :-- | :-- |', ...lines].join('\n');
}
function perModel({ usage }) {
    if (usage.models.length < 2)
        return '';
    const split = usage.models.map(({ model, costMicroUsd }) => `${(0,title/* titleMarkdown */.kn)(model, 80)} ${(0,figures/* money */.TG)(costMicroUsd)}`);
    return ` (${split.join(', ')})`;
}

// EXTERNAL MODULE: ./build/action/render/markdown.js + 1 modules
var markdown = __webpack_require__(50186);
// EXTERNAL MODULE: ./build/action/render/not-reviewed.js
var not_reviewed = __webpack_require__(94087);
// EXTERNAL MODULE: ./build/action/render/review-section.js
var review_section = __webpack_require__(93968);
// EXTERNAL MODULE: ./build/action/render/verdict.js
var verdict = __webpack_require__(64153);
;// CONCATENATED MODULE: ./build/action/render/summary.js











/** GitHub refuses a job summary over 1 MiB as a whole; counted in UTF-8. */
const MOST_BYTES = 1000 * 1024;
/** The job summary: nothing is left out of it that fits into GitHub's limit, and a cut is told. */
function renderSummary(view) {
    return cutBytes(summary(view));
}
function summary(view) {
    switch (view.kind) {
        case 'review':
            return reviewSummary(view);
        case 'ending':
            return (0,details/* blocks */.B)(`### ${(0,ending_section/* endingHeading */.am)(view.task, view.ending)}`, (0,ending_section/* errorText */.kc)(view.ending.message), view.ending.remedy === '' ? '' : `**What to do:** ${(0,markdown/* modelMarkdown */.$)(view.ending.remedy, 1000)}`, factsTable(view.page, view.facts), view.ending.lastText.trim() === ''
                ? ''
                : `**What Claude said before it ended:**\n\n${(0,markdown/* modelMarkdown */.$)(view.ending.lastText, 100_000)}`, (0,not_reviewed/* notReviewedDetails */.$)(view.facts.notReviewed, 3000), (0,review_section/* warningsList */.e)(view.facts.warnings, 500));
        case 'skipped':
            return (0,details/* blocks */.B)('### ⏭️ Nothing to do', `${(0,ending_section/* errorText */.kc)(view.message)}\n\n<sub>${(0,code/* inlineCode */.ti)(view.code)}</sub>`);
        case 'text':
            return (0,details/* blocks */.B)(view.fault === null ? '### 💬 Answer' : '### ⚠️ The answer could not be read as a review', view.fault === null ? '' : (0,ending_section/* errorText */.kc)(view.fault), (0,markdown/* modelMarkdown */.$)(view.text, 500_000), (0,review_section/* warningsList */.e)(view.facts.warnings, 500), factsTable(view.page, view.facts));
        default:
            return view;
    }
}
function reviewSummary(view) {
    const { review, facts, page } = view;
    const findings = review.findings.toSorted(severity/* byGravity */.S);
    const link = view.stickyUrl === null ? '' : `[The review on the pull request](${view.stickyUrl})`;
    return (0,details/* blocks */.B)(`### ${(0,verdict/* verdict */.W)(findings)}`, view.publishFault === null
        ? link
        : `> ❌ **Not published; the complete review is below.** ${(0,title/* titleMarkdown */.kn)(view.publishFault, 1500)}`, (0,markdown/* modelMarkdown */.$)(review.summary), ...fullFindings(findings), (0,review_section/* checkedDetails */.yc)(review.checked), (0,not_reviewed/* notReviewedDetails */.$)(facts.notReviewed, 3000), (0,review_section/* warningsList */.e)(facts.warnings, 500), factsTable(page, facts));
}
/** Stops where nothing more would be shown: two hundred long ones take seconds to render. */
function fullFindings(findings) {
    const texts = [];
    let length = 0;
    for (const finding of findings) {
        if (length > MOST_BYTES)
            break;
        const text = fullFinding(finding);
        texts.push(text);
        length += text.length;
    }
    return texts;
}
function fullFinding(finding) {
    const { path, line, startLine, suggestion, category, confidence } = finding;
    const place = startLine !== undefined && startLine < line ? `${path}:${startLine}-${line}` : `${path}:${line}`;
    return (0,details/* blocks */.B)(`#### ${(0,badge/* severityBadge */.J)(finding.severity)} · ${(0,title/* titleMarkdown */.kn)(finding.title)}`, `${(0,code/* inlineCode */.ti)(place)} · ${category} · confidence ${Math.round(confidence * 100)}%`, (0,markdown/* modelMarkdown */.$)(finding.explanation), suggestion === undefined ? '' : `Suggested:\n\n${(0,code/* fence */.EU)(suggestion)}`);
}
/** Cut between two lines; an open fence is closed before the notice, whatever its length was. */
function cutBytes(text) {
    const bytes = Buffer.from(text);
    if (bytes.length <= MOST_BYTES)
        return text;
    const kept = bytes.subarray(0, MOST_BYTES - 2000).toString();
    const lines = kept.slice(0, kept.lastIndexOf('\n'));
    const notice = 'This summary was cut: GitHub shows at most 1 MiB. The artifact of the run has all of it.';
    return `${lines}\n${openFence(lines)}\n\n---\n\n**${notice}**`;
}
function openFence(text) {
    let open = '';
    for (const [, mark = ''] of text.matchAll(/^(`{3,})/gm)) {
        if (open === '')
            open = mark;
        else if (mark.length >= open.length)
            open = '';
    }
    return open;
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
