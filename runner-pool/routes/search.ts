import { Type } from 'typebox';
import { SearchPage } from '../../contract/event-view.ts';
import type { Context } from '../context.ts';
import type { App } from '../http/app.ts';
import { whoAsks } from '../http/guard-routes.ts';
import { PageQuery, pageOf, placeOf } from '../http/page.ts';
import { quoted, wrongInput } from '../http/wrong-input.ts';
import { searchEvents } from '../services/search-events.ts';

const Query = Type.Object({
  ...PageQuery.properties,
  q: Type.String({
    minLength: 1,
    maxLength: 300,
    description: 'word other · "in a row" · this or that · -not',
  }),
});
const defaultHits = 20;

/** Full-text search over the journals that are not archived yet. */
export function searchRoutes(app: App, context: Context): void {
  app.get(
    '/v1/search',
    { config: { access: 'runs:read' }, schema: { querystring: Query, response: { 200: SearchPage } } },
    async (request) => {
      const { q: text, limit = defaultHits } = request.query;
      const { orgId } = whoAsks(request);
      const hits = await searchEvents(context, { orgId, text, after: placeOf(request.query), limit });
      if (hits === null)
        throw wrongInput('nothing_to_search', [
          {
            in: 'query',
            name: 'q',
            detail: `There is no word in ${quoted(text)}: give one of letters or digits, of at most 64.`,
          },
        ]);
      return pageOf(hits, limit, ({ createdAt, runId }) => ({ at: createdAt, id: runId }));
    },
  );
}
