import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { backendReport } from '#contract/registry';
import { ExpectedError } from '#core/errors';
import './register-gradients';
import type { BackendDefinition } from './define-backend';
import { backends } from './registry';
import { selfTest, type SelfTest } from './self-test';

export type BackendReport = z.output<typeof backendReport>;

type Outcome =
  | { readonly usable: true; readonly test: SelfTest }
  | { readonly usable: false; readonly reason: string; readonly test: SelfTest | undefined };

/** A backend is tried once a process. */
const outcomes = new Map<string, Promise<Outcome>>();

function tryBackend(definition: BackendDefinition): Promise<Outcome> {
  const known = outcomes.get(definition.id);
  if (known !== undefined) return known;
  const outcome = tryAnew(definition);
  outcomes.set(definition.id, outcome);
  return outcome;
}

async function tryAnew(definition: BackendDefinition): Promise<Outcome> {
  try {
    return await testBackend(definition);
  } catch (error) {
    // Whatever goes wrong in one backend, there are others.
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { usable: false, reason: `It failed when it was tried: ${message.replace(/\.?$/, '.')}`, test: undefined };
  }
}

async function testBackend(definition: BackendDefinition): Promise<Outcome> {
  // Spares the console advice on backends; it changes no result.
  tf.enableProdMode();
  const availability = await definition.load();
  if (!availability.available) return { usable: false, reason: availability.reason, test: undefined };
  if (!(await makeActive(definition)))
    return { usable: false, reason: 'It could not be started on this machine.', test: undefined };
  const test = await selfTest();
  if (test.passed) return { usable: true, test };
  const reason = `Its results are wrong: ${test.worst} differs from float64 by ${test.largestError.toExponential(1)} of its size.`;
  return { usable: false, reason, test };
}

async function makeActive({ tensorflowName }: BackendDefinition): Promise<boolean> {
  try {
    const set = await tf.setBackend(tensorflowName);
    await tf.ready();
    return set;
  } catch {
    // TensorFlow.js throws where a registered backend's own start fails.
    return false;
  }
}

/**
 * Makes a backend the one that this process computes with, after its self-test.
 * @param id - a backend's id, or 'auto' for the fastest that passes
 * @throws ExpectedError 'unknown-id', or 'unavailable' with the reason
 */
export async function activateBackend(id: string): Promise<{ readonly id: string; readonly label: string }> {
  const candidates =
    id === 'auto' ? backends.all.filter(({ experimental }) => experimental !== true) : [backends.get(id)];
  const reasons: string[] = [];
  for (const definition of candidates) {
    const outcome = await tryBackend(definition);
    if (outcome.usable) {
      // Trying others may have made another one active.
      await makeActive(definition);
      return { id: definition.id, label: definition.label };
    }
    reasons.push(`${definition.id}: ${outcome.reason}`);
  }
  throw new ExpectedError('unavailable', `The backend '${id}' cannot be used. ${reasons.join(' ')}`);
}

/** All backends, the fastest first: which one 'auto' takes, and why it does not take the others. The active backend stays as it was. */
export async function reportBackends(): Promise<BackendReport[]> {
  const before = tf.engine().backendName;
  const reports: BackendReport[] = [];
  let used: BackendDefinition | undefined;
  for (const definition of backends.all) {
    const outcome = await tryBackend(definition);
    const { id, label } = definition;
    const selfTestError = outcome.test === undefined ? null : finite(outcome.test.largestError);
    if (!outcome.usable) {
      const status = outcome.test === undefined ? 'unavailable' : 'failed-self-test';
      reports.push({ id, label, status, reason: outcome.reason, selfTestError });
    } else if (definition.experimental === true) {
      const reason = 'Works, but is experimental: it is used only where it is named.';
      reports.push({ id, label, status: 'available', reason, selfTestError });
    } else if (used === undefined) {
      used = definition;
      reports.push({ id, label, status: 'used', reason: 'The fastest that passes its self-test here.', selfTestError });
    } else reports.push({ id, label, status: 'available', reason: `Works; ${used.label} is faster.`, selfTestError });
  }
  if (before !== undefined && before !== '') await tf.setBackend(before);
  return reports;
}

/** JSON has no infinity. */
function finite(error: number): number {
  return Math.min(error, Number.MAX_VALUE);
}
