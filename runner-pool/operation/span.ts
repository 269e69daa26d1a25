import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('claude-orchestrator');
const kinds = { database: SpanKind.CLIENT, task: SpanKind.CONSUMER } as const;

/**
 * Does `work` as a step of whatever is being traced; without tracing, it just does it. Of an error only its name and code are
 * told: a message may quote what somebody sent.
 */
export async function inSpan<T>(
  name: string,
  { kind, attributes }: { readonly kind: keyof typeof kinds; readonly attributes: Attributes },
  work: () => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, { kind: kinds[kind], attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      const { name: type, code } = error as { readonly name?: string; readonly code?: string };
      span.setAttribute('error.type', code ?? type ?? 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
