import { ExpectedError } from '#core/errors';
import { predict, type Prediction, type PredictionRequest } from '#core/laws/predict';
import type { Work } from '#core/work';

/** What the theory says, or why it says nothing: a task whose law is not known, or is beyond double precision, can be measured all the same. */
export async function predictionOrProblem(
  request: PredictionRequest,
  sizes: readonly number[],
  work: Work,
): Promise<{ prediction: Prediction | null; predictionProblem: string | null }> {
  try {
    return { prediction: await predict(request, sizes, work), predictionProblem: null };
  } catch (error) {
    if (error instanceof ExpectedError) return { prediction: null, predictionProblem: error.message };
    throw error;
  }
}
