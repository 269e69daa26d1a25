import { type Static, Type } from 'typebox';

const visible = { minLength: 1, pattern: '\\S' } as const;

export const Severity = Type.Enum(['critical', 'high', 'medium', 'low'], {
  description:
    'critical: data loss, security hole or outage. high: wrong behaviour users will meet. medium: wrong in some case, or hard to operate. low: small, worth a line.',
});
export type Severity = Static<typeof Severity>;

/** RIGHT: the file as the pull request leaves it. LEFT: as it was before. */
export const Side = Type.Enum(['RIGHT', 'LEFT']);
export type Side = Static<typeof Side>;

/** One thing the review says about the code. Lines are 1-based and inclusive. */
export const Finding = Type.Object(
  {
    path: Type.String({
      ...visible,
      maxLength: 4096,
      description: 'Path of the file, exactly as in the diff',
    }),
    startLine: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'First line, when the finding spans several; not above `line`',
      }),
    ),
    line: Type.Integer({ minimum: 1, description: 'The line, or the last line of the range' }),
    side: Type.Enum(['RIGHT', 'LEFT'], {
      description: 'RIGHT for lines of the new file (the usual case), LEFT for removed lines',
    }),
    severity: Severity,
    category: Type.Enum([
      'correctness',
      'security',
      'performance',
      'concurrency',
      'error-handling',
      'api',
      'tests',
      'maintainability',
      'documentation',
    ]),
    title: Type.String({
      ...visible,
      maxLength: 2000,
      description: 'The problem in one line, under 80 characters',
    }),
    explanation: Type.String({
      ...visible,
      maxLength: 10_000,
      description: 'What goes wrong, with which input, and what to do. Markdown.',
    }),
    suggestion: Type.Optional(
      Type.String({
        maxLength: 10_000,
        description:
          'The exact text that replaces lines startLine to line of the new file, with their indentation; only when it can be applied as it is',
      }),
    ),
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    knownId: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{12}$',
        description: 'The id of the earlier finding this repeats, when it is listed as already reported',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Finding = Static<typeof Finding>;

/** The result of the task `review`; handed to Claude as its `--json-schema`, so the descriptions are read by the model. */
export const Review = Type.Object(
  {
    summary: Type.String({
      ...visible,
      maxLength: 10_000,
      description:
        'What the change does and whether it is sound, in two to five sentences. Markdown, no headings.',
    }),
    checked: Type.Array(Type.String({ ...visible, maxLength: 1000 }), {
      maxItems: 50,
      description:
        'What was looked at and how, one line each, so that a reader knows what the verdict rests on',
    }),
    findings: Type.Array(Finding, {
      maxItems: 200,
      description: 'Real problems only; an empty list is a good answer',
    }),
  },
  { additionalProperties: false },
);
export type Review = Static<typeof Review>;
