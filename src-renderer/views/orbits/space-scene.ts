import {
  BufferAttribute,
  BufferGeometry,
  Group,
  LineBasicMaterial,
  LineSegments,
  PerspectiveCamera,
  Scene,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import type { ChartTheme } from '../../charts/chart-theme';
import { axisLabels, cubeEdges } from './cube-edges';
import { cubeScale, segmentsOf, type CubeScale } from './cube-scale';
import { outlineColour, type DrawnSpace, type MarkColours, type Marks, type Marker } from './drawn-space';
import { markerSizes, markerSprite } from './marker-sprite';
import { MovingPicture } from './moving-picture';
import { SceneMarks } from './scene-marks';
import { clearGroup, spritePoints } from './scene-resources';

/** Degrees from the lower to the upper edge of the picture. */
const fieldOfView = 38;
/** Milliseconds without movement after which the picture stands still. */
const settleMilliseconds = 250;
/** Marks that follow each other so fast, in milliseconds, and so often, are being moved. */
const markMilliseconds = 100;
const quickMarks = 3;
/** Seconds of one turn of the camera by itself. */
const turnSeconds = 24;

/** The space along three axes: a scene that is drawn only when something of it has changed. */
export class SpaceScene {
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(fieldOfView, 1, 0.05, 60);
  readonly #controls: OrbitControls;
  readonly #content = new Group();
  readonly #marks: SceneMarks;
  /** Device pixels a pixel of the page, while the camera stands still. */
  readonly #pixelRatio: number;
  #scale: CubeScale = { centre: [0, 0, 0], factor: [1, 1, 1] };
  #frame = 0;
  #spinning = false;
  #lastTime: number | null = null;
  #settling = 0;
  /** Draws in place of WebGL while the camera or a mark moves; null with a graphics card. */
  readonly #movingPicture: MovingPicture | null;
  #moving = false;
  #marked = { at: -Infinity, quick: 0 };
  #size = { width: 1, height: 1 };

  /**
   * @param moving - a canvas in the same place, where the processor draws for want of a graphics card; it is hidden while the camera stands still
   * @throws where the canvas has no WebGL context
   */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly moving: HTMLCanvasElement | null,
  ) {
    this.#renderer = new WebGLRenderer({ canvas, alpha: true, antialias: moving === null });
    this.#pixelRatio = moving === null ? Math.min(2, window.devicePixelRatio) : 1;
    this.#movingPicture = moving === null ? null : new MovingPicture(moving);
    this.#renderer.setPixelRatio(this.#pixelRatio);
    this.#marks = new SceneMarks(this.#pixelRatio);
    this.#camera.position.set(2.9, 1.9, 3.3);
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.rotateSpeed = 0.8;
    this.#controls.autoRotateSpeed = 60 / turnSeconds;
    this.#controls.addEventListener('change', () => {
      this.#move();
      this.draw();
    });
    this.#scene.add(this.#content, this.#marks.group);
  }

  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.#renderer.setSize(width, height, false);
    this.#movingPicture?.resize(width, height);
    const aspect = width / Math.max(1, height);
    this.#camera.aspect = aspect;
    // The cube fits into a picture that is higher than wide, too.
    const half = Math.tan((fieldOfView * Math.PI) / 360) / Math.min(1, aspect);
    this.#camera.fov = (360 / Math.PI) * Math.atan(half);
    this.#camera.updateProjectionMatrix();
    this.draw();
  }

  show(space: DrawnSpace, theme: ChartTheme): void {
    clearGroup(this.#content);
    this.#scale = cubeScale(
      [...space.sets.map(({ positions }) => positions), ...space.orbits.lines, space.orbits.copies],
      space.equalUnits,
    );
    const outline = outlineColour(theme);
    this.#content.add(cubeEdges(theme.axis), ...axisLabels(space.axisNames, theme));
    this.#addLines(space.orbits.lines, space.orbitColour, 0.35);
    this.#addPoints(space.orbits.copies, 'disc', space.orbitColour, outline, 4);
    this.#addLines(space.one.lines, space.oneColour, 1);
    this.#addPoints(space.one.copies, 'disc', space.oneColour, outline, 7);
    for (const { positions, marker, colour } of space.sets) this.#addPoints(positions, marker, colour, outline);
    this.draw();
  }

  mark(marks: Marks, colours: MarkColours): void {
    this.#marks.show(marks, colours, (position) => this.#scaled(position, 0));
    const at = performance.now();
    this.#marked = { at, quick: at - this.#marked.at < markMilliseconds ? this.#marked.quick + 1 : 0 };
    if (this.#marked.quick >= quickMarks) this.#move();
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
      this.#render();
      if (this.#spinning) this.draw();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#settling);
    this.#frame = -1;
    clearGroup(this.#content);
    this.#marks.dispose();
    this.#controls.dispose();
    this.#renderer.dispose();
    this.#renderer.forceContextLoss();
  }

  #render(): void {
    if (this.#moving) this.#movingPicture?.render(this.#scene, this.#camera);
    else this.#renderer.render(this.#scene, this.#camera);
    if (this.moving === null) return;
    this.moving.hidden = !this.#moving;
    // The pointer finds it all the same.
    this.canvas.style.opacity = this.#moving ? '0' : '';
  }

  /** Without a graphics card, another picture stands there until nothing has moved for a moment. */
  #move(): void {
    if (this.#movingPicture === null) return;
    this.#moving = true;
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      this.#moving = false;
      this.draw();
    }, settleMilliseconds);
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
    const sprite = markerSprite(marker, colour, outline, 2 * this.#pixelRatio);
    this.#content.add(spritePoints(this.#placed(positions), sprite, size, true));
  }

  #placed(positions: Float32Array): Float32Array {
    const placed = new Float32Array(positions.length);
    for (let i = 0; 3 * i + 2 < positions.length; i++) placed.set(this.#scaled(positions, i), 3 * i);
    return placed;
  }

  #addLines(lines: readonly Float32Array[], colour: string, opacity: number): void {
    if (lines.length === 0) return;
    const segments = segmentsOf(lines, 3);
    const geometry = new BufferGeometry();
    geometry.setAttribute('position', new BufferAttribute(this.#placed(segments), 3));
    const transparent = opacity < 1;
    const material = new LineBasicMaterial({ color: colour, opacity, transparent, depthWrite: !transparent });
    this.#content.add(new LineSegments(geometry, material));
  }
}
