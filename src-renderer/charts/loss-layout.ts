/** Where things stand in a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One of the panels. */
export interface PlacedPanel {
  /** Between its axes. */
  readonly plot: Box;
  /** With its title and whatever stands at its axes; neighbours share the space between them. */
  readonly whole: Box;
  /** Whether it has figures at its lower axis, at its left one, and the name of the latter. */
  readonly lowest: boolean;
  readonly leftmost: boolean;
  readonly named: boolean;
}

/** Panels are about so much wider than high. */
const shape = 1.5;
/** The size of letters that the distances below are for. */
const usualSize = 12;
const usualRoom = { left: 62, right: 26, top: 22, bottom: 44, between: 28, title: 26, letters: 8 };

/** The panels of a picture in rows, from above, each from the left. */
export function lossLayout(
  count: number,
  { width, height, fontSize }: { readonly width: number; readonly height: number; readonly fontSize: number },
): readonly PlacedPanel[] {
  const scale = fontSize / usualSize;
  const room = {
    left: usualRoom.left * scale,
    right: usualRoom.right * scale,
    top: usualRoom.top * scale,
    bottom: usualRoom.bottom * scale,
    between: usualRoom.between * scale,
    title: usualRoom.title * scale,
    letters: usualRoom.letters * scale,
  };
  const columns = columnsOf(count, width, height);
  const rows = Math.max(1, Math.ceil(count / columns));
  const cell = {
    width: Math.max(1, (width - room.left - room.right - room.between * (columns - 1)) / columns),
    height: Math.max(1, (height - room.top - room.bottom - room.title * (rows - 1)) / rows),
  };
  const middle = Math.floor((rows - 1) / 2) * columns;
  return Array.from({ length: count }, (_, index) => {
    const [column, row] = [index % columns, Math.floor(index / columns)];
    const plot = {
      left: room.left + column * (cell.width + room.between),
      top: room.top + row * (cell.height + room.title),
      ...cell,
    };
    const lowest = index + columns >= count;
    const left = column === 0 ? 0 : plot.left - room.between;
    const top = plot.top - room.top;
    const right = plot.left + cell.width + (column === columns - 1 ? room.right : room.between);
    const bottom = plot.top + cell.height + (lowest ? room.bottom : room.letters);
    const whole = { left, top, width: right - left, height: bottom - top };
    return { plot, whole, lowest, leftmost: column === 0, named: index === middle };
  });
}

/** As many columns as make the panels about as wide as is pleasant. */
export function columnsOf(panels: number, width: number, height: number): number {
  if (panels <= 1) return 1;
  return Math.min(panels, Math.max(1, Math.round(Math.sqrt((panels * width) / (Math.max(1, height) * shape)))));
}
