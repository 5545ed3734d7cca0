/** How a point's coordinates are laid out, for the groups that need to know. */
export type Layout =
  | { readonly kind: 'plain' }
  /** Row by row, channels innermost. */
  | { readonly kind: 'image'; readonly rows: number; readonly columns: number; readonly channels: number }
  /** Point by point. */
  | { readonly kind: 'point-cloud'; readonly points: number; readonly dimension: number }
  /**
   * A pair (x, y): the coordinates of the input x, then those of the output y, which is the unit vector of a class where there are `classes`. `input` is the layout of x
   * where it is an image or a cloud.
   */
  | {
      readonly kind: 'pair';
      readonly inputs: number;
      readonly outputs: number;
      readonly classes: boolean;
      readonly input?: InputLayout;
    };

/** How the inputs of pairs are laid out. */
export type InputLayout = Extract<Layout, { readonly kind: 'image' | 'point-cloud' }>;

/** The layout of inputs, where it says more than their number. */
export function inputLayout(layout: Layout): { readonly input?: InputLayout } {
  return layout.kind === 'image' || layout.kind === 'point-cloud' ? { input: layout } : {};
}

/** Where the inputs of pairs end. */
export type PairLayout = Extract<Layout, { readonly kind: 'pair' }>;
