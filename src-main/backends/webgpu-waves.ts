import * as tf from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What is used of the backend to run a program of one's own on the card. */
interface ProgramRunner {
  runWebGPUProgram(program: object, inputs: readonly TensorInfo[], type: string): TensorInfo;
}

/** Of the package `@tensorflow/tfjs-backend-webgpu`. */
export interface DispatchTools {
  flatDispatchLayout(shape: readonly number[]): { readonly x: number[] };
  computeDispatch(layout: object, shape: readonly number[], workgroupSize: readonly number[]): readonly number[];
}

const workgroupSize = [128, 1, 1] as const;

/**
 * sin(x + quarters π/2). The language's own is only sure to 2⁻¹¹, and to nothing beyond half a turn. Here the quarter turns are taken off in three parts, the first two
 * of which are exact products, and what is left goes into the polynomials of the Cephes library (Moshier, 1989), good to float32's last digit.
 */
const program = (quarters: number): string => `
  fn wave(x : f32) -> f32 {
    let turns = round(x * 0.6366197723675814);
    let r = ((x - turns * 1.5703125) - turns * 4.837512969970703125e-4) - turns * 7.549789948768648e-8;
    let z = r * r;
    let quarter = (i32(turns) + ${String(quarters)}) & 3;
    var value = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 - z * 1.9515295891e-4));
    if ((quarter & 1) == 1) {
      value = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
    }
    return select(value, -value, quarter >= 2);
  }
  fn main(index : i32) {
    if (index < uniforms.size) {
      setOutputAtIndex(index, wave(getAByOutputIndex(index)));
    }
  }
`;

/** Sine and cosine on WebGPU that are good to float32's digits, in the place of those that come with the backend. */
export function registerWaves({ flatDispatchLayout, computeDispatch }: DispatchTools): void {
  for (const [kernelName, quarters] of [
    ['Sin', 0],
    ['Cos', 1],
  ] as const) {
    if (tf.getKernel(kernelName, 'webgpu') !== undefined) tf.unregisterKernel(kernelName, 'webgpu');
    tf.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc({ inputs, backend }) {
        const { x } = inputs;
        if (x === undefined || !canRun(backend)) throw new Error('The backend does not run programs.');
        const layout = flatDispatchLayout(x.shape);
        return backend.runWebGPUProgram(
          {
            ...{ outputShape: x.shape, variableNames: ['A'], size: true, workgroupSize, dispatchLayout: layout },
            dispatch: computeDispatch(layout, x.shape, workgroupSize),
            shaderKey: `gapscope-${kernelName}`,
            getUserCode: () => program(quarters),
          },
          [x],
          'float32',
        );
      },
    });
  }
}

function canRun(backend: unknown): backend is ProgramRunner {
  return (
    typeof backend === 'object' &&
    backend !== null &&
    'runWebGPUProgram' in backend &&
    typeof backend.runWebGPUProgram === 'function'
  );
}
