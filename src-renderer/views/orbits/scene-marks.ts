import { Group, type Points } from 'three';
import type { MarkColours, Marks } from './drawn-space';
import { markerSprite, ringSprite } from './marker-sprite';
import { clearGroup, spritePoints } from './scene-resources';

/** The marked places of a scene. They are moved rather than made anew: a new material would have its shader compiled for each picture. */
export class SceneMarks {
  readonly group = new Group();
  #points: readonly (readonly [keyof Marks, Points])[] = [];
  #colours = '';

  /** @param scale - device pixels a pixel */
  constructor(private readonly scale: number) {}

  /** @param place - from the axes of the picture into the scene */
  show(marks: Marks, colours: MarkColours, place: (position: Float32Array) => [number, number, number]): void {
    const wanted = JSON.stringify(colours);
    if (wanted !== this.#colours) this.#make(colours);
    this.#colours = wanted;
    for (const [mark, points] of this.#points) {
      const at = marks[mark];
      points.visible = at !== null;
      if (at !== null) points.position.set(...place(at));
    }
  }

  dispose(): void {
    clearGroup(this.group);
  }

  #make({ chosen, moved, outline }: MarkColours): void {
    clearGroup(this.group);
    const made = (sprite: HTMLCanvasElement, size: number): Points =>
      spritePoints(new Float32Array(3), sprite, size, false);
    this.#points = [
      ['aligned', made(ringSprite(chosen, 'square', this.scale), 15)],
      ['chosen', made(ringSprite(chosen, 'circle', this.scale), 19)],
      ['moved', made(markerSprite('disc', moved, outline, 4 * this.scale), 13)],
    ];
    this.group.add(...this.#points.map(([, points]) => points));
  }
}
