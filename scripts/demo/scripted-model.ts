import { answer, type Model, type ModelRequest, startModel, type Turn } from '../../test/helpers/model.ts';
import { sampleReview } from './sample-review.ts';
import type { SampleChange } from './sample-shop.ts';

/** Between two pieces of an answer: the log can be followed, and nobody waits. */
const latencyMs = 3;

/** Speaks the Messages API, and looks around in the sample like somebody who reviews it, always in the same way. */
export async function startScriptedModel(change: SampleChange): Promise<Model> {
  const review: Turn = {
    ...answer(sampleReview(change)),
    usage: { input_tokens: 13_120, output_tokens: 1930 },
  };
  const end: Turn = { text: 'The review is complete.', usage: { input_tokens: 15_090, output_tokens: 6 } };
  return startModel((request) => [...lookAround, review][turnOf(request)] ?? end, {
    latencyMs,
  });
}

const lookAround: readonly Turn[] = [
  {
    text: 'I will read the webhook and what it calls before judging it.',
    tools: [
      { name: 'Read', input: { file_path: 'src/payments/webhook.ts' } },
      { name: 'Read', input: { file_path: 'src/orders/order-store.ts' } },
    ],
    usage: { input_tokens: 9840, output_tokens: 164 },
  },
  {
    text: 'The receipts have moved. Who else imports them?',
    tools: [{ name: 'Grep', input: { pattern: 'receipt', path: 'src', output_mode: 'content' } }],
    usage: { input_tokens: 12_310, output_tokens: 97 },
  },
  {
    text: 'The job that resends receipts is not part of this pull request.',
    tools: [{ name: 'Read', input: { file_path: 'src/jobs/resend-receipts.ts' } }],
    usage: { input_tokens: 12_680, output_tokens: 88 },
  },
];

/** A request that is sent again gets the same answer again. */
const turnOf = ({ messages }: ModelRequest): number =>
  messages.filter(({ role }) => role === 'assistant').length;
