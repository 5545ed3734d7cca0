import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy';
import { resolvePagePath } from './page-path';

/** The page's origin; a scheme of our own instead of file:, which may read the whole disk. */
export const pageOrigin = 'app://gapscope';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
};

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** To be called before the app is ready. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    // Compiled scripts are kept from start to start, from Electron 28 on.
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of `folder`, and nothing else, under `app://gapscope/`. */
export function servePage(folder: string): void {
  const answer = (url: string): Promise<Answer> => answerFrom(folder, url);
  // Electron before 25 has registerBufferProtocol only.
  if (typeof protocol.handle === 'function') {
    protocol.handle('app', async (request) => {
      const { status, headers, body } = await answer(request.url);
      return new Response(new Uint8Array(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol('app', (request, callback) => {
    void answer(request.url).then(({ status, headers, body }) => {
      callback({ statusCode: status, headers, mimeType: headers['content-type'] ?? '', data: body });
    });
  });
}

async function answerFrom(folder: string, url: string): Promise<Answer> {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
  const path = resolvePagePath(folder, pageOrigin, url);
  const mediaType = path === undefined ? undefined : mediaTypes[extname(path)];
  if (path === undefined || mediaType === undefined)
    return { status: 404, headers: { ...headers, 'content-type': 'text/plain' }, body: Buffer.from('Not found') };
  try {
    return { status: 200, headers: { ...headers, 'content-type': mediaType }, body: await readFile(path) };
  } catch {
    // A file that the page asks for and the build does not hold: the page's console says so.
    return { status: 404, headers: { ...headers, 'content-type': 'text/plain' }, body: Buffer.from('Not found') };
  }
}
