import {
  LineBasicMaterial,
  LineSegments,
  Matrix4,
  Points,
  PointsMaterial,
  Sprite,
  type BufferGeometry,
  type PerspectiveCamera,
  type Scene,
} from 'three';
import { drawOnTop, stampOfMaterial } from './flat-sprites';
import { clearRaster, drawLines, stampPoints, type Raster, type Stamp } from './raster';

/** Milliseconds that a picture may take if there are to be sixty a second. */
const affordable = 11;
/** After so many pictures in a row that took longer, less is drawn; the first ones do, until the code is compiled. */
const patience = 15;
/** Lines that are left out first have more numbers than this. */
const manyLines = 3 * 2 * 2000;

interface Canvas {
  readonly image: ImageData;
  readonly raster: Raster;
  readonly stamps: WeakMap<PointsMaterial, Stamp>;
}

/**
 * Draws a scene of points, lines and small pictures by the processor while the camera moves: what stands in for a graphics card takes longer for the points alone than
 * this does for all of it. Lines have no smooth edges. Where even this is too slow for sixty pictures a second, the many lines are left out, and then pixels are larger.
 */
export class MovingPicture {
  readonly #context: CanvasRenderingContext2D | null;
  #size = { width: 1, height: 1 };
  #canvas: Canvas | null = null;
  #lightness: 0 | 1 | 2 = 0;
  #slow = 0;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d');
  }

  /** @param width - pixels of the page, as is the height */
  resize(width: number, height: number): void {
    this.#size = { width, height };
    this.#lightness = 0;
    this.#canvas = null;
  }

  render(scene: Scene, camera: PerspectiveCamera): void {
    const began = performance.now();
    const context = this.#context;
    if (context === null) return;
    scene.updateMatrixWorld();
    camera.updateMatrixWorld();
    this.#canvas ??= this.#make(context);
    const { image, raster, stamps } = this.#canvas;
    clearRaster(raster);
    const lines: LineSegments[] = [];
    const onTop: (Points | Sprite)[] = [];
    scene.traverseVisible((child) => {
      if (child instanceof LineSegments) lines.push(child);
      else if (child instanceof Sprite) onTop.push(child);
      else if (child instanceof Points && child.material instanceof PointsMaterial) {
        const { material } = child;
        if (!material.depthTest) return onTop.push(child);
        const stamp = stamps.get(material) ?? stampOfMaterial(material, this.#scale);
        stamps.set(material, stamp);
        stampPoints(raster, positionsOf(child), viewOf(child, camera), stamp);
      }
    });
    // After the points, through which some of them shine.
    for (const one of lines) this.#drawLines(raster, one, camera);
    context.putImageData(image, 0, 0);
    for (const one of onTop) drawOnTop(context, one, camera, this.#scale);
    this.#mind(performance.now() - began);
  }

  /** Pixels drawn a pixel of the page. */
  get #scale(): number {
    return this.#lightness === 2 ? 0.5 : 1;
  }

  #make(context: CanvasRenderingContext2D): Canvas {
    const [width, height] = [this.#size.width, this.#size.height].map((pixels) =>
      Math.max(1, Math.floor(pixels * this.#scale)),
    ) as [number, number];
    this.canvas.width = width;
    this.canvas.height = height;
    const image = context.createImageData(width, height);
    const colours = new Uint32Array(image.data.buffer);
    const raster = { width, height, colours, depths: new Float32Array(width * height) };
    return { image, raster, stamps: new WeakMap() };
  }

  #drawLines(raster: Raster, lines: LineSegments, camera: PerspectiveCamera): void {
    const { material } = lines;
    const positions = positionsOf(lines);
    if (!(material instanceof LineBasicMaterial) || (this.#lightness > 0 && positions.length > manyLines)) return;
    const colour = material.color.getHex();
    const ink = { red: colour >> 16, green: (colour >> 8) & 255, blue: colour & 255, opacity: material.opacity };
    drawLines(raster, positions, viewOf(lines, camera), ink);
  }

  #mind(milliseconds: number): void {
    this.#slow = milliseconds > affordable ? this.#slow + 1 : 0;
    if (this.#slow < patience || this.#lightness === 2) return;
    this.#slow = 0;
    this.#lightness = this.#lightness === 0 ? 1 : 2;
    this.#canvas = null;
  }
}

function positionsOf({ geometry }: { readonly geometry: BufferGeometry }): ArrayLike<number> {
  return geometry.getAttribute('position').array;
}

/** From where an object's own coordinates are into the picture. */
function viewOf(object: Points | LineSegments, camera: PerspectiveCamera): readonly number[] {
  return new Matrix4()
    .copy(camera.projectionMatrix)
    .multiply(camera.matrixWorldInverse)
    .multiply(object.matrixWorld)
    .toArray();
}
