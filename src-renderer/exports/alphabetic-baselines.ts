/** Half of what the publication font rises above its line, less half of what it falls below: ems. */
const centre = 0.346;

/** Words of an SVG that are centred on their height set on their lines instead, which readers of SVG agree on. */
export function alphabeticBaselines(svg: string): string {
  return svg.replace(/<text\b[^>]*\sdominant-baseline="central"[^>]*>/g, (tag) => {
    const size = Number(/font-size:\s*([\d.]+)px/.exec(tag)?.[1] ?? 12);
    const y = Number(/\sy="([^"]*)"/.exec(tag)?.[1] ?? 0) + centre * size;
    const plain = tag.replace(/\s(?:dominant-baseline|y)="[^"]*"/g, '');
    return plain.replace(/^<text/, `<text y="${y.toFixed(2)}"`);
  });
}
