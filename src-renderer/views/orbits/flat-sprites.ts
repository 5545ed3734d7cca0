import {
  PointsMaterial,
  SpriteMaterial,
  Vector4,
  type PerspectiveCamera,
  type Points,
  type Sprite,
  type Texture,
} from 'three';
import { stampOf, type Stamp } from './raster';

/** The least alpha of a pixel that is seen, as the scene's materials have it. */
const opaque = 0.4 * 255;

/**
 * The picture of a material's points.
 * @param scale - pixels of the picture a pixel of the page
 */
export function stampOfMaterial(material: PointsMaterial, scale: number): Stamp {
  const size = Math.max(1, Math.round(material.size * scale));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  const picture = pictureOf(material);
  if (context === null || picture === null) return stampOf(new Uint8ClampedArray(0), 0, opaque);
  context.drawImage(picture, 0, 0, size, size);
  return stampOf(context.getImageData(0, 0, size, size).data, size, opaque);
}

/** Draws what is seen through everything: a mark, of one size wherever it is, or the name of an axis, which is larger near the camera. */
export function drawOnTop(
  context: CanvasRenderingContext2D,
  object: Points | Sprite,
  camera: PerspectiveCamera,
  scale: number,
): void {
  const material: unknown = object.material;
  const drawn = material instanceof PointsMaterial || material instanceof SpriteMaterial;
  const picture = drawn ? pictureOf(material) : null;
  const at = new Vector4(0, 0, 0, 1)
    .applyMatrix4(object.matrixWorld)
    .applyMatrix4(camera.matrixWorldInverse)
    .applyMatrix4(camera.projectionMatrix);
  if (picture === null || at.w <= 0) return;
  const { width, height } = context.canvas;
  // Half the picture's height at a distance of 1 is the cotangent of half the field of view.
  const unit = ((camera.projectionMatrix.elements[5] ?? 1) * height) / 2 / at.w;
  const size =
    material instanceof PointsMaterial
      ? { width: material.size * scale, height: material.size * scale }
      : { width: object.scale.x * unit, height: object.scale.y * unit };
  const [x, y] = [((at.x / at.w + 1) / 2) * width, ((1 - at.y / at.w) / 2) * height];
  context.drawImage(picture, x - size.width / 2, y - size.height / 2, size.width, size.height);
}

function pictureOf({ map }: { readonly map?: Texture | null }): HTMLCanvasElement | null {
  const image: unknown = map?.image;
  return image instanceof HTMLCanvasElement ? image : null;
}
