import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandName, commands, type RequestOf, type ResponseOf } from '#contract/commands';
import { wireError } from '#contract/errors';
import { events, type EventName } from '#contract/events';
import { decodeMessage, encodeMessage } from '#contract/message-codec';
import { CancelledError, ExpectedError } from '#core/errors';
import type { Engine } from '#main/engine/create-engine';
import { fromWireError, toWireError } from '#main/engine/wire-errors';
import { engineHere } from './engine-here';

const folder = mkdtempSync(join(tmpdir(), 'gapscope-engine-'));
const heard: [string, unknown][] = [];
let engine: Engine;

beforeAll(() => {
  engine = engineHere(join(folder, 'test.gapscope'));
  engine.onEvent((name, payload) => void heard.push([name, payload]));
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<Name extends CommandName>(name: Name, request: RequestOf<Name>): Promise<ResponseOf<Name>> {
  const reply = await engine.call(name, request);
  if (!reply.ok) throw fromWireError(reply.error);
  const { data, error } = commands[name].response.safeParse(reply.value);
  expect(error).toBeUndefined();
  return data as ResponseOf<Name>;
}

const declaration = { name: 'Contract', task: 'circle', sizes: [8, 16, 32, 64], replicates: 3, testPoints: 64 };

async function untilEnded(id: string): Promise<void> {
  for (;;) {
    const { sweep } = await ask('history.show', { id });
    if (sweep.state !== 'queued' && sweep.state !== 'running') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('each command answers as its schema says', () => {
  const requests: { readonly [Name in CommandName]?: RequestOf<Name> } = {
    'registry.list': { kind: 'groups' },
    doctor: {},
    'data.samples': {},
    'data.inspect': { job: 'inspect', data: { source: 'sample:digits', rows: 50 } },
    'data.upload': { name: 'points.csv', bytes: new TextEncoder().encode('1,2\n') },
    predict: { task: 'torus', group: 'so2', sizes: [10, 100] },
    measure: { job: 'measure', data: { source: 'task:circle', rows: 100 }, estimators: ['all'] },
    'job.cancel': { job: 'long gone' },
    'sweep.preview': { declaration },
    'history.list': {},
    'history.check': {},
    'presets.list': {},
  };
  it.each(Object.entries(requests))('%s', async (name, request) => {
    const reply = await engine.call(name, request);
    expect(reply).toMatchObject({ ok: true });
  });

  it('measure, telling of the curve on the way and of the whole one', async () => {
    heard.length = 0;
    const data = { source: 'task:torus', rows: 1500 };
    const measured = await ask('measure', { job: 'told', data, group: 'so2' });
    const told = heard
      .filter(([name]) => name === 'measure.curve')
      .map(([, payload]) => events['measure.curve'].parse(payload));
    const whole = told.at(-1);
    expect(told.every(({ job, group }) => job === 'told' && group === 'so2')).toBe(true);
    expect(whole).toMatchObject({ testPoints: measured.used.testPoints, of: measured.used.testPoints });
    expect(whole?.points).toEqual(measured.curve);
  });

  it('data.inspect, of labels that are to be predicted', async () => {
    const inspected = (source: string) => ask('data.inspect', { job: source, data: { source } });
    expect(await inspected('sample:digits')).toMatchObject({ classes: 10, layout: { kind: 'image' } });
    expect(await inspected('task:sample:digits?outputs=labels')).toMatchObject({
      ...{ classes: 10, ambientDimension: 74 },
      layout: {
        ...{ kind: 'pair', inputs: 64, outputs: 10, classes: true },
        input: { kind: 'image', rows: 8, columns: 8, channels: 1 },
      },
      suitableGroups: expect.arrayContaining(['trivial', 'pixel-shift', 'square']) as string[],
    });
    expect(await inspected('task:circle')).toMatchObject({ classes: null });
    await expect(inspected('task:data-set?path=points.csv&outputs=labels')).rejects.toBeInstanceOf(ExpectedError);
    const needs = new Map((await ask('registry.list', { kind: 'trainers' })).map((one) => [one.id, one.needs]));
    expect([needs.get('memoriser'), needs.get('classification')]).toEqual([undefined, 'classes']);
  });

  it('the commands of a sweep and its history', async () => {
    expect(await ask('sweep.preview', { declaration })).toMatchObject({
      runs: 12,
      alreadyDone: 0,
      sizes: [8, 16, 32, 64],
    });
    const { id } = await ask('sweep.start', { declaration });
    await untilEnded(id);
    const report = await ask('history.show', { id });
    expect(report.sweep).toMatchObject({ state: 'finished', runs: 12, finished: 12 });
    expect(report.curves[0]?.prediction?.dimension).toBe(1);
    expect(await ask('history.runs', { id })).toHaveLength(12);
    expect((await ask('history.list', { search: 'Contract' })).total).toBe(1);
    expect(await ask('sweep.preview', { declaration })).toMatchObject({
      ...{ alreadyDone: 12, batches: 0, estimatedSeconds: 0 },
    });
    const larger = await ask('sweep.preview', { declaration: { ...declaration, sizes: [8, 128] } });
    expect(larger).toMatchObject({ alreadyDone: 3, batches: 1, estimate: { basis: 'same', runs: 12, unknown: [] } });
    expect(larger.estimatedSeconds).toBeGreaterThan(0);
    const other = await ask('sweep.preview', { declaration: { ...declaration, trainers: ['memoriser', 'lloyd'] } });
    expect(other).toMatchObject({ estimatedSeconds: null, estimate: { unknown: ['lloyd'] } });
    expect((await ask('history.log', { id })).length).toBeGreaterThan(3);
    const exported = await ask('history.export', { id, format: 'json' });
    await expect(ask('history.import', { text: exported.text })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await ask('history.export', { id, format: 'csv' })).text.trim().split('\n')).toHaveLength(13);
    await ask('history.delete', { id });
    expect((await ask('history.list', {})).total).toBe(0);
    await ask('history.restore', { id });
    expect(await ask('sweep.resume', { id })).toMatchObject({ state: 'finished' });
    expect(await ask('sweep.cancel', { id })).toMatchObject({ state: 'finished' });
    // What is done again gives the same numbers.
    const again = await ask('sweep.start', { declaration, again: true });
    await untilEnded(again.id);
    const repeated = await ask('history.show', { id: again.id });
    expect(repeated.curves).toEqual(report.curves);
  }, 60_000);

  it('and so do the events', () => {
    const names = new Set(heard.map(([name]) => name));
    expect(names).toContain('sweep.changed');
    expect(names).toContain('run.changed');
    expect(names).toContain('job.progress');
    for (const [name, payload] of heard) expect(events[name as EventName].safeParse(payload).error).toBeUndefined();
  });
});

describe('bad requests', () => {
  it.each<[string, unknown, string]>([
    ['no.such.command', {}, 'invalid-input'],
    ['__proto__', {}, 'invalid-input'],
    ['constructor', {}, 'invalid-input'],
    ['measure', {}, 'invalid-input'],
    ['measure', null, 'invalid-input'],
    ['measure', { job: 'x', data: { source: 'task:circle', rows: 1 } }, 'invalid-input'],
    ['history.list', { limit: 1e9 }, 'invalid-input'],
    ['history.list', { unknown: 1 }, 'invalid-input'],
    ['predict', { task: 'klein-bottle' }, 'unknown-id'],
    ['predict', { task: 'sphere?dimension=2', group: 'so2' }, 'does-not-fit'],
    ['sweep.preview', { declaration: { task: 'circle', sizes: [] } }, 'invalid-input'],
    ['sweep.start', { declaration: { task: 'sphere?dimension=2', groups: ['so2'], sizes: [8] } }, 'does-not-fit'],
    [
      'sweep.start',
      {
        declaration: {
          ...{ task: 'bumps-image?size=6', groups: ['pixel-shift', 'continuous-shift'], sizes: [8] },
          trainers: ['memoriser', 'analytic-local-diffusion?positions=any&patch=3'],
        },
      },
      'does-not-fit',
    ],
    ['history.show', { id: 'none' }, 'not-found'],
    ['sweep.resume', { id: 'none' }, 'not-found'],
    ['history.import', { text: '{' }, 'malformed-file'],
  ])('%s %j is an expected error', async (command, request, code) => {
    const reply = await engine.call(command, request);
    expect(reply).toMatchObject({ ok: false, error: { kind: 'expected', code } });
  });

  it('leave no sweep behind', async () => {
    const { sweeps } = await ask('history.list', { search: 'sphere' });
    expect(sweeps).toEqual([]);
  });
});

describe('cancelling', () => {
  it('ends a job with a cancelled error', async () => {
    const measuring = engine.call('measure', { job: 'slow', data: { source: 'task:torus', rows: 3000 }, group: 'so2' });
    await engine.call('job.cancel', { job: 'slow' });
    expect(await measuring).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('errors keep their kind and code', () => {
  const errors = [new ExpectedError('too-few-points', 'Too few.'), new CancelledError(), new Error('A bug.')];
  const transports: [string, (value: unknown) => unknown][] = [
    ['a message port', structuredClone],
    ['a WebSocket', (value) => decodeMessage(encodeMessage(value))],
    ['JSON', (value) => JSON.parse(JSON.stringify(value))],
  ];
  it.each(transports)('over %s', (_, carry) => {
    for (const error of errors) {
      const arrived = fromWireError(wireError.parse(carry(toWireError(error))));
      expect(arrived.name).toBe(error.name);
      expect(arrived.message).toBe(error.message);
      expect(toWireError(arrived)).toEqual(toWireError(error));
    }
  });
});
