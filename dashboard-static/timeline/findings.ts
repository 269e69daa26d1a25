import type { Finding, Severity } from '../../contract/review.ts';
import { jsonText } from './json-text.ts';
import { type Fields, fieldsOf, numberOf, textOf } from './reading.ts';

/** A finding of this version, or one of another as text. */
export type ShownFinding =
  | {
      readonly kind: 'known';
      readonly finding: Pick<Finding, 'path' | 'line' | 'severity' | 'title' | 'explanation'> & {
        readonly startLine: number;
        readonly side: string;
        readonly category: string;
        readonly suggestion: string | null;
        readonly confidence: number | null;
      };
    }
  | { readonly kind: 'unknown'; readonly text: string };

const severities = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** The gravest first; what cannot be read comes last, and is not left out. */
export function shownFindings(findings: readonly unknown[]): readonly ShownFinding[] {
  const rank = (one: ShownFinding): number =>
    one.kind === 'known' ? severities.indexOf(one.finding.severity) : severities.length;
  return findings.map(shown).sort((a, b) => rank(a) - rank(b));
}

function shown(value: unknown): ShownFinding {
  const fields = fieldsOf(value);
  const { path, line, severity, title, explanation } = fields;
  const known = severities.find((one) => one === severity);
  const number = numberOf(line);
  if (known === undefined || number === null || typeof path !== 'string' || typeof title !== 'string')
    return { kind: 'unknown', text: jsonText(value) };
  return {
    kind: 'known',
    finding: {
      path,
      line: number,
      severity: known,
      title,
      explanation: textOf(explanation),
      ...extras(fields, number),
    },
  };
}

const extras = (fields: Fields, line: number) => ({
  startLine: Math.min(numberOf(fields['startLine']) ?? line, line),
  side: textOf(fields['side']),
  category: textOf(fields['category']),
  suggestion: typeof fields['suggestion'] === 'string' ? fields['suggestion'] : null,
  confidence: numberOf(fields['confidence']),
});
