import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { cpus, homedir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds until a trial counts as failed; libraries for cards take long to start. */
const limit = 120_000;

/** One operation of each kind of kernel, so that every kind of instruction is met. */
const program = (folder: string): string => `
  const util = require('node:util');
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
  const tf = require(${JSON.stringify(folder)});
  const x = tf.randomNormal([64, 96], 0, 1, 'float32', 1);
  const loss = (w) => tf.sum(tf.square(tf.tanh(tf.matMul(x, w))));
  const image = tf.randomNormal([2, 8, 8, 3], 0, 1, 'float32', 1);
  const results = [
    tf.softmax(x), tf.logSumExp(x, 1), tf.min(x, 1), tf.sigmoid(tf.sin(x)), tf.grad(loss)(tf.randomNormal([96, 32], 0, 1, 'float32', 2)),
    tf.matMul(tf.reshape(x, [4, 16, 96]), tf.reshape(x, [4, 96, 16])), tf.topk(x, 3).values, tf.gather(x, tf.tensor1d([1, 2], 'int32')),
    tf.conv2d(image, tf.randomNormal([3, 3, 3, 5], 0, 1, 'float32', 3), 1, 'same'),
  ];
  if (!results.every((result) => result.dataSync().every(Number.isFinite))) throw new Error('its results are not finite');
`;

/**
 * Computes with a native package in a process of its own: a library made for another processor ends that process, not this one. A package that
 * has passed is not tried again until it or the machine changes.
 * @param folder - where the package lies
 * @returns why it cannot be used, as one sentence, or undefined where it can
 */
export async function tryNativePackage(folder: string): Promise<string | undefined> {
  const mark = markOf(folder);
  if (existsSync(mark)) return undefined;
  const problem = await runTrial(folder);
  if (problem === undefined) remember(mark);
  return problem;
}

function runTrial(folder: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
    execFile(process.execPath, ['-e', program(folder)], { env, timeout: limit }, (error, _output, complaint) => {
      if (error === null) resolve(undefined);
      else if (error.signal)
        resolve(`TensorFlow’s library was ended by ${error.signal} when it was tried on this machine.`);
      else resolve(`TensorFlow’s library does not work on this machine: ${reasonIn(complaint) ?? error.message}`);
    });
  });
}

/** The line of a stack trace that says what went wrong. */
function reasonIn(complaint: string): string | undefined {
  return /^\w*Error: (.+)$/m.exec(complaint)?.[1];
}

/** An empty file whose name says what has passed on which machine. */
function markOf(folder: string): string {
  const hash = createHash('sha256').update([folder, process.version, cpus()[0]?.model ?? ''].join('\n'));
  for (const part of [join(folder, 'lib'), join(folder, 'deps/lib')])
    for (const name of existsSync(part) ? readdirSync(part, { recursive: true }).map(String).sort() : []) {
      const { size, mtimeMs } = statSync(join(part, name));
      hash.update(`\n${name} ${String(size)} ${String(mtimeMs)}`);
    }
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'gapscope', `tried-${hash.digest('hex')}`);
}

function remember(mark: string): void {
  try {
    mkdirSync(join(mark, '..'), { recursive: true });
    writeFileSync(mark, '');
  } catch {
    // Then it is tried again the next time.
  }
}
