import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { placeOfUrl } from '../../connection-fault.ts';

export interface CoordinatorClient {
  /** The answer to a GET, as JSON of this kind. */
  readonly get: <T extends TSchema>(path: string, schema: T) => Promise<Static<T>>;
  /** The answer as it is. */
  readonly text: (path: string) => Promise<string>;
}

/** A coordinator said no. `status`: of HTTP. */
export class CoordinatorRefusal extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'CoordinatorRefusal';
    this.status = status;
  }
}

const answerMs = 60_000;

/** A coordinator's history, with a token that may read runs. */
export function coordinatorClient({
  url,
  token,
}: {
  readonly url: string;
  readonly token: string;
}): CoordinatorClient {
  const name = `The coordinator at ${placeOfUrl(url)}`;
  const text = async (path: string): Promise<string> => {
    const answer = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      // The token is for this address and no other.
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    }).catch((error: unknown) => {
      throw new Error(`${name} cannot be reached: start it, or correct --from-coordinator.`, {
        cause: error,
      });
    });
    if (answer.ok) return answer.text();
    throw refusal(name, path, answer);
  };
  return {
    text,
    get: async (path, schema) => {
      const document = parsed(await text(path));
      if (Value.Check(schema, document)) return document;
      throw new Error(`${name} answers ${path} with something else: is it one, and of this version?`);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(name: string, path: string, { status }: Response): CoordinatorRefusal {
  const isOfToken = status === 401 || status === 403;
  const remedy = isOfToken ? 'give a COORDINATOR_TOKEN with the scope runs:read' : 'try again';
  return new CoordinatorRefusal(`${name} answers ${path} with ${status}: ${remedy}.`, status);
}
