import type { Tensor2D } from '@tensorflow/tfjs-core';

/** Numbers that an optimiser remembers from step to step, one tensor [R, P] each, named so that a checkpoint can hold them. */
export type OptimiserState = Readonly<Record<string, Tensor2D>>;

/** Moves the parameters of R replicas down their gradients. */
export interface Optimiser {
  /** The state before the first step, for parameters [R, P]. */
  begin(parameters: Tensor2D): OptimiserState;
  /**
   * One step. The caller disposes of what it passed.
   * @param step - counted from 1
   * @param rate - the learning rate at this step
   */
  update(request: {
    readonly parameters: Tensor2D;
    readonly gradient: Tensor2D;
    readonly state: OptimiserState;
    readonly step: number;
    readonly rate: number;
  }): { readonly parameters: Tensor2D; readonly state: OptimiserState };
}
