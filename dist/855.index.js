export const id = 855;
export const ids = [855];
export const modules = {

/***/ 28048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jk: () => (/* binding */ installYourself),
/* harmony export */   q$: () => (/* binding */ orInstallYourself),
/* harmony export */   z: () => (/* binding */ CliMissingError)
/* harmony export */ });
/** No usable Claude Code. The message says what is wrong with which path or version, `remedy` what to do about it. */
class CliMissingError extends Error {
    name = 'CliMissingError';
    code = 'cli_missing';
    remedy;
    constructor(message, remedy, options = {}) {
        super(sentence(message), options);
        this.remedy = sentence(remedy);
    }
}
/** Both are shown one after the other. */
function sentence(text) {
    return text.endsWith('.') ? text : `${text}.`;
}
const orInstallYourself = 'or install Claude Code in an earlier step and set `claude-path` to it';
const installYourself = 'Install Claude Code in an earlier step and set `claude-path` to it';


/***/ }),

/***/ 67757:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ PINNED_VERSION),
/* harmony export */   c: () => (/* binding */ pinnedIntegrity)
/* harmony export */ });
/** The Claude Code this action is tested with; action.yml's default for `claude-version`. */
const PINNED_VERSION = '2.1.329';
/**
 * sha512 of each platform package's tarball at the pinned version: what is installed by default cannot be changed by
 * whoever controls the registry or the way to it. For a new version, take the new values from
 * `npm view @anthropic-ai/claude-code-<platform>@<version> dist.integrity`, for every key below.
 */
const pinnedIntegrity = {
    'darwin-arm64': 'sha512-brgS94FOoB+ekq1gIeNpBtGAbzWxE1UEeBQWfk1KX1BStrMIxwWXriPfQLKEkFTWHpmGXv2fZxxMQJsR+5PhZw==',
    'darwin-x64': 'sha512-6cjJiD19yxOzdnzErJ8ougFKoksK/wUvOJb6V2iCXg1rM9gGEY1I7HE8jQnvh6buAuXHtHaahfoiiISaplOxYg==',
    'linux-arm64': 'sha512-IiG5umFToSCVWqB1lEsxxwIxKgxPXyZ3DRU915v8J4Bz5Q3JpslM0ew1m5yaT+lFXBPvYxmsEgi0XI68XHND0A==',
    'linux-arm64-musl': 'sha512-uVWrRp60cqvikJ13Rtmlkd8WuJtJEWAuGJzenJ0or0I7by05kRWopFdDdpWYQi8dRIJ6+W9T9w+PA4B+EjfCXQ==',
    'linux-x64': 'sha512-+n4lu1ubYAp02Y0X/MAUnxw9yY6SHHZ77F+IoW+V0wVoFuiI9opdH6gofjf14gXJCEYMTNpks7Gn1i8XZTKAWA==',
    'linux-x64-musl': 'sha512-EouW7B/aG3GOQBmzN9MxHV9uTOE2r6E+VIlFBrBgIEBuBBF4qH1GTvg5/CVf53gGp4DgVf1CYdBHjS+2NeDP4A==',
    'win32-arm64': 'sha512-8h2qmTBTwidpMLUqQuym7+mV91zbcFlmprl7MKrIhbgQaCOS/DyueeePJCqlxNhno1y349NcpJXvXd4AfsDVlw==',
    'win32-x64': 'sha512-BkbOTOAYvz1BNVwdRJzibhxXtZVw289ucHt1aSArGSax8C6INgf6Xtp2wxmwsSSpKk+P8LyIhj0ufvFD1VJOFA==',
};


/***/ }),

/***/ 90169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vk: () => (/* binding */ addUsage),
  gF: () => (/* binding */ createStreamUsage),
  tk: () => (/* binding */ noUsage),
  CG: () => (/* binding */ subtractUsage),
  RP: () => (/* binding */ totalTokens),
  A9: () => (/* binding */ usageOfResult)
});

;// CONCATENATED MODULE: ./build/action/claude/prices.js
/**
 * List prices as Claude Code 2.1.329 itself charges them (measured November 2026, 100,000 tokens of each kind).
 * Used for the cost shown while Claude works and for runs that ended without a result; a finished run is charged
 * what Claude Code reports. A write to the five-minute cache costs a quarter more than input.
 */
const prices = [
    [/fable/, { input: 8, output: 40, cacheRead: 0.2 }],
    [/opus-(4|5$|5-[0-4])/, { input: 5, output: 25, cacheRead: 0.5 }],
    [/opus/, { input: 4, output: 20, cacheRead: 0.2 }],
    [/sonnet-(3|4)/, { input: 3, output: 15, cacheRead: 0.3 }],
    [/sonnet/, { input: 2, output: 10, cacheRead: 0.1 }],
    [/haiku-(3|4)/, { input: 1, output: 5, cacheRead: 0.1 }],
    [/haiku/, { input: 0.1, output: 0.5, cacheRead: 0.01 }],
];
/** What Claude Code assumes of a model it does not know. */
const unknownModel = { input: 4, output: 20, cacheRead: 0.2 };
/** Estimated cost in micro-USD. */
function estimateMicroUsd(model, tokens) {
    const price = prices.find(([pattern]) => pattern.test(model))?.[1] ?? unknownModel;
    return Math.round(tokens.input * price.input +
        tokens.output * price.output +
        tokens.cacheRead * price.cacheRead +
        tokens.cacheWrite * price.input * 1.25);
}

;// CONCATENATED MODULE: ./build/action/claude/usage.js

const noTokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
const noUsage = { costMicroUsd: 0, source: 'none', tokens: noTokens, models: [], turns: 0 };
function totalTokens({ input, output, cacheRead, cacheWrite }) {
    return input + output + cacheRead + cacheWrite;
}
/**
 * What Claude Code says the session has used. Its figures are totals of the whole session, also after `--resume`:
 * a run's usage is this less what the session had used before (`subtractUsage`).
 */
function usageOfResult(result) {
    const models = Object.entries(result.modelUsage ?? {}).map(([model, usage]) => ({
        model,
        costMicroUsd: toMicroUsd(usage.costUSD),
        tokens: {
            input: whole(usage.inputTokens),
            output: whole(usage.outputTokens),
            cacheRead: whole(usage.cacheReadInputTokens),
            cacheWrite: whole(usage.cacheCreationInputTokens),
        },
    }));
    return {
        costMicroUsd: toMicroUsd(result.total_cost_usd),
        source: 'cli',
        tokens: models.reduce((sum, { tokens }) => add(sum, tokens, 1), noTokens),
        models,
        turns: 0,
    };
}
/** `total` less `before`, model by model; never below zero. */
function subtractUsage(total, before) {
    const models = total.models.map((entry) => {
        const earlier = before.models.find(({ model }) => model === entry.model);
        if (earlier === undefined)
            return entry;
        const costMicroUsd = Math.max(0, entry.costMicroUsd - earlier.costMicroUsd);
        return { model: entry.model, costMicroUsd, tokens: add(entry.tokens, earlier.tokens, -1) };
    });
    return {
        ...total,
        costMicroUsd: Math.max(0, total.costMicroUsd - before.costMicroUsd),
        tokens: add(total.tokens, before.tokens, -1),
        models,
    };
}
/** Both together, model by model. */
function addUsage(a, b) {
    if (a.source === 'none')
        return b;
    const names = [...new Set([...a.models, ...b.models].map(({ model }) => model))];
    const of = (usage, name) => usage.models.find(({ model }) => model === name) ?? { model: name, costMicroUsd: 0, tokens: noTokens };
    return {
        source: b.source === 'none' ? a.source : b.source,
        costMicroUsd: a.costMicroUsd + b.costMicroUsd,
        turns: a.turns + b.turns,
        tokens: add(a.tokens, b.tokens, 1),
        models: names.map((model) => {
            const [one, other] = [of(a, model), of(b, model)];
            return {
                model,
                costMicroUsd: one.costMicroUsd + other.costMicroUsd,
                tokens: add(one.tokens, other.tokens, 1),
            };
        }),
    };
}
/** What the stream has shown so far. A message comes once per content block: the last of an id counts, once. */
function createStreamUsage() {
    const byMessage = new Map();
    // Totals are kept as they grow: they are asked for at every line of the stream.
    const byModel = new Map();
    return {
        add: ({ message }) => {
            if (message.usage === undefined || message.model === '<synthetic>')
                return;
            const model = message.model ?? 'unknown';
            const tokens = tokensOf(message.usage);
            const before = byMessage.get(message.id) ?? noTokens;
            byMessage.set(message.id, tokens);
            byModel.set(model, add(add(byModel.get(model) ?? noTokens, before, -1), tokens, 1));
        },
        current: () => (byMessage.size === 0 ? noUsage : estimate(byModel, byMessage.size)),
    };
}
function tokensOf(usage) {
    return {
        input: whole(usage.input_tokens),
        output: whole(usage.output_tokens),
        cacheRead: whole(usage.cache_read_input_tokens),
        cacheWrite: whole(usage.cache_creation_input_tokens),
    };
}
function estimate(byModel, turns) {
    const models = [...byModel].map(([model, tokens]) => ({
        model,
        tokens,
        costMicroUsd: estimateMicroUsd(model, tokens),
    }));
    return {
        costMicroUsd: models.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
        source: 'estimate',
        tokens: models.reduce((sum, { tokens }) => add(sum, tokens, 1), noTokens),
        models,
        turns,
    };
}
function add(a, b, sign) {
    const field = (name) => Math.max(0, a[name] + sign * b[name]);
    return {
        input: field('input'),
        output: field('output'),
        cacheRead: field('cacheRead'),
        cacheWrite: field('cacheWrite'),
    };
}
/** A count or an amount that makes no sense counts as nothing, rather than costing the answer it came with. */
function whole(value) {
    const rounded = Math.round(value ?? 0);
    return Number.isSafeInteger(rounded) && rounded > 0 ? rounded : 0;
}
const toMicroUsd = (usd) => whole((usd ?? 0) * 1e6);


/***/ }),

/***/ 86942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ decide),
  _: () => (/* binding */ pullRequestOf)
});

// EXTERNAL MODULE: ./node_modules/typebox/build/index.mjs + 1 modules
var build = __webpack_require__(35007);
// EXTERNAL MODULE: ./node_modules/typebox/build/value/index.mjs + 297 modules
var build_value = __webpack_require__(72668);
;// CONCATENATED MODULE: ./build/action/event/payload.js


const Repository = build/* Type.Object */.ZUJ.Object({ id: build/* Type.Integer */.ZUJ.Integer(), full_name: build/* Type.String */.ZUJ.String() });
/** A pull request as events and the REST API both give it; only what is used, all else is let through. */
const PullRequestPayload = build/* Type.Object */.ZUJ.Object({
    number: build/* Type.Integer */.ZUJ.Integer({ minimum: 1 }),
    state: build/* Type.String */.ZUJ.String(),
    title: build/* Type.String */.ZUJ.String(),
    body: build/* Type.Union */.ZUJ.Union([build/* Type.String */.ZUJ.String(), build/* Type.Null */.ZUJ.Null()]),
    html_url: build/* Type.String */.ZUJ.String(),
    draft: build/* Type.Optional */.ZUJ.Optional(build/* Type.Boolean */.ZUJ.Boolean()),
    user: build/* Type.Union */.ZUJ.Union([build/* Type.Object */.ZUJ.Object({ login: build/* Type.String */.ZUJ.String() }), build/* Type.Null */.ZUJ.Null()]),
    head: build/* Type.Object */.ZUJ.Object({ sha: build/* Type.String */.ZUJ.String(), ref: build/* Type.String */.ZUJ.String(), repo: build/* Type.Union */.ZUJ.Union([Repository, build/* Type.Null */.ZUJ.Null()]) }),
    base: build/* Type.Object */.ZUJ.Object({ sha: build/* Type.String */.ZUJ.String(), ref: build/* Type.String */.ZUJ.String(), repo: Repository }),
    changed_files: build/* Type.Optional */.ZUJ.Optional(build/* Type.Union */.ZUJ.Union([build/* Type.Integer */.ZUJ.Integer(), build/* Type.Null */.ZUJ.Null()])),
    comments: build/* Type.Optional */.ZUJ.Optional(build/* Type.Union */.ZUJ.Union([build/* Type.Integer */.ZUJ.Integer(), build/* Type.Null */.ZUJ.Null()])),
    review_comments: build/* Type.Optional */.ZUJ.Optional(build/* Type.Union */.ZUJ.Union([build/* Type.Integer */.ZUJ.Integer(), build/* Type.Null */.ZUJ.Null()])),
});
const PullRequestEvent = build/* Type.Object */.ZUJ.Object({
    action: build/* Type.String */.ZUJ.String(),
    pull_request: PullRequestPayload,
    sender: build/* Type.Optional */.ZUJ.Optional(build/* Type.Object */.ZUJ.Object({ login: build/* Type.String */.ZUJ.String(), type: build/* Type.Optional */.ZUJ.Optional(build/* Type.String */.ZUJ.String()) })),
});
function isPullRequestEvent(payload) {
    return build_value/* Value.Check */.WT.Check(PullRequestEvent, payload);
}
const Inputs = build/* Type.Object */.ZUJ.Object({ inputs: build/* Type.Record */.ZUJ.Record(build/* Type.String */.ZUJ.String(), build/* Type.Unknown */.ZUJ.Unknown()) });
/** The pull request number that a workflow_dispatch names in its input `pull-request`; '' when it has none. */
function dispatchedPullRequest(payload) {
    if (!build_value/* Value.Check */.WT.Check(Inputs, payload))
        return '';
    const value = payload.inputs['pull-request'];
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

;// CONCATENATED MODULE: ./build/action/event/decide.js

/** The pull request a decision is about, whether anything is done or not. */
function pullRequestOf(decision) {
    switch (decision.kind) {
        case 'review':
            return decision.number;
        case 'skip':
        case 'refuse':
            return decision.pullRequest;
        case 'prompt':
            return null;
        default:
            return decision;
    }
}
const reviewedActions = ['opened', 'reopened', 'synchronize', 'ready_for_review'];
const promptEvents = ['workflow_dispatch', 'repository_dispatch', 'schedule'];
const howToReviewForks = 'A maintainer can review it with a workflow_dispatch workflow that has an input named pull-request: see docs/examples/review-forks.yml.';
/** Maps an event to a task. Nothing to do is a skip with its reason, never a failure; what cannot be meant is refused with its faults. */
function decide(asked) {
    if (asked.eventName === 'pull_request')
        return decidePullRequest(asked);
    if (promptEvents.includes(asked.eventName))
        return decideDispatch(asked);
    return skip('event', `The event ${asked.eventName || '(none)'} asks for nothing in this version; pull_request, workflow_dispatch, repository_dispatch and schedule do.`);
}
function decidePullRequest(asked) {
    const { payload } = asked;
    if (!isPullRequestEvent(payload)) {
        return refuse('GITHUB_EVENT_PATH', 'holds no pull_request event', 'Run the action in a workflow job; locally, npm run demo shows how');
    }
    const pull = payload.pull_request;
    const no = skipPullRequest(asked, payload);
    if (no !== null)
        return no;
    if (asked.task === 'prompt') {
        return asked.prompt === ''
            ? missingPrompt('pull_request', pull.number)
            : { kind: 'prompt', subject: `pr-${pull.number}` };
    }
    return { kind: 'review', number: pull.number, payload: pull, subject: `pr-${pull.number}` };
}
function skipPullRequest(asked, { action, pull_request: pull, sender }) {
    const skipThis = (code, message) => skip(code, message, pull.number);
    if (pull.state === 'closed' || action === 'closed')
        return skipThis('closed', `Pull request #${pull.number} is closed.`);
    if (pull.head.repo === null || pull.head.repo.id !== pull.base.repo.id) {
        return skipThis('fork', `Pull request #${pull.number} comes from a fork, and GitHub gives such runs no secrets. ${howToReviewForks}`);
    }
    if (!asked.hasCredential && sender?.login === 'dependabot[bot]') {
        return skipThis('no_secrets', 'Dependabot started this run, and its runs see Dependabot secrets only. Add the credential there to have its pull requests reviewed.');
    }
    if (asked.task !== 'auto')
        return null;
    if (!reviewedActions.includes(action)) {
        return skipThis('event', `The pull_request action ${action} asks for nothing; ${reviewedActions.join(', ')} do, or set task: review.`);
    }
    if (pull.draft === true) {
        return skipThis('draft', `Pull request #${pull.number} is a draft. It is reviewed once it is ready; set task: review to review drafts too.`);
    }
    return null;
}
function decideDispatch(asked) {
    const named = asked.eventName === 'workflow_dispatch' ? dispatchedPullRequest(asked.payload) : '';
    if (named !== '' && asked.task !== 'prompt') {
        const number = /^#?(\d{1,9})$/.exec(named)?.[1];
        if (number !== undefined && Number(number) > 0) {
            return { kind: 'review', number: Number(number), payload: null, subject: `pr-${Number(number)}` };
        }
        return refuse('pull-request', 'is not a pull request number', 'Give the digits after the #, as in 12', named);
    }
    if (asked.task === 'review') {
        return refuse('task', `is review, but ${asked.eventName} names no pull request`, 'Add a workflow_dispatch input named pull-request and give it the number');
    }
    if (asked.prompt === '')
        return missingPrompt(asked.eventName, null);
    return { kind: 'prompt', subject: `prompt-${slug(asked.workflowName)}` };
}
function missingPrompt(eventName, pullRequest) {
    const fault = {
        input: 'prompt',
        value: '',
        problem: `is empty, and ${eventName} runs the task prompt`,
        remedy: 'Say in the input prompt what Claude is to do',
    };
    return { kind: 'refuse', faults: [fault], pullRequest };
}
function refuse(input, problem, remedy, value = '') {
    return { kind: 'refuse', faults: [{ input, value, problem, remedy }], pullRequest: null };
}
function skip(code, message, pullRequest = null) {
    return { kind: 'skip', code, message, pullRequest };
}
function slug(text) {
    return (text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'workflow');
}


/***/ }),

/***/ 71855:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/semver/functions/lt.js
var lt = __webpack_require__(3872);
;// CONCATENATED MODULE: ./build/action/claude-install/cache-places.js

/**
 * Where the executable of a version is kept, best first: in the tool cache, in that cache's own layout (`<tool>/<version>/<arch>`),
 * so that a runner's image can be prepared with it; then in a folder of this job, for runners whose tool cache is absent or read-only.
 * @actions/tool-cache is not used: it deletes and copies in place, under the feet of a job that runs the executable.
 */
function cachePlaces(wanted, version, { platform, toolCacheDir, tempDir }) {
    // Not `x64` alone: jobs in an Alpine container share the tool cache of their host.
    const arch = wanted.key.slice(platform.length + 1);
    return [toolCacheDir, tempDir]
        .filter((root) => root !== '')
        .map((root) => (0,external_node_path_.join)(root, 'claude-code', version, arch, wanted.binary));
}
/** Where it is remembered which executables were verified; empty without a tool cache. */
function recordDirectory(toolCacheDir) {
    return toolCacheDir === '' ? '' : (0,external_node_path_.join)(toolCacheDir, 'claude-code', 'verified');
}

// EXTERNAL MODULE: ./build/action/claude-install/cli-missing-error.js
var cli_missing_error = __webpack_require__(28048);
// EXTERNAL MODULE: ./node_modules/semver/functions/valid.js
var valid = __webpack_require__(58780);
;// CONCATENATED MODULE: ./build/action/claude-install/exact-version.js

/** True for `2.1.329`; false for ranges, tags such as `latest`, a leading `v`, build metadata, and anything with a slash. */
function isExactVersion(text) {
    return valid(text) === text;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./build/action/claude-install/executables.js



/** Every executable of that name in PATH, in order, each real file once. */
async function executablesInPath(search) {
    const workspace = search.workspaceDir === '' ? null : await realpathOr(search.workspaceDir);
    const seen = new Set();
    const found = [];
    for (const directory of pathDirectories(search.pathVariable, search.platform)) {
        const path = (search.platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix).join(directory, search.name);
        if ((await whyNotExecutable(path)) !== null)
            continue;
        // Judged by where it really is: a link elsewhere may point into the workspace, and one file may be linked twice.
        const real = await realpathOr(path);
        if (seen.has(real) || (workspace !== null && [real, path].some((one) => isInside(one, workspace))))
            continue;
        seen.add(real);
        found.push(path);
    }
    return found;
}
/** PATH's folders in order. Empty and relative entries mean the current directory to a shell; here they mean nothing. */
function pathDirectories(pathVariable, platform) {
    const path = platform === 'win32' ? external_node_path_.win32 : external_node_path_.posix;
    return [...new Set(pathVariable.split(path.delimiter).filter((entry) => path.isAbsolute(entry)))];
}
/** Why a path cannot be started, as the end of a sentence; null when it can. */
async function whyNotExecutable(path) {
    try {
        const stats = await (0,promises_.stat)(path);
        if (stats.isDirectory())
            return 'is a directory';
        if (!stats.isFile())
            return 'is not a regular file';
        await (0,promises_.access)(path, external_node_fs_.constants.X_OK);
        return null;
    }
    catch (error) {
        const code = error.code;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return 'does not exist';
        return code === 'EACCES' ? 'is not executable' : `cannot be read (${code})`;
    }
}
function isInside(path, directory) {
    const way = (0,external_node_path_.relative)(directory, path);
    return way === '' || !(/^\.\.([\\/]|$)/.test(way) || (0,external_node_path_.isAbsolute)(way));
}
function realpathOr(path) {
    return (0,promises_.realpath)(path).catch(() => path);
}

;// CONCATENATED MODULE: ./build/action/claude-install/needed-flags.js
/**
 * The oldest Claude Code to use: 2.1.300 lists every flag below in its help, as does 2.1.329, with which all else was tested.
 * Older ones also count cost differently (2.1.197 restarts `total_cost_usd` on resume), which no flag shows.
 */
const MINIMUM_VERSION = '2.1.300';
/**
 * The flags a run may be started with. A CLI without the isolating ones would let a pull request's own settings run
 * commands, so their presence is checked, not assumed from the version. `--max-turns` works but is not in the help.
 */
const neededFlags = [
    '-p',
    '--print',
    '--output-format',
    '--verbose',
    '--restricted',
    '--strict-mcp-config',
    '--disable-slash-commands',
    '--tools',
    '--permission-prompts',
    '--json-schema',
    '--max-budget-usd',
    '--resume',
    '--model',
    '--fallback-model',
    '--append-system-prompt',
    '--session-id',
];
/** The needed flags that a help text does not list. `--tools` is not found in `--tools-dir` or in `--no-tools`. */
function missingFlags(help) {
    const listed = new Set(help.match(/(?<![\w-])--?[A-Za-z][\w-]*/g));
    return neededFlags.filter((flag) => !listed.has(flag));
}

// EXTERNAL MODULE: ./build/action/claude-install/pinned-version.js
var pinned_version = __webpack_require__(67757);
;// CONCATENATED MODULE: ./build/action/claude-install/platform-package.js
/** Whose binary to fetch; null where Claude Code is not published for this machine. */
function platformPackage(platform, arch, libc) {
    const key = `${platform}-${arch}${platform === 'linux' && libc === 'musl' ? '-musl' : ''}`;
    if (!publishedFor.includes(key))
        return null;
    return { name: `@anthropic-ai/claude-code-${key}`, key, binary: executableName(platform) };
}
/** Windows starts `.cmd` shims only through a shell, which we never use: there, only the real program counts. */
function executableName(platform) {
    return platform === 'win32' ? 'claude.exe' : 'claude';
}
/** Node reports the C library it runs on; musl has no version there. The package's own installer decides likewise. */
function detectLibc(platform) {
    if (platform !== 'linux')
        return 'glibc';
    // Else it looks up the names of the hosts that we are connected to, which may take seconds.
    Object.assign(process.report, { excludeNetwork: true });
    const report = process.report.getReport();
    return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
const publishedFor = [
    'darwin-arm64',
    'darwin-x64',
    'linux-arm64',
    'linux-arm64-musl',
    'linux-x64',
    'linux-x64-musl',
    'win32-arm64',
    'win32-x64',
];

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./build/action/claude-install/run-briefly.js

/** Longer than any help text; a program that says more is not the one we look for. */
const maxOutputBytes = 1024 * 1024;
/** Runs a program that should answer at once, and leaves nothing of it behind. Rejects only when aborted. */
async function runBriefly(path, args, options) {
    options.signal.throwIfAborted();
    const result = await start(path, args, options);
    options.signal.throwIfAborted();
    return result;
}
function start(path, args, options) {
    const { promise, resolve } = Promise.withResolvers();
    const child = (0,external_node_child_process_.spawn)(path, args, {
        cwd: options.cwd,
        env: options.env,
        stdio: ['ignore', 'pipe', 'pipe'],
        // Its own group, so that what a wrapper script started dies with it.
        detached: options.platform !== 'win32',
        windowsHide: true,
    });
    const output = { stdout: [], stderr: [] };
    let bytes = 0;
    let failure = null;
    const stop = (why) => {
        failure ??= why;
        killGroup(child.pid, options.platform);
        // A descendant that left the group could hold the pipes open for ever.
        child.stdout.destroy();
        child.stderr.destroy();
    };
    const abort = () => stop('was cancelled');
    const timer = setTimeout(() => stop(`gave no answer within ${options.timeoutMs / 1000} s`), options.timeoutMs);
    options.signal.addEventListener('abort', abort, { once: true });
    for (const name of ['stdout', 'stderr'])
        child[name].on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > maxOutputBytes)
                stop('printed more than a megabyte');
            else
                output[name].push(chunk);
        });
    child.on('error', (error) => {
        failure ??= `cannot be started (${startFaults[error.code ?? ''] ?? error.code ?? error.message})`;
    });
    child.on('exit', () => {
        // What it left running goes too; it could hold the pipes open until the time is up.
        if (options.platform !== 'win32')
            killGroup(child.pid, options.platform);
    });
    child.on('close', (code) => {
        clearTimeout(timer);
        options.signal.removeEventListener('abort', abort);
        const text = (chunks) => Buffer.concat(chunks).toString('utf8');
        if (failure !== null)
            resolve({ kind: 'failed', why: failure });
        else
            resolve({ kind: 'exited', code, stdout: text(output.stdout), stderr: text(output.stderr) });
    });
    return promise;
}
const startFaults = {
    // The file was seen a moment ago, so what is missing is what its first line or its ELF header names.
    ENOENT: 'its interpreter or C library is missing',
    ENOEXEC: 'it is made for another kind of machine',
    EACCES: 'permission denied',
};
function killGroup(pid, platform) {
    if (pid === undefined)
        return;
    try {
        process.kill(platform === 'win32' ? pid : -pid, 'SIGKILL');
    }
    catch {
        // Already gone.
    }
}

;// CONCATENATED MODULE: ./build/action/claude-install/verification-record.js




/*
 * That an executable has the needed flags is remembered between jobs, as one small file per executable that holds its
 * version. Other jobs on a self-hosted runner can write there. A forged record skips the check of the flags, nothing
 * else: integrity is checked when installing, the version always, and a CLI without a flag refuses to start with it.
 */
/** The version this very file had when its flags were last found complete; null when it was never checked, or changed since. */
async function readVerification(recordDir, path) {
    if (recordDir === '')
        return null;
    try {
        return await (0,promises_.readFile)(await recordPath(recordDir, path), 'utf8');
    }
    catch {
        return null;
    }
}
/** Best effort: a folder that cannot be written costs the next run 100 ms. */
async function writeVerification(recordDir, path, version) {
    if (recordDir === '')
        return;
    const part = (0,external_node_path_.join)(recordDir, `.${(0,external_node_crypto_.randomUUID)()}`);
    try {
        await (0,promises_.mkdir)(recordDir, { recursive: true });
        await (0,promises_.writeFile)(part, version, { flag: 'wx' });
        await (0,promises_.rename)(part, await recordPath(recordDir, path));
    }
    catch {
        await (0,promises_.rm)(part, { force: true }).catch(() => undefined);
    }
}
/** Named by all that tells one executable from another, and by what was looked for in it. */
async function recordPath(recordDir, path) {
    const real = await (0,promises_.realpath)(path);
    const { size, mtimeMs } = await (0,promises_.stat)(real);
    const identity = JSON.stringify([real, size, mtimeMs, neededFlags]);
    return (0,external_node_path_.join)(recordDir, (0,external_node_crypto_.createHash)('sha256').update(identity).digest('hex'));
}

;// CONCATENATED MODULE: ./build/action/claude-install/verify-claude.js







/** `--version` answers in 9 ms and `--help` in 100 ms on two slow cores; a cold disk needs seconds for 377 MB. */
const defaultTimeoutMs = 20_000;
/**
 * Asks an executable for its version and its flags, both at once, without credentials and in an empty home, so that no
 * settings of the machine or of the checkout take part. The flags are not asked for again while the file stays the same.
 */
async function verifyClaude(path, options) {
    const home = await (0,promises_.mkdtemp)((0,external_node_path_.join)(options.tempDir, 'claude-verify-'));
    try {
        const recorded = await readVerification(options.recordDir, path);
        const run = askFrom(home, path, options);
        const [version, help] = await Promise.all([
            run('--version').then(readVersion),
            recorded === null ? run('--help') : null,
        ]);
        if (version.kind === 'unusable')
            return version;
        if (help === null && recorded === version.version)
            return version;
        const flags = readFlags(help ?? (await run('--help')), version.version);
        if (flags.kind === 'usable')
            await writeVerification(options.recordDir, path, version.version);
        return flags;
    }
    finally {
        await (0,promises_.rm)(home, { recursive: true, force: true });
    }
}
function askFrom(home, path, options) {
    const env = {
        PATH: options.pathVariable,
        HOME: home,
        USERPROFILE: home,
        DISABLE_AUTOUPDATER: '1',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    };
    const { platform, signal, verifyTimeoutMs: timeoutMs = defaultTimeoutMs } = options;
    return (flag) => runBriefly(path, [flag], { cwd: home, env, platform, timeoutMs, signal });
}
function readVersion(result) {
    const fault = whyFailed(result, '--version');
    if (fault !== null)
        return { kind: 'unusable', why: fault };
    const output = result.kind === 'exited' ? result.stdout.trim() : '';
    const version = /^(\S+) \(Claude Code\)$/.exec(output)?.[1] ?? '';
    if (!isExactVersion(version))
        return {
            kind: 'unusable',
            why: `is not Claude Code: --version printed ${JSON.stringify(brief(output))}`,
        };
    if (lt(version, MINIMUM_VERSION))
        return { kind: 'unusable', why: `is Claude Code ${version}, older than ${MINIMUM_VERSION}` };
    return { kind: 'usable', version };
}
function readFlags(result, version) {
    const fault = whyFailed(result, '--help');
    if (fault !== null)
        return { kind: 'unusable', why: fault };
    const missing = missingFlags(result.kind === 'exited' ? result.stdout : '');
    if (missing.length === 0)
        return { kind: 'usable', version };
    return { kind: 'unusable', why: `is Claude Code ${version} without ${missing.join(', ')}` };
}
function whyFailed(result, flag) {
    if (result.kind === 'failed')
        return `${result.why} (${flag})`;
    if (result.code === 0)
        return null;
    const said = brief(result.stderr.trim() || result.stdout.trim());
    const how = result.code === null ? 'was killed' : `exited with ${result.code}`;
    return `${how} when asked for ${flag}${said === '' ? '' : `: ${said}`}`;
}
/** One short line without control characters, fit for a log. */
function brief(text) {
    return text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 200);
}

;// CONCATENATED MODULE: ./build/action/claude-install/find-claude.js










/**
 * Claude Code, verified to run and to have what we need: the one that `claudePath` names and no other; else the first usable one in PATH
 * (110 ms; 15 ms when it was verified before), in the tool cache, or from the registry.
 * Throws CliMissingError; when aborted, the signal's reason.
 */
async function findClaude(options) {
    try {
        if (options.claudePath !== '')
            return await useGiven(options);
        const { found, rejected } = await findInPath(options);
        return found ?? (await findPinned(options).catch((error) => alsoNaming(rejected, error)));
    }
    catch (error) {
        options.signal.throwIfAborted();
        throw error;
    }
}
async function useGiven(options) {
    const path = (0,external_node_path_.resolve)(options.workspaceDir, options.claudePath);
    const why = await whyNotExecutable(path);
    const verification = why === null ? await verify(path, options) : { kind: 'unusable', why };
    if (verification.kind === 'usable')
        return { path, version: verification.version, source: 'input' };
    throw new cli_missing_error/* CliMissingError */.z(`claude-path: ${path} ${verification.why}`, `Set \`claude-path\` to an executable Claude Code ${MINIMUM_VERSION} or newer, or leave it out to have ${pinned_version/* PINNED_VERSION */._} installed`);
}
async function findInPath(options) {
    const name = executableName(options.platform);
    const rejected = [];
    for (const path of await executablesInPath({ ...options, name })) {
        const verification = await verify(path, options);
        if (verification.kind === 'usable')
            return { found: { path, version: verification.version, source: 'path' }, rejected };
        // Whatever else is on the machine must not break the job: the version that we can bring ourselves works.
        options.log(`Not using ${path}: it ${verification.why}`);
        rejected.push(`${path} ${verification.why}`);
    }
    return { found: null, rejected };
}
/** Whoever has a claude in PATH will wonder why it was not used. */
function alsoNaming(rejected, error) {
    if (!(error instanceof cli_missing_error/* CliMissingError */.z) || rejected.length === 0)
        throw error;
    throw new cli_missing_error/* CliMissingError */.z(`${error.message} Found in PATH, but ${rejected.join('; ')}`, error.remedy, {
        cause: error,
    });
}
async function findPinned(options) {
    const { registry, tempDir, signal, log, retryDelaysMs = [500, 2000] } = options;
    const version = wantedVersion(options.claudeVersion);
    const wanted = packageFor(options);
    const targets = cachePlaces(wanted, version, options);
    for (const path of targets) {
        if ((await whyNotExecutable(path)) !== null)
            continue;
        const verification = mustBe(version, await verify(path, options));
        if (verification.kind === 'usable')
            return { path, version, source: 'tool-cache' };
        log(`Not using ${path}: it ${verification.why}`);
    }
    // Seldom needed, so it stays out of the bundle's entry chunk.
    const { installClaude } = await Promise.all(/* import() */[__webpack_require__.e(118), __webpack_require__.e(949)]).then(__webpack_require__.bind(__webpack_require__, 48949));
    const path = await installClaude({
        platformPackage: wanted,
        version,
        registry,
        targets,
        tempDir,
        retryDelaysMs,
        // The staged file goes by another name soon: nothing to remember about it.
        verify: async (staged) => mustBe(version, await verify(staged, options, '')),
        signal,
        log,
    });
    return { path, version, source: 'installed' };
}
function verify(path, options, recordDir = recordDirectory(options.toolCacheDir)) {
    return verifyClaude(path, { ...options, recordDir });
}
/** A usable CLI of another version in a version's folder is a broken cache, not a find. */
function mustBe(version, verification) {
    if (verification.kind === 'unusable' || verification.version === version)
        return verification;
    return { kind: 'unusable', why: `is Claude Code ${verification.version}, not ${version}` };
}
function wantedVersion(claudeVersion) {
    const version = claudeVersion === '' ? pinned_version/* PINNED_VERSION */._ : claudeVersion;
    const remedy = `Set \`claude-version\` to an exact version from ${MINIMUM_VERSION} on, or leave it out for ${pinned_version/* PINNED_VERSION */._}`;
    // It becomes part of a path and of an address.
    if (!isExactVersion(version))
        throw new cli_missing_error/* CliMissingError */.z(`claude-version: ${JSON.stringify(version)} is not an exact version`, remedy);
    if (lt(version, MINIMUM_VERSION))
        throw new cli_missing_error/* CliMissingError */.z(`claude-version: ${version} is older than ${MINIMUM_VERSION}`, remedy);
    return version;
}
function packageFor({ platform, arch }) {
    const wanted = platformPackage(platform, arch, detectLibc(platform));
    if (wanted !== null)
        return wanted;
    throw new cli_missing_error/* CliMissingError */.z(`Claude Code is not published for ${platform} on ${arch}`, cli_missing_error/* installYourself */.Jk);
}

// EXTERNAL MODULE: ./build/action/commands.js
var commands = __webpack_require__(80633);
// EXTERNAL MODULE: ./build/action/event/decide.js + 1 modules
var decide = __webpack_require__(86942);
;// CONCATENATED MODULE: ./build/action/event/tasks.js
/** The tasks this version carries out. The others of `contract/task.ts` are refused by name. */
const builtTasks = ['review', 'prompt'];
const askedTasks = ['auto', ...builtTasks];

;// CONCATENATED MODULE: ./build/action/runner.js
/** What a child needs to find programs, speak the right language and pass a proxy. An allow-list: all else stays here. */
const passedOn = [
    'PATH',
    'LANG',
    'LC_ALL',
    'TZ',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
];
function readRunner(env) {
    const value = (name) => env[name] ?? '';
    const [owner = '', repo = ''] = value('GITHUB_REPOSITORY').split('/');
    const workflowRef = value('GITHUB_WORKFLOW_REF').split('@')[0] ?? '';
    return {
        eventName: value('GITHUB_EVENT_NAME'),
        eventPath: value('GITHUB_EVENT_PATH'),
        owner,
        repo,
        sha: value('GITHUB_SHA'),
        actor: value('GITHUB_ACTOR'),
        githubRunId: value('GITHUB_RUN_ID') || '0',
        attempt: value('GITHUB_RUN_ATTEMPT') || '1',
        workflow: value('GITHUB_WORKFLOW'),
        workflowPath: workflowRef.split('/').slice(2).join('/') || value('GITHUB_WORKFLOW'),
        job: value('GITHUB_JOB'),
        serverUrl: value('GITHUB_SERVER_URL') || 'https://github.com',
        apiUrl: value('GITHUB_API_URL') || 'https://api.github.com',
        workspace: value('GITHUB_WORKSPACE'),
        tempDir: value('RUNNER_TEMP'),
        toolCacheDir: value('RUNNER_TOOL_CACHE'),
        summaryPath: value('GITHUB_STEP_SUMMARY'),
        hasArtifactService: value('ACTIONS_RUNTIME_TOKEN') !== '' && value('ACTIONS_RESULTS_URL') !== '',
        registry: value('NPM_CONFIG_REGISTRY') || value('npm_config_registry') || 'https://registry.npmjs.org',
        passOn: Object.fromEntries(passedOn.filter((name) => value(name) !== '').map((name) => [name, value(name)])),
        secrets: [value('ACTIONS_RUNTIME_TOKEN'), value('ACTIONS_ID_TOKEN_REQUEST_TOKEN')].filter((secret) => secret !== ''),
    };
}

;// CONCATENATED MODULE: ./build/action/inputs.js



const publishModes = ['auto', 'artifact', 'none'];
/** Aliases, full names, provider ids and ARNs, with a context suffix such as `[1m]`; never something that reads as a flag. */
const modelName = /^[A-Za-z0-9][\w.:@/[\]-]{0,199}$/;
/** Parses every input and collects every fault, so that all can be told at once. Faulty ones carry their default. */
function readInputs(env) {
    const faults = [];
    const text = (name) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
    const fault = (input, problem, remedy) => {
        // An address may carry a password.
        faults.push({ input, value: text(input).replace(/\/\/[^/@]*@/, '//…@'), problem, remedy });
    };
    const number = (name, fallback, rule) => {
        const given = text(name);
        if (given === '')
            return fallback;
        const value = rule.whole ? /^\d+$/.test(given) : /^(\d+(\.\d+)?|\.\d+)$/.test(given);
        if (value && Number(given) >= rule.least && Number(given) <= rule.most)
            return Number(given);
        const kind = rule.whole ? 'a whole number' : 'a number';
        fault(name, `is not ${kind} from ${rule.least} to ${rule.most}`, `Give digits, as in ${rule.example}`);
        return fallback;
    };
    const choice = (name, fallback, allowed) => {
        const given = text(name);
        if (given === '')
            return fallback;
        const found = allowed.find((value) => value === given);
        if (found === undefined)
            fault(name, 'is unknown', `Use one of ${allowed.join(', ')}`);
        return found ?? fallback;
    };
    const matching = (name, test, problem, remedy) => {
        const given = text(name);
        if (given === '' || test(given))
            return given;
        fault(name, problem, remedy);
        return '';
    };
    const model = (name) => matching(name, (value) => modelName.test(value), 'is not a model name', 'Use an alias such as sonnet or a full model name');
    const version = (value) => isExactVersion(value);
    const inputs = {
        task: choice('task', 'auto', askedTasks),
        prompt: text('prompt'),
        anthropicApiKey: text('anthropic-api-key'),
        claudeCodeOauthToken: text('claude-code-oauth-token'),
        anthropicBaseUrl: matching('anthropic-base-url', isHttpUrl, 'is not an http(s) address', 'Give it as https://host/path, without user name or password'),
        githubToken: text('github-token'),
        model: model('model'),
        fallbackModel: model('fallback-model'),
        maxTurns: number('max-turns', null, { whole: true, least: 1, most: 1000, example: '20' }),
        timeoutMs: Math.round((number('timeout-minutes', 30, { whole: false, least: 0.01, most: 7200, example: '30' }) ?? 30) *
            60_000),
        maxBudgetMicroUsd: Math.round((number('max-budget-usd', 5, { whole: false, least: 0.01, most: 10_000, example: '2.50' }) ?? 5) * 1e6),
        claudeVersion: matching('claude-version', version, 'is not an exact version', 'Give all three numbers, as in 2.1.329'),
        claudePath: text('claude-path'),
        publish: choice('publish', 'auto', publishModes),
        retentionDays: number('retention-days', null, { whole: true, least: 1, most: 400, example: '30' }),
        debug: choice('debug', 'false', ['true', 'false']) === 'true',
    };
    return { inputs, faults };
}
function isHttpUrl(text) {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
/** The one place that reads the process's environment. */
function readEnvironment() {
    return { ...readInputs(process.env), runner: readRunner(process.env) };
}

;// CONCATENATED MODULE: ./build/action/log.js

/** The job's log. Every line is ours: redacted, of one line, and never read by the runner as a command. */
function createLog(options) {
    const line = (text) => harmless(options.redact(text));
    return {
        info: (text) => options.write(`${line(text)}\n`),
        warn: (text) => (0,commands/* annotate */.f)('warning', line(text), options.write),
        error: (text) => (0,commands/* annotate */.f)('error', line(text), options.write),
        debug: (text) => {
            if (options.debug)
                options.write(`debug: ${line(text)}\n`);
        },
    };
}
/**
 * The runner takes `::name::` at the start of a line, and `##[name]` anywhere in one, as a command; a terminal takes
 * escape sequences. Neither survives.
 */
function harmless(text) {
    return text
        .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
        .replace(/\p{Bidi_Control}/gu, '')
        .replaceAll('##[', '# #[')
        .replace(/^(\s*)::/, '$1: :');
}

;// CONCATENATED MODULE: ./build/action/redact.js
/** What stands where a secret stood. */
const redacted = '[redacted]';
/** Shorter values would match ordinary words. */
const shortestSecretChars = 8;
/**
 * Makes the one function that everything leaving the run passes: it replaces each known secret, as it is and as JSON,
 * a URL, or base64 would write it.
 */
function createRedactor(secrets) {
    const forms = secrets
        .filter((secret) => secret.length >= shortestSecretChars)
        .flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        base64(secret),
        base64(`x-access-token:${secret}`),
    ]);
    if (forms.length === 0)
        return (text) => text;
    // Longest first, so that a form inside a longer one does not leave the rest of it standing.
    const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
    const pattern = new RegExp(longestFirst.map((form) => RegExp.escape(form)).join('|'), 'g');
    return (text) => text.replace(pattern, redacted);
}
const base64 = (text) => Buffer.from(text).toString('base64').replace(/=+$/, '');

// EXTERNAL MODULE: ./build/action/claude/usage.js + 1 modules
var usage = __webpack_require__(90169);
;// CONCATENATED MODULE: ./build/action/run/record.js

function newRecord(options) {
    return {
        ...options,
        task: null,
        subject: null,
        pullRequest: null,
        branch: '',
        claude: { version: null, path: null, sessionId: null, model: null },
        usage: usage/* noUsage */.tk,
        findings: { total: 0, new: 0, resolved: 0 },
        notReviewed: [],
        warnings: [],
        resultJson: '',
        review: null,
        stickyUrl: null,
        diskFault: null,
        lastText: '',
    };
}

;// CONCATENATED MODULE: ./build/action/run/stopper.js
/** What can end a run from outside: its time limit, and the runner, which sends SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL. */
function createStopper(timeoutMs, cancelled) {
    const controller = new AbortController();
    const stop = (reason) => controller.abort(reason);
    const minutes = Number((timeoutMs / 60_000).toFixed(2));
    const timer = setTimeout(() => stop({
        failureClass: 'timeout',
        message: `The run took longer than timeout-minutes allows (${minutes}).`,
    }), Math.min(timeoutMs, 2 ** 31 - 1));
    const cancel = () => stop({ failureClass: 'cancelled', message: 'The job was cancelled.' });
    if (cancelled.aborted)
        cancel();
    cancelled.addEventListener('abort', cancel, { once: true });
    return {
        signal: controller.signal,
        stop,
        dispose: () => clearTimeout(timer),
    };
}

;// CONCATENATED MODULE: ./build/action/main.js












/** One run of the action, from its environment to its last output. `cancelled` aborts when the runner calls the job off. */
async function main(cancelled) {
    const startedAtMs = Date.now();
    const environment = readEnvironment();
    const { inputs, runner } = environment;
    const stopper = createStopper(inputs.timeoutMs, cancelled);
    const payload = await readPayload(runner.eventPath);
    const decision = (0,decide/* decide */.L)({
        eventName: runner.eventName,
        payload,
        task: inputs.task,
        prompt: inputs.prompt,
        hasCredential: hasCredential(environment),
        workflowName: runner.workflowPath
            .split('/')
            .at(-1)
            ?.replace(/\.ya?ml$/, '') ?? '',
    });
    const faults = faultsOf(environment, decision);
    const write = (text) => void process.stdout.write(text);
    const secrets = [
        inputs.anthropicApiKey,
        inputs.claudeCodeOauthToken,
        inputs.githubToken,
        ...runner.secrets,
    ];
    for (const secret of secrets)
        if (secret !== '')
            (0,commands/* maskSecret */.$)(secret, write);
    const redact = createRedactor(secrets);
    const log = createLog({ redact, debug: inputs.debug, write });
    const willRun = (decision.kind === 'review' || decision.kind === 'prompt') && faults.length === 0;
    const claude = willRun
        ? lookForClaude({ environment, stopper, log })
        : Promise.reject(new Error('Claude is not needed'));
    // It is awaited later; a rejection must not count as unhandled meanwhile.
    claude.catch(() => undefined);
    const record = await createRecord(environment, startedAtMs, decision);
    // What talks to GitHub and renders for it is most of the bundle: it loads while Claude is being looked for.
    const { perform } = await Promise.all(/* import() */[__webpack_require__.e(215), __webpack_require__.e(831)]).then(__webpack_require__.bind(__webpack_require__, 86831));
    await perform({
        environment,
        decision,
        faults,
        record,
        stopper,
        log,
        redact,
        claude,
        eventAction: actionOf(payload),
    });
    stopper.dispose();
}
const hasCredential = ({ inputs }) => inputs.anthropicApiKey !== '' || inputs.claudeCodeOauthToken !== '';
/** All that is wrong, at once. An event that asks for nothing needs no credential. */
function faultsOf(environment, decision) {
    const { inputs, faults } = environment;
    if (decision.kind === 'skip')
        return faults;
    const all = [...faults, ...(decision.kind === 'refuse' ? decision.faults : [])];
    if (!hasCredential(environment)) {
        all.push({
            input: 'anthropic-api-key',
            value: '',
            problem: 'is missing, and so is claude-code-oauth-token',
            remedy: 'Add the key as a repository secret and pass it: anthropic-api-key: ${{ secrets.ANTHROPIC_API_KEY }}',
        });
    }
    if (inputs.githubToken === '' && decision.kind === 'review') {
        all.push({
            input: 'github-token',
            value: '',
            problem: 'is empty',
            remedy: 'Leave it out to use the token of the job',
        });
    }
    return all;
}
async function createRecord({ runner }, startedAtMs, decision) {
    const runId = `${runner.githubRunId}-${runner.attempt}-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const dir = (0,external_node_path_.join)(runner.tempDir || (0,external_node_os_.tmpdir)(), 'claude-orchestrator', runId);
    const runUrl = `${runner.serverUrl}/${runner.owner}/${runner.repo}/actions/runs/${runner.githubRunId}`;
    const record = newRecord({ runId, runUrl, startedAtMs, dir });
    record.task = decision.kind === 'review' || decision.kind === 'prompt' ? decision.kind : null;
    record.subject = decision.kind === 'review' || decision.kind === 'prompt' ? decision.subject : null;
    const number = (0,decide/* pullRequestOf */._)(decision);
    if (number !== null)
        record.pullRequest = { number, headSha: '', baseSha: '' };
    if (decision.kind === 'review' && decision.payload !== null) {
        record.pullRequest = {
            number: decision.number,
            headSha: decision.payload.head.sha,
            baseSha: decision.payload.base.sha,
        };
    }
    await (0,promises_.mkdir)(dir, { recursive: true, mode: 0o700 }).catch((error) => {
        record.diskFault = error;
    });
    return record;
}
function lookForClaude({ environment: { inputs, runner }, stopper, log, }) {
    return findClaude({
        claudePath: inputs.claudePath,
        claudeVersion: inputs.claudeVersion,
        pathVariable: runner.passOn['PATH'] ?? '',
        workspaceDir: runner.workspace,
        toolCacheDir: runner.toolCacheDir,
        tempDir: runner.tempDir || (0,external_node_os_.tmpdir)(),
        registry: runner.registry,
        platform: process.platform,
        arch: process.arch,
        signal: stopper.signal,
        log: log.info,
    });
}
/** null where there is no event file or no JSON in it: `decide` says what that means. */
async function readPayload(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return null;
    }
}
function actionOf(payload) {
    const action = payload?.action;
    return typeof action === 'string' ? action : '';
}


/***/ })

};
