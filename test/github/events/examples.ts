import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Payload = Record<string, unknown>;

interface EventExamples {
  readonly name: string;
  readonly examples: readonly Payload[];
}

let all: readonly EventExamples[] | undefined;

/** A real payload GitHub once sent; the file is 4 MB, so it is read only when the first one is asked for. */
export function examplePayload(event: string, action: string | null): Payload {
  const require = createRequire(import.meta.url);
  all ??= JSON.parse(readFileSync(require.resolve('@octokit/webhooks-examples'), 'utf8')) as EventExamples[];
  const examples = all.find((candidate) => candidate.name === event)?.examples ?? [];
  const example =
    examples.find((candidate) => action === null || candidate['action'] === action) ?? examples[0];
  if (example === undefined) throw new Error(`There is no example of a ${event} event.`);
  return structuredClone(example);
}
