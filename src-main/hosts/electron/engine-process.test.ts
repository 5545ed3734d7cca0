import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startEngine } from './engine-process';

/** Electron's utility process, played here. */
class UtilityProcess extends EventEmitter {
  readonly postMessage = vi.fn();
  readonly kill = vi.fn(() => this.emit('exit', 15));
}
const utility = vi.hoisted(() => ({ fork: vi.fn() }));
vi.mock('electron', () => ({ utilityProcess: utility }));

const folder = mkdtempSync(join(tmpdir(), 'gapscope-engine-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(content: string): string {
  const path = join(folder, `${String(Math.random()).slice(2)}.mjs`);
  writeFileSync(path, content);
  return path;
}

function startNode(content: string, node = process.execPath) {
  const onCrash = vi.fn();
  const engine = startEngine({ script: script(content), node, environment: process.env, onCrash, grace: 500 });
  return { engine, onCrash };
}

describe('an engine on a Node of its own', () => {
  it('is let store what it has before it ends', async () => {
    const [started, stored] = [join(folder, 'started'), join(folder, 'stored')];
    const { engine, onCrash } = startNode(`
      import { writeFileSync } from 'node:fs';
      process.on('disconnect', () => setTimeout(() => writeFileSync(${JSON.stringify(stored)}, ''), 100));
      writeFileSync(${JSON.stringify(started)}, '');
    `);
    await vi.waitFor(() => expect(existsSync(started)).toBe(true), 5000);
    await engine.stop();
    expect(existsSync(stored)).toBe(true);
    expect(onCrash).not.toHaveBeenCalled();
    await engine.stop();
  });

  it('is killed where it takes too long', async () => {
    const { engine, onCrash } = startNode('setInterval(() => undefined, 1000);');
    await engine.stop();
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('that ends by itself tells why, once, and can be stopped all the same', async () => {
    const { engine, onCrash } = startNode('process.exit(3);');
    await vi.waitFor(() => expect(onCrash).toHaveBeenCalledExactlyOnceWith('exit code 3'), 5000);
    await engine.stop();
    expect(onCrash).toHaveBeenCalledOnce();
  });

  it('that cannot be started tells why, once', async () => {
    const { engine, onCrash } = startNode('', join(folder, 'no-node'));
    await vi.waitFor(() => expect(onCrash).toHaveBeenCalledOnce(), 5000);
    expect(onCrash.mock.calls[0]?.[0]).toContain('ENOENT');
    await engine.stop();
  });

  it('that has closed its channel can be stopped', async () => {
    const { engine, onCrash } = startNode('process.disconnect(); setTimeout(() => undefined, 300);');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await engine.stop();
    expect(onCrash).not.toHaveBeenCalled();
  });
});

describe('an engine in a utility process', () => {
  function startUtility() {
    const child = new UtilityProcess();
    utility.fork.mockReturnValueOnce(child);
    const onCrash = vi.fn();
    const engine = startEngine({ script: 'x', node: undefined, environment: {}, onCrash, grace: 100 });
    return { child, engine, onCrash };
  }

  it('is asked to stop, and not killed where it does', async () => {
    const { child, engine, onCrash } = startUtility();
    const stopping = engine.stop();
    expect(child.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'stop' });
    child.emit('exit', 0);
    await stopping;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(child.kill).not.toHaveBeenCalled();
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('is killed where it does not', async () => {
    const { child, engine, onCrash } = startUtility();
    await engine.stop();
    expect(child.kill).toHaveBeenCalledOnce();
    expect(onCrash).not.toHaveBeenCalled();
  });

  it('that crashes tells so', () => {
    const { child, onCrash } = startUtility();
    child.emit('exit', 11);
    child.emit('exit', 11);
    expect(onCrash).toHaveBeenCalledExactlyOnceWith('exit code 11');
  });
});
