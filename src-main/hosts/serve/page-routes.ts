import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Sessions } from './sessions';

interface Surroundings {
  readonly rendererFolder: string;
  readonly hosts: ReadonlySet<string>;
  readonly sessions: Sessions;
}

/** Answers of the HTTP side: the exchange of the token, and the files of the interface for those who have a session. */
export function pageRoutes({ rendererFolder, hosts, sessions }: Surroundings): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const host = context.req.header('host') ?? '';
    if (!hosts.has(host)) return context.text('This server does not answer under that name.', 421);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`)
      return context.text('Requests of other sites are refused.', 403);
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      context.header('allow', 'GET, HEAD');
      return context.text('Only GET and HEAD are answered.', 405);
    }
    return next();
  });

  app.use(async (context, next) => {
    const admitted = sessions.admits(context.req.header('cookie'));
    const token = context.req.path === '/' && context.req.method === 'GET' ? context.req.query('token') : undefined;
    if (token === undefined)
      return admitted ? next() : context.text('Open the link that was printed when the server started.', 401);
    const cookie = sessions.exchange(token);
    if (cookie === undefined && !admitted)
      return context.text('This link is wrong or has been used; start the server again for a new one.', 401);
    if (cookie !== undefined) context.header('set-cookie', cookie);
    // After a link on another site, a strict cookie is sent only from a page of our own, not along a redirection.
    return context.req.header('sec-fetch-site') === 'cross-site'
      ? context.html('<!doctype html><meta http-equiv="refresh" content="0; url=/"><title>Gapscope</title>')
      : context.redirect('/', 303);
  });

  app.use(serveStatic({ root: rendererFolder }));
  app.notFound((context) => context.text('Not found', 404));
  return app;
}
