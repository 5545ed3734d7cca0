/**
 * TensorFlow's native backend for Node. On Linux x86-64 the addon of @tensorflow/tfjs-node is compiled against the TensorFlow of a
 * Python wheel, which is newer than the library that the package itself would download and also serves recent graphics cards;
 * elsewhere, or without a compiler, the package's own download is tried.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, forget, linkTree } from './cache.mjs';
import { PartUnavailable, run, runs } from './command.mjs';
import { fetchWheel, findPip, forgetWheel, pipDownload, unpackWheel } from './wheel.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packageVersion = '4.22.0';
const libraryVersion = '2.21.0';
const napi = 8;

const platform = ['--python-version', '3.12', '--implementation', 'cp', '--platform', 'manylinux_2_27_x86_64'];
const cpuWheel = {
  requirement: `tensorflow-cpu==${libraryVersion}`,
  file: `tensorflow_cpu-${libraryVersion}-cp312-cp312-manylinux_2_27_x86_64.whl`,
  sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
  megabytes: 274,
  platform,
};

/** Where the two packages live. */
const packageFolder = (flavour) =>
  join(root, 'node_modules/@tensorflow', flavour === 'gpu' ? 'tfjs-node-gpu' : 'tfjs-node');
const stampOf = (flavour) => join(packageFolder(flavour), '.gapscope-stamp');
const kernelsSource = fileURLToPath(new URL('fused-kernels.cc', import.meta.url));
const kernelsVersion = createHash('sha256').update(readFileSync(kernelsSource)).digest('hex').slice(0, 8);
/** The name of what is made for this machine, in the cache and on the package that it was linked into. */
export const libraryKey = (flavour) => {
  const kernels = flavour === 'cpu' ? `-kernels-${kernelsVersion}` : '';
  return `tensorflow-${flavour}-${libraryVersion}-tfjs-${packageVersion}-napi${napi}${kernels}-${process.platform}-${process.arch}`;
};

/** Whether the native backend of that flavour is in place. */
export function hasTensorflow(flavour = 'cpu') {
  const stamp = stampOf(flavour);
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === libraryKey(flavour) &&
    existsSync(addonOf(packageFolder(flavour)))
  );
}

/** Whether this machine has an NVIDIA card with its driver. */
export function hasNvidia() {
  // On Linux, in containers, and in the Linux of Windows.
  const marks = ['/proc/driver/nvidia/version', '/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1'];
  return process.platform === 'linux' && marks.some((path) => existsSync(path));
}

const addonOf = (folder) => join(folder, `lib/napi-v${napi}/tfjs_binding.node`);
const kernelsOf = (folder) => join(folder, `lib/napi-v${napi}/gapscope_kernels.node`);

/** Compiles the package's addon, and for the processor our kernels, against the wheel's library, in `work`: deps/lib and lib/. */
async function build(flavour, wheelPath, source, work, report) {
  const raw = join(work, 'raw');
  report('unpacking TensorFlow');
  const include = 'tensorflow/include/';
  await unpackWheel(wheelPath, raw, [
    'tensorflow/libtensorflow_',
    `${include}tensorflow/c/`,
    `${include}tensorflow/core/platform/ctstring`,
    `${include}tsl/platform/ctstring`,
    `${include}xla/tsl/c/`,
  ]);
  mkdirSync(join(work, 'deps'), { recursive: true });
  mkdirSync(dirname(addonOf(work)), { recursive: true });
  const libraries = join(work, 'deps/lib');
  mkdirSync(libraries);
  const names = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  for (const name of names) {
    renameSync(join(raw, 'tensorflow', name), join(libraries, name));
    await run('strip', ['--strip-unneeded', join(libraries, name)]);
  }
  const compile = (sources, target, options) =>
    run('g++', [
      ...[...options, '-std=c++17', '-fPIC', '-shared', `-DNAPI_VERSION=${napi}`],
      ...['-I', join(raw, include), '-I', join(root, 'node_modules/node-api-headers/include')],
      ...[...sources, '-o', target, '-L', libraries, ...names.map((name) => `-l:${name}`)],
      '-Wl,-rpath,$ORIGIN/../../deps/lib',
    ]);
  report('compiling TensorFlow’s addon');
  const bindings = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(source, 'binding', name));
  await compile(bindings, addonOf(work), ['-O2']);
  if (flavour === 'cpu') {
    try {
      await compile([kernelsSource], kernelsOf(work), ['-O3', '-fno-math-errno', '-fno-trapping-math']);
    } catch (error) {
      if (!(error instanceof PartUnavailable)) throw error;
      report(`networks train without fused kernels, more slowly: ${error.message}`);
    }
  }
  rmSync(raw, { recursive: true });
}

/** CUDA's libraries, which TensorFlow looks for beside its own folder, at ../nvidia. */
async function addCuda(work, report) {
  const python = await findPip();
  if (python === undefined) throw new PartUnavailable('Python with pip is missing (apt install python3-pip)');
  const folder = mkdtempSync(join(work, 'cuda-'));
  const parts =
    'cublas cuda-cupti cuda-nvcc cuda-nvrtc cuda-runtime cudnn cufft curand cusolver cusparse nccl nvjitlink';
  report('downloading the CUDA 12 libraries (about 2.5 GB)');
  await pipDownload(
    python,
    [...platform, '--platform', 'manylinux2014_x86_64', ...parts.split(' ').map((part) => `nvidia-${part}-cu12`)],
    folder,
  );
  for (const wheel of readdirSync(folder)) await unpackWheel(join(folder, wheel), join(work, 'deps'), ['nvidia/']);
  rmSync(folder, { recursive: true });
}

/** The wheel of the flavour that uses a graphics card; its checksum is pip's to verify, which compares with the index. */
async function fetchGpuWheel(work, report) {
  const python = await findPip();
  if (python === undefined) throw new PartUnavailable('Python with pip is missing (apt install python3-pip)');
  report(`downloading tensorflow==${libraryVersion} (572 MB)`);
  const folder = mkdtempSync(join(work, 'wheel-'));
  await pipDownload(python, [...platform, `tensorflow==${libraryVersion}`], folder);
  return join(folder, readdirSync(folder)[0] ?? '');
}

/** Puts the JavaScript of @tensorflow/tfjs-node-gpu beside tfjs-node, whose dependencies it shares. */
async function unpackGpuPackage() {
  const folder = packageFolder('gpu');
  if (existsSync(join(folder, 'package.json'))) return;
  const work = mkdtempSync(join(root, 'node_modules/.gapscope-'));
  try {
    await run('npm', ['pack', `@tensorflow/tfjs-node-gpu@${packageVersion}`, '--pack-destination', work], {
      cwd: work,
      limit: 120_000,
    });
    await run('tar', ['xzf', readdirSync(work)[0] ?? ''], { cwd: work });
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Compiles, or takes from the cache, and links into node_modules. */
async function installFromWheel(flavour, report) {
  for (const tool of ['g++', 'strip'])
    if (!(await runs(tool, ['--version']))) throw new PartUnavailable(`${tool} is missing (apt install g++)`);
  if (flavour === 'gpu') await unpackGpuPackage();
  const source = packageFolder(flavour);
  const made = await cached(libraryKey(flavour), async (work) => {
    if (flavour === 'gpu') {
      const wheel = await fetchGpuWheel(work, report);
      await build(flavour, wheel, source, work, report);
      rmSync(dirname(wheel), { recursive: true });
      await addCuda(work, report);
    } else await build(flavour, await fetchWheel(cpuWheel, report), source, work, report);
  });
  if (flavour === 'cpu') forgetWheel(cpuWheel);
  linkTree(made, source);
}

/** The package's own installation: libtensorflow and a compiled addon from its makers' servers. */
async function installOfficial(report) {
  report('downloading TensorFlow’s library');
  const folder = packageFolder('cpu');
  await run(process.execPath, ['scripts/install.js'], { cwd: folder, limit: 300_000 });
  if (!existsSync(addonOf(folder))) throw new PartUnavailable('the package’s own download did not succeed');
}

/** Loads the addon in a process of its own: a library that does not fit this machine would end the process. */
async function tryAddon(flavour) {
  const program = `
    require('util').isNullOrUndefined ??= (value) => value === null || value === undefined;
    const tf = require(${JSON.stringify(packageFolder(flavour))});
    if (tf.add(1, 2).dataSync()[0] !== 3) process.exit(1);`;
  await run(process.execPath, ['-e', program], { limit: 60_000, env: { TF_CPP_MIN_LOG_LEVEL: '3' } });
}

/** Takes a library that does not work out again, so that no worker meets it. */
function discard(flavour, { signal }) {
  for (const part of ['lib', 'deps']) rmSync(join(packageFolder(flavour), part), { recursive: true, force: true });
  // One that lacks nothing but a newer processor serves other machines with the same home.
  if (signal === undefined || signal === 'SIGKILL') forget(libraryKey(flavour));
}

/**
 * Installs one flavour, 'cpu' or 'gpu', unless it is in place.
 * @throws PartUnavailable with one clause that says why not
 */
export async function installTensorflow(flavour, report) {
  if (hasTensorflow(flavour)) return;
  if (!existsSync(packageFolder('cpu')))
    throw new PartUnavailable('the package @tensorflow/tfjs-node is not installed');
  if (process.platform === 'linux' && process.arch === 'x64') {
    try {
      await installFromWheel(flavour, report);
    } catch (error) {
      if (!(error instanceof PartUnavailable) || flavour === 'gpu') throw error;
      try {
        await installOfficial(report);
      } catch {
        throw error;
      }
    }
  } else if (flavour === 'cpu') await installOfficial(report);
  else throw new PartUnavailable(`there is no TensorFlow for graphics cards on ${process.platform} ${process.arch}`);
  try {
    await tryAddon(flavour);
  } catch (error) {
    discard(flavour, error);
    throw error;
  }
  writeFileSync(stampOf(flavour), libraryKey(flavour));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await installTensorflow(process.argv[2] ?? 'cpu', console.error);
