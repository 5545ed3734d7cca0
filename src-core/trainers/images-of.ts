import { ExpectedError } from '../errors';
import type { ImageShape } from '../groups/image-shape';
import type { Layout } from '../spaces/layout';

/**
 * The shape of a task's images.
 * @param trainer - for the message
 * @throws ExpectedError('does-not-fit') where the task's points are no images
 */
export function imagesOf(trainer: string, layout: Layout | undefined): ImageShape {
  if (layout?.kind !== 'image')
    throw new ExpectedError(
      'does-not-fit',
      `'${trainer}' needs images, which the points of this task are not; expected a task such as bumps-image or shape-image, or a data set of images.`,
    );
  return { rows: layout.rows, columns: layout.columns, channels: layout.channels };
}
