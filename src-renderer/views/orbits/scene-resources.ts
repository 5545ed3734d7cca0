import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Line,
  Points,
  PointsMaterial,
  Sprite,
  SRGBColorSpace,
  type Group,
  type LineBasicMaterial,
  type SpriteMaterial,
} from 'three';

/** A picture with its colours as they are on the page. */
export function pictureTexture(canvas: HTMLCanvasElement): CanvasTexture {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/**
 * Points as pictures of the same size wherever they are.
 * @param positions - three numbers a point, in the coordinates of the scene
 * @param size - pixels of the page
 * @param depthTest - false for points that are seen through everything
 */
export function spritePoints(
  positions: Float32Array,
  sprite: HTMLCanvasElement,
  size: number,
  depthTest: boolean,
): Points {
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  const material = new PointsMaterial({
    map: pictureTexture(sprite),
    size,
    sizeAttenuation: false,
    // Cut out rather than blended: points need no sorting by depth then.
    alphaTest: 0.4,
    depthTest,
    transparent: !depthTest,
  });
  return new Points(geometry, material);
}

/** Empties a group, and gives its memory back. */
export function clearGroup(group: Group): void {
  for (const child of [...group.children]) {
    group.remove(child);
    if (!(child instanceof Points || child instanceof Line || child instanceof Sprite)) continue;
    if (!(child instanceof Sprite)) (child.geometry as BufferGeometry).dispose();
    const { material } = child as { readonly material: PointsMaterial | LineBasicMaterial | SpriteMaterial };
    if ('map' in material) material.map?.dispose();
    material.dispose();
  }
}
