import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBirpc } from 'birpc';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '#contract/message-codec';
import type { EngineFunctions, Reply, WindowFunctions } from '#contract/rpc';
import { ExpectedError } from '#core/errors';
import type { ServedEngine } from './contract-sockets';
import { type RunningServer, startServer } from './start-server';

const root = mkdtempSync(join(tmpdir(), 'gapscope-serve-'));
const rendererFolder = join(root, 'renderer');
mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Gapscope</title>');
writeFileSync(join(rendererFolder, 'assets/index.js'), 'export {};');
writeFileSync(join(root, 'secret.txt'), 'secret');
afterAll(() => rmSync(root, { recursive: true, force: true }));

class EchoEngine implements ServedEngine {
  readonly calls: [string, unknown][] = [];
  readonly listeners = new Set<(name: string, payload: unknown) => void>();

  call(command: string, content: unknown): Promise<Reply> {
    this.calls.push([command, content]);
    if (command === 'fail') return Promise.reject(new Error('a bug'));
    return Promise.resolve({ ok: true, value: content });
  }

  onEvent(listener: (name: string, payload: unknown) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(name: string, payload: unknown): void {
    for (const listener of this.listeners) listener(name, payload);
  }
}

const running: RunningServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

type Limits = NonNullable<Parameters<typeof startServer>[0]['limits']>;

async function start(limits: Limits = {}) {
  const engine = new EchoEngine();
  const server = await startServer({ engine, rendererFolder, limits });
  running.push(server);
  const link = new URL(server.link);
  return { engine, server, link, host: link.host, port: Number(link.port), token: link.search };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path as it is, which a URL would tidy up. */
function get(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function signIn(port: number, token: string): Promise<string> {
  const { headers } = await get(port, `/${token}`);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

type Opened = { readonly socket: WebSocket } | { readonly refused: number };

function openSocket(port: number, headers: Record<string, string>, path = '/contract'): Promise<Opened> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ socket }));
    socket.on('unexpected-response', (_, response) => {
      socket.terminate();
      resolve({ refused: response.statusCode ?? 0 });
    });
    socket.on('error', () => undefined);
  });
}

async function openWindow(port: number, host: string, cookie: string) {
  const opened = await openSocket(port, { cookie, origin: `http://${host}` });
  if (!('socket' in opened)) throw new Error(`refused: ${opened.refused}`);
  const { socket } = opened;
  const events: [string, unknown][] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const functions: WindowFunctions = { event: (name, payload) => void events.push([name, payload]) };
  const engine = createBirpc<EngineFunctions, WindowFunctions>(functions, {
    post: (bytes: Uint8Array) => socket.send(bytes),
    on: (receive) => socket.on('message', (data: Buffer) => receive(data)),
    serialize: encodeMessage,
    deserialize: decodeMessage,
  });
  return { socket, engine, events, closed };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the link', () => {
  it('opens a session once, in a cookie that scripts and other sites cannot use', async () => {
    const { port, token, server } = await start();
    expect(server.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    expect(server.warning).toBeUndefined();
    expect((await get(port, `/${token}`, {}, 'HEAD')).status).toBe(401);
    const first = await get(port, `/${token}`);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(new RegExp(`^gapscope-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`));
    const page = await get(port, '/', { cookie: cookie.split(';')[0] ?? '' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Gapscope</title>');

    const second = await get(port, `/${token}`);
    expect(second.status).toBe(401);
    expect(second.headers['set-cookie']).toBeUndefined();
    // The same browser may follow its old link again.
    expect((await get(port, `/${token}`, { cookie: cookie.split(';')[0] ?? '' })).status).toBe(303);
  });

  it.each([
    '/',
    '/index.html',
    '/assets/index.js',
    '/?token=',
    '/?token=wrong',
    '/contract',
    '/assets/index.js?token=x',
  ])('is needed for %s', async (path) => {
    const { port } = await start();
    const { status, body } = await get(port, path);
    expect(status).toBe(401);
    expect(body).not.toContain('<title>');
  });

  it('refuses a cookie that it did not give', async () => {
    const { port, token } = await start();
    const cookie = await signIn(port, token);
    expect((await get(port, '/', { cookie })).status).toBe(200);
    expect((await get(port, '/', { cookie: `${cookie}x` })).status).toBe(401);
    expect((await get(port, '/', { cookie: `gapscope-${port}=` })).status).toBe(401);
    const other = await start();
    expect((await get(other.port, '/', { cookie })).status).toBe(401);
  });

  it('leads through a page of its own when it was followed on another site', async () => {
    const { port, token } = await start();
    const { status, headers, body } = await get(port, `/${token}`, { 'sec-fetch-site': 'cross-site' });
    expect(status).toBe(200);
    expect(headers['set-cookie']).toHaveLength(1);
    expect(body).toContain('url=/"');
  });
});

describe('requests', () => {
  it('are answered under the server’s own name only', async () => {
    const { port, token } = await start();
    const cookie = await signIn(port, token);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect((await get(port, '/', { cookie, host })).status).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.example:${port}`,
    ])
      expect((await get(port, '/', { cookie, host })).status).toBe(421);
  });

  it('of other sites are refused', async () => {
    const { port, host, token } = await start();
    const cookie = await signIn(port, token);
    expect((await get(port, '/', { cookie, origin: `http://${host}` })).status).toBe(200);
    for (const origin of ['http://evil.example', 'null', `https://${host}`, `http://localhost:${port}`])
      expect((await get(port, '/', { cookie, origin })).status).toBe(403);
  });

  it('read only', async () => {
    const { port, token } = await start();
    const cookie = await signIn(port, token);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect((await get(port, '/', { cookie }, method)).status).toBe(405);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/%00',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    '/%252e%252e/secret.txt',
  ])('do not leave the folder: %s', async (path) => {
    const { port, token } = await start();
    const { status, body } = await get(port, path, { cookie: await signIn(port, token) });
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });

  it('get the protective headers with every answer', async () => {
    const { port, host, token } = await start();
    const cookie = await signIn(port, token);
    const answers = [
      await get(port, '/', { cookie }),
      await get(port, '/assets/index.js', { cookie }),
      await get(port, '/nothing', { cookie }),
      await get(port, '/'),
      await get(port, '/', { cookie }, 'POST'),
    ];
    for (const { headers } of answers) {
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).toContain(`connect-src 'self' ws://${host}`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("'unsafe-eval'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(answers[1]?.headers['content-type']).toContain('javascript');
    const foreign = await get(port, '/', { host: 'evil.example' });
    expect(foreign.headers['content-security-policy']).not.toContain('evil');
  });
});

describe('the contract’s socket', () => {
  it('opens with a session, the right Host and the right Origin only', async () => {
    const { port, host, token } = await start();
    const cookie = await signIn(port, token);
    const origin = `http://${host}`;
    const wrong: Record<string, string>[] = [
      { origin },
      { cookie },
      { cookie: `gapscope-${port}=x`, origin },
      { cookie, origin: 'http://evil.example' },
      { cookie, origin: 'null' },
      { cookie, origin: `http://localhost:${port}` },
      { cookie, origin: 'http://evil.example', host: 'evil.example' },
      { cookie, origin, host: `evil.example:${port}` },
    ];
    for (const headers of wrong) expect(await openSocket(port, headers)).toEqual({ refused: 403 });
    expect(await openSocket(port, { cookie, origin }, '/other')).toEqual({ refused: 403 });
    const { socket } = await openWindow(port, host, cookie);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });

  it('carries calls and answers, with typed arrays as such', async () => {
    const { engine, port, host, token } = await start();
    const window = await openWindow(port, host, await signIn(port, token));
    const content = {
      values: Float64Array.of(1, -0.5, 1e300),
      pixels: Float32Array.of(0.25, 3),
      indices: Int32Array.of(-1, 7),
      bytes: Uint8Array.of(0, 255),
      text: 'ünï',
      nothing: null,
      nested: [{ a: 1.5 }],
    };
    const reply = await window.engine.call('echo', content);
    expect(reply).toMatchObject({ ok: true });
    const value = reply.ok ? reply.value : undefined;
    expect(value).toMatchObject({ text: 'ünï', nothing: null, nested: [{ a: 1.5 }] });
    expect(value).toHaveProperty('values', content.values);
    expect(value).toHaveProperty('pixels', content.pixels);
    expect(value).toHaveProperty('indices', content.indices);
    expect(Uint8Array.from((value as typeof content).bytes)).toEqual(content.bytes);
    expect(engine.calls[0]?.[0]).toBe('echo');
    expect((engine.calls[0]?.[1] as typeof content).bytes).toBeInstanceOf(Uint8Array);
  });

  it('tells every window of events, and stops when they leave', async () => {
    const { engine, port, host, token } = await start();
    const cookie = await signIn(port, token);
    const windows = await Promise.all([1, 2, 3].map(() => openWindow(port, host, cookie)));
    engine.emit('notice', { level: 'info', message: 'hello' });
    await until(() => windows.every((window) => window.events.length === 1));
    for (const { events } of windows) expect(events).toEqual([['notice', { level: 'info', message: 'hello' }]]);
    windows[0]?.socket.close();
    await windows[0]?.closed;
    engine.emit('notice', { level: 'info', message: 'again' });
    await until(() => windows.slice(1).every((window) => window.events.length === 2));
    expect(windows[0]?.events).toHaveLength(1);
  });

  it('passes a failure of the engine on as an error', async () => {
    const { port, host, token } = await start();
    const window = await openWindow(port, host, await signIn(port, token));
    await expect(window.engine.call('fail', {})).rejects.toThrow('a bug');
    expect(await window.engine.call('echo', 1)).toEqual({ ok: true, value: 1 });
  });

  it('closes on a message beyond the limit', async () => {
    const { engine, port, host, token } = await start({ largestMessage: 10_000 });
    const cookie = await signIn(port, token);
    const window = await openWindow(port, host, cookie);
    window.socket.send(encodeMessage({ t: 'q', i: '1', m: 'call', a: ['echo', new Uint8Array(20_000)] }));
    expect(await window.closed).toBe(1009);
    expect(engine.calls).toEqual([]);
    const next = await openWindow(port, host, cookie);
    expect(await next.engine.call('echo', 1)).toEqual({ ok: true, value: 1 });
  });

  const valid = { t: 'q', i: '1', m: 'call', a: ['echo', {}] };
  it.each<[string, Uint8Array | string]>([
    ['text', JSON.stringify(valid)],
    ['nothing', new Uint8Array(0)],
    ['damaged bytes', Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)],
    ['an unending nesting', new Uint8Array(100_000).fill(0x91)],
    ['null', encodeMessage(null)],
    ['another function', encodeMessage({ ...valid, m: 'constructor' })],
    ['a function of all objects', encodeMessage({ ...valid, m: '__defineGetter__' })],
    ['an answer to no question', encodeMessage({ t: 's', i: '1', r: 1 })],
    ['too few arguments', encodeMessage({ ...valid, a: [] })],
    ['a command that is no text', encodeMessage({ ...valid, a: [{}, {}] })],
    ['other fields', encodeMessage({ ...valid, o: true })],
  ])('closes on %s', async (_, message) => {
    const { engine, port, host, token } = await start();
    const window = await openWindow(port, host, await signIn(port, token));
    window.socket.send(message);
    expect(await window.closed).toBe(1008);
    expect(engine.calls).toEqual([]);
  });

  it('admits a bounded number of windows', async () => {
    const { port, host, token } = await start({ mostWindows: 2 });
    const cookie = await signIn(port, token);
    const windows = await Promise.all([1, 2, 3].map(() => openWindow(port, host, cookie)));
    expect(await Promise.race(windows.map((window) => window.closed))).toBe(1013);
  });

  it('lets go of a window that gives no sign of life, and of no other', async () => {
    const { port, host, token } = await start({ heartbeat: 1000 });
    const cookie = await signIn(port, token);
    const lively = await openWindow(port, host, cookie);
    const silent = await openSocket(port, { cookie, origin: `http://${host}` });
    if (!('socket' in silent)) throw new Error('refused');
    // A machine that has gone: its answers to pings never come.
    silent.socket.pong = () => undefined;
    await new Promise((resolve) => silent.socket.on('close', resolve));
    expect(await lively.engine.call('echo', 1)).toEqual({ ok: true, value: 1 });
  });
});

describe('startServer', () => {
  it('ends with its windows', async () => {
    const { engine, server, port, host, token } = await start();
    const window = await openWindow(port, host, await signIn(port, token));
    await server.close();
    await window.closed;
    expect(engine.listeners.size).toBe(0);
    await expect(get(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  async function startAt(host: string): Promise<RunningServer> {
    const server = await startServer({ engine: new EchoEngine(), rendererFolder, host });
    running.push(server);
    return server;
  }

  it('listens on loopback unless told otherwise, and warns when told otherwise', async () => {
    const { server } = await start();
    expect(server.warning).toBeUndefined();
    expect(server.otherLinks).toEqual([]);
    const open = await startAt('0.0.0.0');
    expect(open.warning).toContain('0.0.0.0');
    expect(open.link).toContain('//127.0.0.1:');
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const reachable = own.filter(({ internal, family }) => !internal && family === 'IPv4');
    expect(open.otherLinks).toEqual(reachable.map(({ address }) => open.link.replace('//127.0.0.1:', `//${address}:`)));
  });

  it('takes an empty address for loopback, not for every address', async () => {
    const server = await startAt('');
    expect(server.link).toContain('//127.0.0.1:');
    expect(server.warning).toBeUndefined();
  });

  it('warns of every address by whatever name', async () => {
    expect((await startAt('0')).warning).toContain('not encrypted');
  });

  it('answers under a name that was given in capitals', async () => {
    const server = await startAt('LOCALHOST');
    expect(server.warning).toBeUndefined();
    const { host, port, search } = new URL(server.link);
    expect(host).toBe(`localhost:${port}`);
    const answer = await fetch(server.link, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(search).toContain('token');
  });

  it('says in one sentence why it cannot start', async () => {
    const { port } = await start();
    const failure = (options: Partial<Parameters<typeof startServer>[0]>): Promise<unknown> =>
      startServer({ engine: new EchoEngine(), rendererFolder, ...options }).catch((error: unknown) => error);
    for (const [options, says] of [
      [{ port }, `port ${port} is in use`],
      [{ host: '203.0.113.7' }, 'no such address'],
      [{ rendererFolder: root }, 'npm run build'],
    ] as const) {
      const error = await failure(options);
      expect(error).toBeInstanceOf(ExpectedError);
      expect(error).toHaveProperty('message', expect.stringContaining(says));
    }
  });

  it('survives connections that are reset, refused or admitted', async () => {
    const { port, host, token } = await start();
    const cookie = await signIn(port, token);
    const upgrade = (path: string, ...more: string[]): string =>
      [
        `GET ${path} HTTP/1.1`,
        ...[`Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
        ...['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', ...more, '', ''],
      ].join('\r\n');
    const requests = [
      upgrade('/contract'),
      upgrade('/other'),
      upgrade('/contract', `Cookie: ${cookie}`, `Origin: http://${host}`),
    ];
    for (let round = 0; round < 20; round++)
      await Promise.all(
        requests.map(async (text) => {
          const socket = connect(port, '127.0.0.1');
          socket.on('error', () => undefined);
          const closed = new Promise((resolve) => socket.on('close', resolve));
          // In every second round only once the server has answered.
          socket.write(text, () => round % 2 === 0 && socket.resetAndDestroy());
          socket.on('data', () => socket.resetAndDestroy());
          await closed;
        }),
      );
    expect((await get(port, '/', { cookie })).status).toBe(200);
  });

  it('ends although a refused connection stays open at the other side', async () => {
    const { server, port } = await start();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined);
    socket.write('GET /contract HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    await server.close();
    socket.destroy();
  });

  it('survives what is not HTTP', async () => {
    const { port, token } = await start();
    for (const text of [
      '\x16\x03\x01\x02\x00',
      'GET / HTTP/9\r\n\r\n',
      'GET /contract HTTP/1.1\r\nUpgrade: websocket\r\n\r\n',
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      const closed = new Promise((resolve) => socket.on('close', resolve));
      socket.end(text);
      socket.resume();
      await closed;
    }
    expect((await get(port, `/${token}`)).status).toBe(303);
  });
});
