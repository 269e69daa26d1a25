import type { App } from './app.ts';

/** JSON, where many clients say so of every request: an empty body is none, and only a route that needs one refuses it. */
export function takeJsonBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.trim() === '') done(null, null);
    else void parse(request, body, done);
  });
}
