/** As many curves as there are colours and markers. */
export const CURVE_LIMIT = 8;
