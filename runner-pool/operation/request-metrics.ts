import { Gauge, Histogram } from 'prom-client';
import type { MetricParts } from './metrics.ts';

export interface RequestMetrics {
  readonly began: () => void;
  readonly ended: (request: EndedRequest) => void;
}

export interface EndedRequest {
  readonly method: string;
  /** The template, never the path. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
  /** What it acknowledged as stored; null: nothing. */
  readonly acknowledged: 'webhook' | 'events' | null;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const buckets = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createRequestMetrics({ register, prefix }: MetricParts): RequestMetrics {
  const registers = [register];
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const acknowledgements = new Histogram({
    name: `${prefix}acknowledgement_seconds`,
    help: 'How long it took until what was sent was stored and acknowledged.',
    labelNames: ['kind'],
    buckets,
    registers,
  });
  const underWay = new Gauge({
    name: 'http_requests_in_progress',
    help: 'Requests that are not answered yet.',
    registers,
  });
  return {
    began: () => underWay.inc(),
    ended: ({ method, route, status, seconds, acknowledged }) => {
      underWay.dec();
      durations.observe({ method: methods.has(method) ? method : 'other', route, status }, seconds);
      if (acknowledged !== null) acknowledgements.observe({ kind: acknowledged }, seconds);
    },
  };
}
