import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Context as TraceContext,
  trace,
} from '@opentelemetry/api';
import { routeOf } from './access-log.ts';
import type { App } from './app.ts';

const tracer = trace.getTracer('claude-orchestrator');

/** A span a request, part of the trace that the client names in `traceparent`. */
export function traceRequests(app: App): void {
  const traced = new WeakMap<object, TraceContext>();
  app.addHook('onRequest', (request, _reply, done) => {
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const attributes = { 'http.request.method': request.method, 'http.route': routeOf(request) };
    const name = `${request.method} ${routeOf(request)}`;
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    const its = trace.setSpan(parent, span);
    traced.set(request, its);
    context.with(its, done);
  });
  // The body arrives in a context of its own.
  app.addHook('preHandler', (request, _reply, done) => {
    context.with(traced.get(request) ?? context.active(), done);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    const span = trace.getSpan(traced.get(request) ?? ROOT_CONTEXT);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
}
