import { BufferAttribute, BufferGeometry, LineBasicMaterial, LineSegments, Sprite, SpriteMaterial } from 'three';
import type { ChartTheme } from '../../charts/chart-theme';
import { pictureTexture } from './scene-resources';

/** The edges of the cube that holds the points. */
export function cubeEdges(colour: string): LineSegments {
  const corner = (k: number): [number, number, number] => [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1];
  const ends: number[] = [];
  for (let a = 0; a < 8; a++)
    for (const bit of [1, 2, 4]) if ((a & bit) === 0) ends.push(...corner(a), ...corner(a | bit));
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color: colour, opacity: 0.5, transparent: true }));
}

/** Of an axis's name, where the cube's edges are 2. */
const labelHeight = 0.14;

/** The names of the axes beside the cube's edges. */
export function axisLabels(names: readonly string[], theme: ChartTheme): readonly Sprite[] {
  const places: readonly (readonly [number, number, number])[] = [
    [0, -1.14, 1.14],
    [1.14, -1.14, 0],
    [-1.14, 0, 1.14],
  ];
  return places.map((place, axis) => {
    const { canvas, width, height } = textPicture(names[axis] ?? '', theme);
    const sprite = new Sprite(new SpriteMaterial({ map: pictureTexture(canvas), depthTest: false }));
    sprite.position.set(...place);
    sprite.scale.set((labelHeight * width) / height, labelHeight, 1);
    return sprite;
  });
}

function textPicture(text: string, theme: ChartTheme): { canvas: HTMLCanvasElement; width: number; height: number } {
  const canvas = document.createElement('canvas');
  const font = `28px ${theme.font}`;
  const measure = canvas.getContext('2d');
  if (measure !== null) measure.font = font;
  const width = Math.ceil(measure?.measureText(text).width ?? 100) + 8;
  canvas.width = width;
  canvas.height = 38;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.font = font;
    context.fillStyle = theme.text;
    context.textBaseline = 'middle';
    context.fillText(text, 4, 19);
  }
  return { canvas, width, height: 38 };
}
