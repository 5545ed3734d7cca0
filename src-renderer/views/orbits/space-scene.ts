import {
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  Color,
  Group,
  Line,
  LineBasicMaterial,
  LineSegments,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Scene,
  SRGBColorSpace,
  Sprite,
  SpriteMaterial,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { ChartTheme } from '../../charts/chart-theme';
import { cubeScale, segmentsOf, type CubeScale } from './cube-scale';
import type { DrawnSpace, Marks, Marker } from './drawn-space';
import { markerSizes, markerSprite } from './marker-sprite';

/** Degrees from the lower to the upper edge of the picture. */
const fieldOfView = 38;
/** Numbers of lines that a processor takes long to draw. */
const manyLines = 3 * 2 * 2000;
/** Pixels that it draws a pixel of the page while the camera moves. */
const movingPixelRatio = 0.5;
/** Seconds of one turn of the camera by itself. */
const turnSeconds = 24;

/** The space along three axes: a scene that is drawn only when something of it has changed. */
export class SpaceScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(fieldOfView, 1, 0.05, 60);
  readonly #controls: OrbitControls;
  readonly #content = new Group();
  readonly #marks = new Group();
  #scale: CubeScale = { centre: [0, 0, 0], factor: [1, 1, 1] };
  #frame = 0;
  #spinning = false;
  #lastTime: number | null = null;
  #settling = 0;
  #all = true;
  #size = { width: 1, height: 1 };

  /** @throws where the canvas has no WebGL context */
  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly options: { readonly software: boolean },
  ) {
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias: !options.software });
    this.#renderer.setPixelRatio(options.software ? 1 : Math.min(2, window.devicePixelRatio));
    this.#camera.position.set(2.9, 1.9, 3.3);
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.rotateSpeed = 0.8;
    this.#controls.autoRotateSpeed = 60 / turnSeconds;
    this.#controls.addEventListener('change', () => {
      this.#lighten();
      this.draw();
    });
    this.#scene.add(this.#content, this.#marks);
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.#renderer.setSize(width, height, false);
    const aspect = width / Math.max(1, height);
    this.#camera.aspect = aspect;
    // The cube fits into a picture that is higher than wide, too.
    const half = Math.tan((fieldOfView * Math.PI) / 360) / Math.min(1, aspect);
    this.#camera.fov = (360 / Math.PI) * Math.atan(half);
    this.#camera.updateProjectionMatrix();
    this.draw();
  }

  show(space: DrawnSpace, theme: ChartTheme): void {
    clear(this.#content);
    this.#scale = cubeScale(
      [...space.sets.map(({ positions }) => positions), ...space.orbits.lines, space.orbits.copies],
      space.equalUnits,
    );
    const outline = theme.dark ? '#16181d' : '#ffffff';
    this.#content.add(box(theme.axis), ...axisLabels(space.axisNames, theme));
    this.#addLines(space.orbits.lines, space.orbitColour, 0.35);
    this.#addPoints(space.orbits.copies, 'disc', space.orbitColour, outline, 4);
    this.#addLines(space.one.lines, space.oneColour, 1);
    this.#addPoints(space.one.copies, 'disc', space.oneColour, outline, 7);
    for (const { positions, marker, colour } of space.sets) this.#addPoints(positions, marker, colour, outline);
    this.draw();
  }

  mark(marks: Marks, colours: { readonly chosen: string; readonly moved: string; readonly outline: string }): void {
    clear(this.#marks);
    const add = (at: Float32Array | null, texture: HTMLCanvasElement, size: number): void => {
      if (at !== null) this.#marks.add(this.#points(at, texture, size, false));
    };
    const scale = this.#renderer.getPixelRatio();
    add(marks.aligned, ring(colours.chosen, 'square', scale), 15);
    add(marks.chosen, ring(colours.chosen, 'circle', scale), 19);
    add(marks.moved, markerSprite('disc', colours.moved, colours.outline, 4 * scale), 13);
    this.draw();
  }

  /** Where points of the space are in the picture, in pixels; NaN behind the camera. */
  pixelsOf(positions: Float32Array): Float32Array {
    const out = new Float32Array((positions.length / 3) * 2);
    const at = new Vector3();
    this.#camera.updateMatrixWorld();
    for (let i = 0; 3 * i + 2 < positions.length; i++) {
      at.set(...this.#scaled(positions, i)).project(this.#camera);
      out[2 * i] = Math.abs(at.z) > 1 ? NaN : ((at.x + 1) / 2) * this.#size.width;
      out[2 * i + 1] = ((1 - at.y) / 2) * this.#size.height;
    }
    return out;
  }

  /** Turns the camera by itself until told not to. */
  spin(spinning: boolean): void {
    this.#spinning = spinning;
    this.#controls.autoRotate = spinning;
    this.draw();
  }

  /** Draws at the next frame. */
  draw(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame((time) => {
      this.#frame = 0;
      if (this.#spinning) this.#controls.update(this.#lastTime === null ? 0 : (time - this.#lastTime) / 1000);
      this.#lastTime = this.#spinning ? time : null;
      this.#renderer.render(this.#scene, this.#camera);
      if (this.#spinning) this.draw();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settling);
    this.#frame = -1;
    clear(this.#content);
    clear(this.#marks);
    this.#controls.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  /** While the camera moves without a graphics card, the orbits of all points are left out and pixels are larger. */
  #lighten(): void {
    if (!this.options.software) return;
    this.#showAll(false);
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      this.#showAll(true);
      this.draw();
    }, 250);
  }

  #showAll(shown: boolean): void {
    if (this.#all === shown) return;
    this.#all = shown;
    for (const child of this.#content.children)
      if (child instanceof LineSegments && child.userData['many'] === true) child.visible = shown;
    this.#renderer.setPixelRatio(shown ? 1 : movingPixelRatio);
  }

  #scaled(positions: Float32Array, i: number): [number, number, number] {
    const { centre, factor } = this.#scale;
    const along = (a: 0 | 1 | 2): number => ((positions[3 * i + a] ?? 0) - centre[a]) * factor[a];
    // The picture's height is the third axis, as on paper.
    return [along(0), along(2), -along(1)];
  }

  #addPoints(
    positions: Float32Array,
    marker: Marker,
    colour: string,
    outline: string,
    size = markerSizes[marker],
  ): void {
    if (positions.length === 0) return;
    const sprite = markerSprite(marker, colour, outline, 2 * this.#renderer.getPixelRatio());
    this.#content.add(this.#points(positions, sprite, size, true));
  }

  #points(positions: Float32Array, sprite: HTMLCanvasElement, size: number, depthTest: boolean): Points {
    const geometry = new BufferGeometry();
    const placed = new Float32Array(positions.length);
    for (let i = 0; 3 * i + 2 < positions.length; i++) placed.set(this.#scaled(positions, i), 3 * i);
    geometry.setAttribute('position', new BufferAttribute(placed, 3));
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

  #addLines(lines: readonly Float32Array[], colour: string, opacity: number): void {
    if (lines.length === 0) return;
    const segments = segmentsOf(lines, 3);
    const placed = new Float32Array(segments.length);
    for (let i = 0; 3 * i + 2 < segments.length; i++) placed.set(this.#scaled(segments, i), 3 * i);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(placed, 3));
    const transparent = opacity < 1;
    const material = new LineBasicMaterial({ color: colour, opacity, transparent, depthWrite: !transparent });
    const drawn = new LineSegments(geometry, material);
    drawn.userData['many'] = segments.length > manyLines;
    drawn.visible = this.#all || segments.length <= manyLines;
    this.#content.add(drawn);
  }
}

/** A picture with its colours as they are on the page. */
function pictureTexture(canvas: HTMLCanvasElement): CanvasTexture {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

/** The edges of the cube that holds the points. */
function box(colour: string): LineSegments {
  const corner = (k: number): [number, number, number] => [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1];
  const ends: number[] = [];
  for (let a = 0; a < 8; a++)
    for (const bit of [1, 2, 4]) if ((a & bit) === 0) ends.push(...corner(a), ...corner(a | bit));
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3));
  return new LineSegments(
    geometry,
    new LineBasicMaterial({ color: new Color(colour), opacity: 0.5, transparent: true }),
  );
}

/** Of an axis's name, where the cube's edges are 2. */
const labelHeight = 0.14;

function axisLabels(names: readonly string[], theme: ChartTheme): readonly Sprite[] {
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

/** An outline about a point. */
function ring(colour: string, shape: 'circle' | 'square', scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(20 * scale);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.strokeStyle = colour;
  context.lineWidth = 2.2 * scale;
  const middle = canvas.width / 2;
  context.beginPath();
  if (shape === 'circle') context.arc(middle, middle, middle - 2 * scale, 0, 2 * Math.PI);
  else context.rect(2 * scale, 2 * scale, canvas.width - 4 * scale, canvas.width - 4 * scale);
  context.stroke();
  return canvas;
}

/** Empties a group, and gives its memory back. */
function clear(group: Group): void {
  for (const child of [...group.children]) {
    group.remove(child);
    if (!(child instanceof Points || child instanceof Line || child instanceof Sprite)) continue;
    if (!(child instanceof Sprite)) (child.geometry as BufferGeometry).dispose();
    const { material } = child as { readonly material: PointsMaterial | LineBasicMaterial | SpriteMaterial };
    if ('map' in material) material.map?.dispose();
    material.dispose();
  }
}
