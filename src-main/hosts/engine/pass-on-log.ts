import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** What TensorFlow says whenever it starts, before its log level can be set; nothing is wrong then. */
const greetings = [
  /^WARNING: All log messages before absl::InitializeLog\(\)/,
  /^I\d{4} .*(port\.cc|cpu_feature_guard\.cc)/,
];

/** Passes a worker's error output on, line by line, without TensorFlow's greetings. */
export function passOnLog(from: Readable, to: Writable): void {
  createInterface({ input: from }).on('line', (line) => {
    if (!greetings.some((greeting) => greeting.test(line))) to.write(`${line}\n`);
  });
}
