// Made by build/generate-lists.mjs from the files of this folder; run `npm run generate` after adding one.
import { cpu } from './cpu';
import { tensorflowGpu } from './tensorflow-gpu';
import { tensorflow } from './tensorflow';
import { wasm } from './wasm';
import { webgpu } from './webgpu';

export const definitions = [cpu, tensorflowGpu, tensorflow, wasm, webgpu] as const;
