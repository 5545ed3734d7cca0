/** The size of a figure on paper or on a slide, in millimetres, and of its letters. */
export interface ExportSize {
  readonly width: number;
  readonly height: number;
  /** Points at that size. */
  readonly fontPoints: number;
}

export type SizePreset = 'single' | 'double' | 'slide' | 'custom';

/** What journals and slides ask for. */
export const sizePresets: Readonly<Record<Exclude<SizePreset, 'custom'>, ExportSize & { readonly label: string }>> = {
  single: { label: 'Single column, 85 mm', width: 85, height: 70, fontPoints: 7.5 },
  double: { label: 'Double column, 180 mm', width: 180, height: 120, fontPoints: 8.5 },
  slide: { label: 'Slide, 16 : 9', width: 338.67, height: 190.5, fontPoints: 18 },
};

const pixelsAnInch = 96;
const millimetresAnInch = 25.4;
const pointsAnInch = 72;

export type LengthUnit = 'mm' | 'px';

/** A length in millimetres; a pixel is 1/96 inch. */
export function inMillimetres(value: number, unit: LengthUnit): number {
  return unit === 'mm' ? value : (value / pixelsAnInch) * millimetresAnInch;
}

/** A length in pixels of 1/96 inch, whole ones, as a picture has them. */
export function inPixels(millimetres: number): number {
  return Math.round((millimetres / millimetresAnInch) * pixelsAnInch);
}

/** What a size may be in millimetres. */
const range = { least: 30, most: 1000 } as const;

/** A custom size within what a chart can be drawn at; null where it is none. Letters grow slowly with the width, as in print. */
export function customSize(width: number, height: number, unit: LengthUnit): ExportSize | null {
  const size = { width: inMillimetres(width, unit), height: inMillimetres(height, unit) };
  const fits = (length: number): boolean => length >= range.least - 1e-9 && length <= range.most + 1e-9;
  if (!fits(size.width) || !fits(size.height)) return null;
  return { ...size, fontPoints: Math.min(18, Math.max(7, 7 + (size.width - 85) / 60)) };
}

/** Points as pixels of 1/96 inch. */
export function pointsInPixels(points: number): number {
  return (points / pointsAnInch) * pixelsAnInch;
}
