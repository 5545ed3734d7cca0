import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError, ExpectedError } from '#core/errors';
import type { EngineFunctions, Reply } from '#contract/rpc';
import type { Connector } from './channel';
import { createEngineClient, type EngineClient } from './engine-client';
import { ConnectionLostError, EngineBugError, EngineDownError } from './errors';
import { memoryEngine } from './memory-engine.test-files';

const clients: EngineClient[] = [];
function connected(connector: Connector): EngineClient {
  const client = createEngineClient(connector);
  clients.push(client);
  return client;
}
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

const failing =
  (error: { kind: 'expected' | 'cancelled' | 'bug'; code: string; message: string }) => (): Promise<Reply> =>
    Promise.resolve({ ok: false, error });

describe('call', () => {
  it('fills in defaults and answers what the engine answers', async () => {
    const asked: unknown[] = [];
    const engine = memoryEngine((command, request) => {
      asked.push([command, request]);
      return Promise.resolve({ ok: true, value: { sweeps: [], total: 0 } });
    });
    await expect(connected(engine.connector).call('history.list', {})).resolves.toEqual({ sweeps: [], total: 0 });
    expect(asked).toEqual([['history.list', { search: '', after: null, limit: 100 }]]);
  });

  it('throws errors of the class of their kind', async () => {
    const call = (answer: EngineFunctions['call']) => connected(memoryEngine(answer).connector).call('doctor', {});
    const expected = await call(failing({ kind: 'expected', code: 'not-found', message: 'No such file.' })).catch(
      (error: unknown) => error,
    );
    expect(expected).toBeInstanceOf(ExpectedError);
    expect(expected).toMatchObject({ code: 'not-found', message: 'No such file.' });
    await expect(call(failing({ kind: 'cancelled', code: 'cancelled', message: '' }))).rejects.toBeInstanceOf(
      CancelledError,
    );
    await expect(call(failing({ kind: 'bug', code: 'bug', message: 'Oh' }))).rejects.toBeInstanceOf(EngineBugError);
    await expect(call(() => Promise.resolve({ ok: true, value: { version: 7 } }))).rejects.toBeInstanceOf(
      EngineBugError,
    );
  });

  it('refuses a request that the contract does not allow, and names the field', async () => {
    const answer = vi.fn<EngineFunctions['call']>();
    const call = connected(memoryEngine(answer).connector).call('history.list', { limit: 0 });
    await expect(call).rejects.toThrow(/^limit:/);
    expect(answer).not.toHaveBeenCalled();
  });

  it('fails when the line dies before the answer, and works again on the next line', async () => {
    let first = true;
    const engine = memoryEngine(() => {
      if (!first) return Promise.resolve({ ok: true, value: { ok: true } });
      first = false;
      setTimeout(() => {
        engine.listen(false);
        engine.cut();
      });
      return new Promise(() => undefined);
    });
    const client = connected(engine.connector);
    await expect(client.call('job.cancel', { job: 'a' })).rejects.toBeInstanceOf(ConnectionLostError);
    expect(client.state.value).toBe('lost');
    engine.listen(true);
    await expect(client.call('job.cancel', { job: 'a' })).resolves.toEqual({ ok: true });
    expect(client.state.value).toBe('connected');
  });
});

describe('an engine that cannot be started', () => {
  it('is told with its reason, and waited for no longer than until it has been started again', async () => {
    const engine = memoryEngine(() => Promise.resolve({ ok: true, value: { ok: true } }));
    let fail: (error: Error) => void = () => undefined;
    let start: () => void = () => undefined;
    let opened = 0;
    const client = connected({
      open: () =>
        ++opened === 1
          ? new Promise((_, reject) => (fail = reject))
          : new Promise<void>((resolve) => (start = resolve)).then(() => engine.connector.open()),
      startEngine: () => start(),
    });
    const waiting = client.call('job.cancel', { job: 'a' });
    fail(new EngineDownError('exit code 3'));
    await vi.waitFor(() => expect(client.state.value).toBe('failed'));
    expect(client.problem.value).toContain('exit code 3');
    client.startEngine();
    await expect(waiting).resolves.toEqual({ ok: true });
    expect(client.state.value).toBe('connected');
    expect(client.problem.value).toBeNull();
    expect(opened).toBe(2);
  });
});

describe('on', () => {
  it('passes on what the contract knows, until told to stop', async () => {
    const engine = memoryEngine(() => Promise.resolve({ ok: true, value: { ok: true } }));
    const client = connected(engine.connector);
    await client.call('job.cancel', { job: 'a' });
    const heard: unknown[] = [];
    const stop = client.on('notice', (notice) => heard.push(notice));
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    engine.tell('notice', { level: 'info', message: 'one' });
    engine.tell('notice', { level: 'shout', message: 'two' });
    engine.tell('unknown', {});
    await vi.waitFor(() => expect(heard).toEqual([{ level: 'info', message: 'one' }]));
    await vi.waitFor(() => expect(complaint).toHaveBeenCalledOnce());
    complaint.mockRestore();
    stop();
    engine.tell('notice', { level: 'info', message: 'three' });
    await client.call('job.cancel', { job: 'a' });
    expect(heard).toHaveLength(1);
  });
});
