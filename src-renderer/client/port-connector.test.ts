import { describe, expect, it, vi } from 'vitest';
import { EngineDownError } from './errors';
import { portConnector } from './port-connector';
import type { ShellEvent, ShellPage } from './shell';

/** A page whose preload is played by the test. */
function pageWithPreload() {
  const listeners = new Set<(event: ShellEvent) => void>();
  const startEngine = vi.fn();
  const page: ShellPage = {
    gapscopeShell: { startEngine },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  const tell = (data: unknown, ports: MessagePort[] = [], source: unknown = page): void => {
    for (const listener of listeners) listener({ data, ports, source });
  };
  const givePort = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    tell({ type: 'gapscope:port' }, [port1]);
    return port2;
  };
  return { page, tell, givePort, startEngine };
}

const failure = { type: 'gapscope:engine-failed', reason: 'exit code 3' };

describe('portConnector', () => {
  it('opens the port that comes, before or after it was asked for', async () => {
    const { page, givePort } = pageWithPreload();
    const connector = portConnector(page);
    for (const early of [true, false]) {
      let far: MessagePort | undefined = early ? givePort() : undefined;
      const opening = connector.open();
      far ??= givePort();
      const heard: unknown[] = [];
      far.onmessage = ({ data }) => heard.push(data);
      (await opening).post('hello');
      await vi.waitFor(() => expect(heard).toEqual(['hello']));
      far.close();
    }
  });

  it('rejects once where no engine runs, ends the line that it had, and then waits for the next port', async () => {
    const { page, tell, givePort, startEngine } = pageWithPreload();
    const connector = portConnector(page);
    givePort();
    const channel = await connector.open();
    const ended = vi.fn();
    channel.onClose(ended);
    tell(failure);
    expect(ended).toHaveBeenCalledOnce();
    await expect(connector.open()).rejects.toThrow(EngineDownError);
    const next = connector.open();
    tell(failure);
    await expect(next).rejects.toThrow('exit code 3');
    connector.startEngine?.();
    expect(startEngine).toHaveBeenCalledOnce();
    const opening = connector.open();
    const far = givePort();
    (await opening).close();
    far.close();
  });

  it('listens to nobody but its own page', async () => {
    const { page, tell, givePort } = pageWithPreload();
    const connector = portConnector(page);
    const opening = connector.open();
    tell(failure, [], new EventTarget());
    for (const odd of [null, 'gapscope:port', {}, { type: 'gapscope:port' }, { type: 'gapscope:engine-failed' }])
      tell(odd);
    const far = givePort();
    (await opening).close();
    far.close();
  });
});
