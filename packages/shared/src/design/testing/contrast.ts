/** Colour arithmetic for the contrast tests: OKLCH to linear sRGB (Ottosson) and the contrast ratio of WCAG 2. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}
/** Linear light, each 0–1 inside the gamut. */
export type LinearRgb = readonly [red: number, green: number, blue: number];
export type ToRgb = (colour: Oklch) => LinearRgb;

function toLinear({ lightness, chroma, hue }: Oklch): LinearRgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const clip = (channel: number): number => Math.min(1, Math.max(0, channel));

/** What browsers show on an sRGB screen: every channel cut to the gamut by itself. */
export const clipped: ToRgb = (colour) => {
  const [red, green, blue] = toLinear(colour);
  return [clip(red), clip(green), clip(blue)];
};

/** What the standard describes: chroma lowered until the colour is inside the gamut. */
export const reduced: ToRgb = (colour) => {
  const isInside = (chroma: number) =>
    toLinear({ ...colour, chroma }).every((channel) => channel >= -0.0001 && channel <= 1.0001);
  let [low, high] = [0, colour.chroma];
  if (isInside(high)) low = high;
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (isInside(middle)) low = middle;
    else high = middle;
  }
  return clipped({ ...colour, chroma: low });
};

const luminance = ([red, green, blue]: LinearRgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Contrast ratio, 1 to 21. */
export function contrast(one: LinearRgb, other: LinearRgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}
