/** Digits or powers with which a number may be more than the nearest one that a program has. In a string they only cost time. */
const mayBeInexact = /\d{16}|\d[eE][-+]?\d{3}|\.\d{16}/;

/** As `JSON.parse`, but numbers that a program would round keep their digits when written again. */
export function parseExactly(text: string): unknown {
  return mayBeInexact.test(text) ? JSON.parse(text, exactly) : JSON.parse(text);
}

interface Source {
  readonly source?: string;
}

function exactly(_key: string, value: unknown, { source }: Source = {}): unknown {
  if (typeof value !== 'number' || source === undefined) return value;
  if (Number.isSafeInteger(value) || String(value) === source) return value;
  return rawJson(source);
}

// Not yet among TypeScript's own declarations.
const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => object };
