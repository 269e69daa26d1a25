/** What /openapi.json says of an operation beside its schemas. */
export interface Operation {
  readonly tag: keyof typeof tags;
  readonly summary: string;
  readonly description: string;
  /** Problems of its own, beside those that follow from who may ask and what is sent. */
  readonly problems?: readonly number[];
}

export const tags = {
  Runs: 'What runs did, and what a person does about them',
  'Run protocol': 'What a run itself asks: to begin, to go on, to end',
  Sessions: 'Conversations on one subject, living across runs',
  Budgets: 'Limits of what runs may spend, in integer micro-USD: 5000000 is $5',
  Settings: 'The organization and its repositories: what their runs may do',
  Access: 'Tokens, members, and who is asking',
  Login: 'People log in with GitHub',
  Background: 'What could not be done while nobody waited',
  Webhooks: 'What GitHub tells',
  Operation: 'For whoever runs the coordinator',
} as const;

const of =
  (tag: Operation['tag']) =>
  (summary: string, description: string, problems: readonly number[] = []): Operation => ({
    tag,
    summary,
    description,
    problems,
  });
const [runs, protocol, sessions, budgets] = [of('Runs'), of('Run protocol'), of('Sessions'), of('Budgets')];
const [settings, access, login] = [of('Settings'), of('Access'), of('Login')];
const [background, operation] = [of('Background'), of('Operation')];
const paged = 'Newest first; `cursor` of the next page is `nextCursor` of the one before, null on the last.';
const versioned =
  'With the version that was seen (`If-Match`, or `version` in the body) it is refused with 412 where somebody changed it since.';

/** By method and route; every route has one. */
export const operations: Readonly<Record<string, Operation>> = {
  'GET /': operation(
    'The dashboard',
    'Or, for `Accept: application/json`, the name and version of this, and where to go on.',
  ),
  'GET /health/live': operation('Is the process there', 'Restart it where it does not answer.'),
  'GET /health/ready': operation(
    'Can it do its work',
    'Database, queue, migrations and disk are asked, each with a second; 503 names what failed.',
  ),
  'GET /metrics': operation('Metrics', 'For Prometheus. With METRICS_TOKEN set, as its bearer.', [401]),
  'GET /openapi.json': operation('This description', 'Out of the schemas that check what comes and goes.'),
  'GET /login': login('Log in', 'Sends the browser to GitHub, and from there back to `return_to`.', [404]),
  'GET /login/callback': login('Come back from GitHub', 'Sets the login cookie.', [400, 403, 404, 503]),
  'POST /logout': login('Log out', 'Ends the login of the cookie, in this browser and everywhere.', [403]),
  'POST /login/device': login(
    'Log in without a browser',
    'Begins the device flow: show `userCode` and `verificationUri`, then ask for the token.',
    [404, 503],
  ),
  'POST /login/device/token': login(
    'Ask for the token of a device login',
    'Until the answer is no longer `authorization_pending` or `slow_down`, which are 400.',
    [400, 403, 404, 503],
  ),
  'GET /v1/me': access('Who is asking', 'The person or token, and what it may do in which organization.'),
  'GET /v1/tokens': access('List API tokens', `Never the tokens themselves. ${paged}`),
  'POST /v1/tokens': access(
    'Make an API token',
    'It is shown in this answer alone. It can do at most what its maker can, for at most as long.',
  ),
  'GET /v1/tokens/:token': access('Look at an API token', 'What it may do, its end, and when it was used.'),
  'DELETE /v1/tokens/:token': access(
    'Revoke an API token',
    'It ends at once. Repeating this changes nothing.',
  ),
  'GET /v1/members': access('List members', `Who belongs to the organization, and as what. ${paged}`),
  'POST /v1/members': access('Add a member', 'By their number on GitHub: logins change hands.', [409]),
  'GET /v1/members/:user': access('Look at a member', 'Their role, and where it comes from.'),
  'PATCH /v1/members/:user': access(
    'Change a member’s role',
    'The last administrator stays one.',
    [409, 412],
  ),
  'DELETE /v1/members/:user': access('Remove a member', 'The last administrator stays.', [409]),
  'GET /v1/runs': runs('List runs', `By repository, subject, session, state, task, actor and time. ${paged}`),
  'GET /v1/runs/:run': runs('Look at a run', 'All that is known of it, and its report once it has ended.'),
  'POST /v1/runs/:run/cancel': runs(
    'Cancel a run',
    'One that waits ends at once, one that runs at its next heartbeat. 409 for one that has ended.',
    [409],
  ),
  'POST /v1/runs/:run/retry': runs(
    'Run a run again',
    'Through GitHub, once; needs the GitHub App. 409 where it cannot be, with why.',
    [409],
  ),
  'PUT /v1/runs/:run/rating': runs(
    'Rate a run',
    'One word of each person, `good` or `bad`; null takes it back. A run shows the counts, and one’s own, as `ratings`.',
  ),
  'GET /v1/runs/:run/events': runs('Read a run’s journal', 'By seq. Large bodies are at /v1/blobs.', [410]),
  'GET /v1/history': runs(
    'Read the history',
    'The newest 5,000 runs in columns, as published; `cursor` of older ones is `nextCursor`. Go on at /v1/stream or /v1/changes from `streamId`.',
  ),
  'GET /v1/history/runs/:run/run.json': runs(
    'Read a run of the history',
    'As published; also while it runs.',
  ),
  'GET /v1/history/runs/:run/events-:chunk.json': runs(
    'Read a part of its journal',
    'The n-th has lines (n-1)*500+1 to n*500; the last one of a running run grows.',
    [410],
  ),
  'GET /v1/history/runs/:run/body-:seq.json': runs(
    'Read all of a large event',
    'Its `data`, as JSON.',
    [410, 503],
  ),
  'GET /v1/stream': runs(
    'Hear of runs as they change',
    'Server-Sent Events `run`, `lines` (of the journal of `run`) and `reset` (load anew); resumes at Last-Event-ID, or `lastEventId`.',
    [503],
  ),
  'GET /v1/changes': runs(
    'Ask what has changed',
    'What the stream tells, for those who ask from time to time: all after the id that was given last. 2 s apart is often enough.',
  ),
  'GET /v1/search': runs('Search journals', `Full text, over those that are not archived. ${paged}`),
  'GET /v1/blobs/:blob': runs('Read a large body', 'As it was, in ranges, with its entity tag.', [416, 503]),
  'POST /v1/runs': protocol(
    'Ask for a run',
    'Takes the session and reserves the grant. Safe to repeat with the same Idempotency-Key, or run id.',
    [402, 409],
  ),
  'POST /v1/runs/:run/heartbeat': protocol(
    'Say that a run goes on',
    'Every `heartbeatSeconds`. Extends the lease; the answer’s `order` says what to do. 409 for an epoch never given.',
    [409],
  ),
  'POST /v1/runs/:run/events': protocol(
    'Send lines of the journal',
    'In any order, any number of times: each `seq` is stored once. JSON or NDJSON, plain or gzipped.',
    [409, 503],
  ),
  'POST /v1/runs/:run/finish': protocol('End a run', 'With its report. The first one counts.'),
  'GET /v1/sessions': sessions('List sessions', `Each with who holds it now. Last used first. ${paged}`),
  'GET /v1/sessions/:session': sessions('Look at a session', 'Its subject, lease and runs.'),
  'GET /v1/budgets': budgets('List budgets', `With what is spent and reserved of them. ${paged}`),
  'POST /v1/budgets': budgets('Make a budget', 'One for each scope, its object and period.', [409]),
  'GET /v1/budgets/:budget': budgets('Look at a budget', 'Its limit, and how much of it is gone.'),
  'PATCH /v1/budgets/:budget': budgets('Change a budget’s limit', versioned, [412]),
  'DELETE /v1/budgets/:budget': budgets('Remove a budget', 'What was spent stays counted.'),
  'GET /v1/organization': settings('Look at the organization', 'With its policy as it is in effect.'),
  'PATCH /v1/organization': settings('Change the organization', versioned, [409, 412]),
  'GET /v1/repositories': settings('List repositories', `Those that were ever enrolled. ${paged}`),
  'POST /v1/repositories': settings('Enrol a repository', 'Its runs are admitted from now on.'),
  'GET /v1/repositories/:repository': settings('Look at a repository', 'With its policy as it is in effect.'),
  'PATCH /v1/repositories/:repository': settings('Change a repository', versioned, [412]),
  'GET /v1/dead-letters': background('List dead letters', `What waits for a person. ${paged}`),
  'GET /v1/dead-letters/:letter': background(
    'Look at a dead letter',
    'What it was, and why it was not done.',
  ),
  'POST /v1/dead-letters/retry': background('Retry many', 'All that fit the filter, up to a limit.'),
  'POST /v1/dead-letters/:letter/retry': background('Retry one', 'It is done again from the beginning.'),
  'DELETE /v1/dead-letters/:letter': background('Drop a dead letter', 'It is not done any more.'),
  'POST /webhooks/github': of('Webhooks')(
    'Deliver a webhook',
    'Stored before it is answered, worked on afterwards. A delivery that comes twice has one effect.',
    [400, 401, 404, 413, 503],
  ),
};
