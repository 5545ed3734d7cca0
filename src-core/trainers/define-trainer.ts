import type { z } from 'zod';
import type { ScoreFunction } from '../dimension/score-function';
import type { Group } from '../groups/define-group';
import type { Points } from '../mathematics/points';
import type { RandomStream } from '../mathematics/random-stream';
import type { Definition } from '../registry/definition';
import type { Layout } from '../spaces/layout';
import type { Work } from '../work';

/** One run: a training set, the symmetry of the model, and the run's own random numbers. */
export interface TrainingRun {
  readonly training: Points;
  readonly group: Group;
  /** How the points are laid out, where that is known: of pairs it says where inputs end. */
  readonly layout?: Layout;
  /** How many samples to draw from the trained model, where it is a generator. */
  readonly samples: number;
  readonly random: RandomStream;
  /**
   * Fresh points of the task, independent of the training set and of the test points, for algorithms that are fitted to the law itself; each
   * call continues where the last one ended, or gives the points of its key, whatever was drawn before. Absent for a finite data set: then there are no
   * points but the training set.
   */
  readonly draw?: (count: number, key?: string) => Points;
}

/** A map from inputs to outputs that training has found. */
export interface Predictor {
  /** Outputs at each input: 1, or the hypotheses of an ambiguous prediction. */
  readonly hypotheses: number;
  /**
   * The outputs at the inputs: `hypotheses` rows an input, one after another.
   * @param inputs - rows of the inputs' coordinates
   */
  predict(inputs: Points, work: Work): Promise<Points>;
}

/** What training leaves behind. */
export interface TrainedModel {
  /** Ω_f, up to G: the model's outputs are the orbits of these points. Of a predictor, its outputs at the training inputs; its Ω_f is measured at held-out ones. */
  readonly predictionSet: Points;
  /** The map from inputs to outputs, where the model is one. */
  readonly predictor?: Predictor;
  /** Whether Ω_f is closed under the run's group (equivariant) or is the points alone. */
  readonly closed: 'group' | 'trivial';
  /** Samples really drawn from the model, where it is a generator. */
  readonly samples?: Points;
  /** The model's score ∇ log p_σ at noisy points y = z + σ·noise, where it has one: one row a point. */
  readonly score?: ScoreFunction;
  /** The map from normal latents (rows of R^D) to outputs, about its centre, where the model is one. */
  readonly generate?: (latents: Points) => Points | Promise<Points>;
  /** Series recorded while training, for example the loss: one value an entry of `steps`. */
  readonly series?: Readonly<Record<string, { readonly steps: readonly number[]; readonly values: readonly number[] }>>;
}

/** A run that could not be trained, which leaves the others of its batch alone. */
export interface FailedTraining {
  /** Why, in one sentence. */
  readonly failed: string;
}

export type TrainingOutcome = TrainedModel | FailedTraining;

export interface Trainer {
  /** The law that the gap of such a model is expected to follow; null where the theory makes no claim. */
  readonly law: 'iid' | 'quantisation' | null;
  /** Which of the hypothesis checks apply (mathematics: memorisation, coverage, equivariance, score). */
  readonly generator: boolean;
  /** False for a model that knows nothing of the run's group: its law is that of the space itself. */
  readonly symmetric?: boolean;
  /** What its tasks must be: pairs of inputs and outputs, or of inputs and classes, or images; any task where left out. */
  readonly needs?: 'pairs' | 'classes' | 'images';
  /** Throws an ExpectedError('does-not-fit') where the model cannot have the symmetry of the group; absent where it can have that of any. */
  readonly checkGroup?: (group: Group) => void;
  /**
   * What it gives of pairs: one output an input, Ω_f being all of them; or several hypotheses, of which the nearest at the same input counts. It generates points
   * of the task where left out.
   */
  readonly predicts?: 'outputs' | 'hypotheses';
  /** Of one that predicts hypotheses of pairs: how many at each input, for a training set of n. */
  readonly hypothesesOf?: (n: number) => number;
  /** Whether it trains networks, the runs of a batch as replicas of one tensor program: then batches are smaller. */
  readonly replicas?: boolean;
  /**
   * How much work a run with n training points is, in units of the algorithm's own: what the time of other sizes and settings is expected from. In proportion to n where
   * left out.
   */
  readonly amount?: (n: number) => number;
  /** Trains the runs of a batch together; results in the order of the runs. */
  train(batch: readonly TrainingRun[], work: Work): Promise<readonly TrainingOutcome[]>;
}

export interface TrainerDefinition<Schema extends z.ZodObject = z.ZodObject> extends Definition<Schema> {
  create(parameters: z.output<Schema>): Trainer;
}

/** Declares a training algorithm; one file an algorithm. */
export function defineTrainer<Schema extends z.ZodObject>(
  definition: TrainerDefinition<Schema>,
): TrainerDefinition<Schema> {
  return definition;
}
