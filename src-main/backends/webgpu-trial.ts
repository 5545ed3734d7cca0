import { execFile } from 'node:child_process';

/** Milliseconds until a trial counts as failed. */
const limit = 30_000;

const program = (library: string): string => `
  import(${JSON.stringify(library)}).then(async ({ create }) => {
    const adapter = await create([]).requestAdapter();
    if (adapter !== null) await adapter.requestDevice();
    process.stdout.write(adapter === null ? 'none' : 'found');
    process.exit(0);
  });
`;

/**
 * Looks for a graphics card in a process of its own, which a driver that fails would end.
 * @param library - address of the package `webgpu`
 * @returns why WebGPU cannot be used, as one sentence, or undefined where it can
 */
export function tryWebgpu(library: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', program(library)], { timeout: limit }, (error, output, complaint) => {
      if (error?.signal) resolve(`WebGPU’s library was ended by ${error.signal} when it was tried on this machine.`);
      else if (error !== null)
        resolve(
          `WebGPU’s library does not work on this machine: ${/^\w*Error: (.+)$/m.exec(complaint)?.[1] ?? 'it failed'}.`,
        );
      else if (output === 'found') resolve(undefined);
      else resolve('No graphics card with a driver for Vulkan, Metal or Direct3D 12 was found.');
    });
  });
}
