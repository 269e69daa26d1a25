import type { Delivery } from '../apps/delivery.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { Shape } from '../shapes/user-shape.ts';
import { appOf, type RestAnswer, type RestRequest, type RestRoute } from './route.ts';

const BASE = '/app/hook/deliveries';

export const deliveryRoutes: readonly RestRoute[] = [
  { operation: 'apps/list-webhook-deliveries', method: 'GET', url: BASE, asApp: true, handle: list },
  {
    operation: 'apps/get-webhook-delivery',
    method: 'GET',
    url: `${BASE}/:delivery`,
    asApp: true,
    handle: one,
  },
  {
    operation: 'apps/redeliver-webhook-delivery',
    method: 'POST',
    url: `${BASE}/:delivery/attempts`,
    asApp: true,
    handle: again,
  },
];

const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 30;

/** Newest first; the cursor says which was the last of the page before, so that new deliveries shift nothing. */
function list(request: RestRequest): RestAnswer {
  const perPage = Math.min(Number(request.query['per_page'] ?? DEFAULT_PAGE) || DEFAULT_PAGE, LARGEST_PAGE);
  const before = readCursor(request.query['cursor']);
  const found = appOf(request)
    .deliveries.all.toSorted((a, b) => b.id - a.id)
    .filter((delivery) => delivery.id < before && hasOutcome(delivery, request.query['status']));
  const items = found.slice(0, perPage);
  const last = items.at(-1);
  const headers: Record<string, string> = {};
  if (last !== undefined && found.length > perPage) {
    const url = new URL(request.url);
    url.searchParams.set('cursor', `v1_${last.id}`);
    headers['link'] = `<${url.href}>; rel="next"`;
  }
  return { body: items.map(itemShape), headers };
}

function one(request: RestRequest): RestAnswer {
  const delivery = deliveryOf(request);
  const { headers, body } = delivery.request;
  const { response } = delivery;
  const told = { headers: response?.headers ?? null, payload: response?.body ?? null };
  const sent = { headers, payload: JSON.parse(body) as unknown };
  return { body: { ...itemShape(delivery), url: delivery.url, request: sent, response: told } };
}

/** Accepted at once; what comes of it shows in the list. */
function again(request: RestRequest): RestAnswer {
  const { deliveries, webhook, slug } = appOf(request);
  const delivery = deliveryOf(request);
  if (webhook === null) throw new Problem(422, { message: `The app ${slug} has no webhook.` });
  deliveries.redeliver(delivery).catch((error: unknown) => request.world.violations.push(String(error)));
  return { status: 202, body: {} };
}

function deliveryOf(request: RestRequest): Delivery {
  const id = Number(request.params['delivery']);
  const delivery = appOf(request).deliveries.all.find((candidate) => candidate.id === id);
  if (delivery === undefined) throw notFound();
  return delivery;
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.POSITIVE_INFINITY;
  const id = /^v1_(\d+)$/.exec(cursor)?.[1];
  if (id === undefined) throw new Problem(422, { message: `${cursor} is no cursor of ours.` });
  return Number(id);
}

function hasOutcome({ statusCode }: Delivery, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted === 'failure' ? statusCode >= 400 : statusCode < 400;
}

function itemShape(delivery: Delivery): Shape {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}
