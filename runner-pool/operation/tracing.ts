export interface Tracing {
  /** Sends what is left. */
  readonly close: () => Promise<void>;
}

/** Traces by OTLP over HTTP to `url` (a collector); nothing of it is loaded where there is none. */
export async function startTracing(url: string | null, version: string): Promise<Tracing> {
  if (url === null) return { close: async () => undefined };
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new OTLPTraceExporter({
    url: `${url.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: 3_000,
  });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'claude-orchestrator', 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  // A collector that is away must not keep us.
  return { close: async () => provider.shutdown().catch(() => undefined) };
}
