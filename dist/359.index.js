export const id = 359;
export const ids = [359,180];
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

/***/ 16359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   textSection: () => (/* binding */ textSection)
/* harmony export */ });
/* harmony import */ var _details_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(17534);
/* harmony import */ var _ending_section_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23180);
/* harmony import */ var _facts_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(95978);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50186);




/** An answer that could not be read as a review: it was paid for, so it is shown, with what is wrong with it. */
function textSection(view, room) {
    return (0,_details_js__WEBPACK_IMPORTED_MODULE_3__/* .blocks */ .B)('### ⚠️ The answer could not be read as a review', (0,_ending_section_js__WEBPACK_IMPORTED_MODULE_0__/* .errorText */ .kc)(view.fault), '**What Claude answered:**', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .modelMarkdown */ .$)(view.text, room.summaryLength * 3), (0,_ending_section_js__WEBPACK_IMPORTED_MODULE_0__/* .earlierFindings */ .DL)(view.page, view.standing, room), (0,_facts_line_js__WEBPACK_IMPORTED_MODULE_1__/* .factsLine */ .U)(view.page, view.facts));
}


/***/ })

};
