import { app, session, shell } from 'electron';
import { pageOrigin } from './app-protocol';

/** Hosts whose pages may be opened in the user's own browser, from a link in the help. */
const linkedHosts: readonly string[] = ['arxiv.org', 'doi.org'];

/**
 * Closes what a page could otherwise do, for every page that will ever be made: navigation, new windows, embedded views, permissions,
 * and requests to anywhere but the page's own scheme. To be called when the app is ready, before the first window.
 */
export function harden(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault();
    });
    contents.on('will-redirect', (event) => {
      event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => {
      event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url);
      return { action: 'deny' };
    });
  });
  const page = session.defaultSession;
  page.setPermissionRequestHandler((_contents, permission, callback) => {
    callback(permission === 'clipboard-sanitized-write');
  });
  page.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  page.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOwn(details.url) });
  });
}

/** Whether a URL is one of the page's own: its scheme, or what it made itself (blob:, data:), or the developer tools'. */
function isOwn(url: string): boolean {
  return url.startsWith(`${pageOrigin}/`) || /^(blob|data|devtools):/.test(url);
}

/** Whether a link may be handed to the user's browser: https to a known host. */
export function mayOpenOutside(url: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(url);
    return protocol === 'https:' && linkedHosts.includes(hostname) && username === '' && password === '';
  } catch {
    return false;
  }
}
