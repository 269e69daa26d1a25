import type { SkipCode } from '../../contract/report.ts';
import type { Fault } from '../fault.ts';
import {
  dispatchedPullRequest,
  isPullRequestEvent,
  type PullRequestEvent,
  type PullRequestPayload,
} from './payload.ts';
import type { AskedTask } from './tasks.ts';
import { type Who, whoOf } from './who.ts';

/** What the event asks of us. `review` of a dispatched number has no payload: it is read from the API. */
export type Decision =
  | {
      readonly kind: 'review';
      readonly number: number;
      readonly payload: PullRequestPayload | null;
      readonly subject: string;
      readonly who: Who;
    }
  | {
      readonly kind: 'prompt';
      readonly subject: string;
      readonly who: Who;
      /** The base of the pull request that the event is about. */
      readonly baseSha: string | null;
    }
  | {
      readonly kind: 'skip';
      readonly code: SkipCode;
      readonly message: string;
      readonly pullRequest: number | null;
    }
  | {
      readonly kind: 'refuse';
      readonly faults: readonly Fault[];
      readonly pullRequest: number | null;
      readonly who: Who;
    };

export interface Asked {
  readonly eventName: string;
  readonly payload: unknown;
  readonly task: AskedTask;
  readonly prompt: string;
  readonly hasCredential: boolean;
  /** File name of the workflow without its ending; names the subject of a prompt. */
  readonly workflowName: string;
}

/** The pull request a decision is about, whether anything is done or not. */
export function pullRequestOf(decision: Decision): number | null {
  switch (decision.kind) {
    case 'review':
      return decision.number;
    case 'skip':
    case 'refuse':
      return decision.pullRequest;
    case 'prompt':
      return null;
    default:
      return decision satisfies never;
  }
}

const reviewedActions = ['opened', 'reopened', 'synchronize', 'ready_for_review'];
const promptEvents = ['workflow_dispatch', 'repository_dispatch', 'schedule'];
const howToReviewForks =
  'A maintainer can review it with a workflow_dispatch workflow that has an input named pull-request: see docs/examples/review-forks.yml.';

/** Maps an event to a task. Nothing to do is a skip with its reason, never a failure; what cannot be meant is refused with its faults. */
export function decide(asked: Asked): Decision {
  if (asked.eventName === 'pull_request') return decidePullRequest(asked);
  if (promptEvents.includes(asked.eventName)) return decideDispatch(asked);
  if (asked.eventName === 'pull_request_target') {
    return skip(
      'event',
      `The event pull_request_target runs with secrets on what strangers send, so it is never acted on. Use pull_request instead; forks: ${howToReviewForks}`,
    );
  }
  return skip(
    'event',
    `The event ${asked.eventName || '(none)'} asks for nothing in this version; pull_request, workflow_dispatch, repository_dispatch and schedule do.`,
  );
}

function decidePullRequest(asked: Asked): Decision {
  const { payload } = asked;
  if (!isPullRequestEvent(payload)) {
    return refuse(asked, {
      input: 'GITHUB_EVENT_PATH',
      problem: 'holds no pull_request event',
      remedy: 'Run the action in a workflow job; locally, npm run demo shows how',
    });
  }
  const pull = payload.pull_request;
  const no = skipPullRequest(asked, payload);
  if (no !== null) return no;
  const subject = `pr-${pull.number}`;
  const who = whoOfAsked(asked);
  if (asked.task === 'prompt') {
    return asked.prompt === ''
      ? missingPrompt(asked, pull.number)
      : { kind: 'prompt', subject, who, baseSha: pull.base.sha };
  }
  return { kind: 'review', number: pull.number, payload: pull, subject, who };
}

function skipPullRequest(
  asked: Asked,
  { action, pull_request: pull, sender }: PullRequestEvent,
): Decision | null {
  const skipThis = (code: SkipCode, message: string): Decision => skip(code, message, pull.number);
  if (pull.state === 'closed' || action === 'closed')
    return skipThis('closed', `Pull request #${pull.number} is closed.`);
  if (pull.head.repo === null || pull.head.repo.id !== pull.base.repo.id) {
    return skipThis(
      'fork',
      `Pull request #${pull.number} comes from a fork, and GitHub gives such runs no secrets. ${howToReviewForks}`,
    );
  }
  if (!asked.hasCredential && sender?.login === 'dependabot[bot]') {
    return skipThis(
      'no_secrets',
      'Dependabot started this run, and its runs see Dependabot secrets only. Add the credential there, and dependabot[bot] to allowed-bots, to have its pull requests reviewed.',
    );
  }
  if (asked.task !== 'auto') return null;
  if (!reviewedActions.includes(action)) {
    return skipThis(
      'event',
      `The pull_request action ${action} asks for nothing; ${reviewedActions.join(', ')} do, or set task: review.`,
    );
  }
  if (pull.draft === true) {
    return skipThis(
      'draft',
      `Pull request #${pull.number} is a draft. It is reviewed once it is ready; set task: review to review drafts too.`,
    );
  }
  return null;
}

function decideDispatch(asked: Asked): Decision {
  const named = asked.eventName === 'workflow_dispatch' ? dispatchedPullRequest(asked.payload) : '';
  if (named !== '' && asked.task !== 'prompt') {
    const number = /^#?(\d{1,9})$/.exec(named)?.[1];
    if (number !== undefined && Number(number) > 0) {
      const subject = `pr-${Number(number)}`;
      return { kind: 'review', number: Number(number), payload: null, subject, who: whoOfAsked(asked) };
    }
    return refuse(asked, {
      input: 'pull-request',
      value: named,
      problem: 'is not a pull request number',
      remedy: 'Give the digits after the #, as in 12',
    });
  }
  if (asked.task === 'review') {
    return refuse(asked, {
      input: 'task',
      problem: `is review, but ${asked.eventName} names no pull request`,
      remedy: 'Add a workflow_dispatch input named pull-request and give it the number',
    });
  }
  if (asked.prompt === '') return missingPrompt(asked, null);
  const subject = `prompt-${slug(asked.workflowName)}`;
  return { kind: 'prompt', subject, who: whoOfAsked(asked), baseSha: null };
}

function missingPrompt(asked: Asked, pullRequest: number | null): Decision {
  const fault = {
    input: 'prompt',
    problem: `is empty, and ${asked.eventName} runs the task prompt`,
    remedy: 'Say in the input prompt what Claude is to do',
  };
  return refuse(asked, fault, pullRequest);
}

function refuse(
  asked: Asked,
  fault: Omit<Fault, 'value'> & { readonly value?: string },
  pullRequest: number | null = null,
): Decision {
  return { kind: 'refuse', faults: [{ value: '', ...fault }], pullRequest, who: whoOfAsked(asked) };
}

function whoOfAsked({ eventName, payload }: Asked): Who {
  return whoOf(eventName, payload);
}

function skip(code: SkipCode, message: string, pullRequest: number | null = null): Decision {
  return { kind: 'skip', code, message, pullRequest };
}

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'workflow'
  );
}
