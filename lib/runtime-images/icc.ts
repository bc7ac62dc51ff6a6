/** Conversion of samples to light of sRGB. */
export interface ColorProfile {
  /** Light of each sample value, 0 to 1; a table for each of red, green and blue. */
  readonly curves: readonly [red: Float32Array, green: Float32Array, blue: Float32Array];
  /** Nine factors, row by row: from light of the profile to light of sRGB. */
  readonly matrix: readonly number[];
}

const HEADER = 128;
const ENTRY = 12;
/** Matrix from the space in which profiles are connected, XYZ under D50, to light of sRGB. */
const TO_SRGB = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
] as const;
const SRGB = Float32Array.from({ length: 256 }, (_, sample) => decodeSrgb(sample / 255));
/** Less than is visible in 8 bits. */
const NEGLIGIBLE = 0.004;

/**
 * Reads a profile that defines its colours by a matrix and curves, as those of cameras, phones and screens do. Returns
 * undefined for one of another kind, for sRGB itself, and for a broken one: colours then count as sRGB.
 * @see https://www.color.org/specification/ICC.1-2022-05.pdf
 */
export function readProfile(bytes: Uint8Array): ColorProfile | undefined {
  try {
    const profile = readMatrixProfile(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return profile && !isSrgb(profile) ? profile : undefined;
  } catch (error) {
    // Some offset pointed past the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Converts light, 0 to 1, to sRGB. */
export function encodeSrgb(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

function decodeSrgb(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function readMatrixProfile(view: DataView): ColorProfile | undefined {
  if (signature(view, 16) !== 'RGB ' || signature(view, 20) !== 'XYZ ') return undefined;
  const tags = readTags(view);
  const primaries = ['rXYZ', 'gXYZ', 'bXYZ'].flatMap((tag) => tags.get(tag) ?? []);
  const curves = ['rTRC', 'gTRC', 'bTRC'].flatMap((tag) => tags.get(tag) ?? []);
  if (primaries.length + curves.length < 6) return undefined;
  const columns = primaries.map((at) => [8, 12, 16].map((part) => fixed(view, at + part)));
  const [red, green, blue] = curves.map((at) => readCurve(view, at));
  if (!red || !green || !blue) return undefined;
  const matrix = Array.from({ length: 9 }, (_, index) => {
    const row = Math.floor(index / 3) * 3;
    return columns[index % 3]!.reduce((sum, value, part) => sum + (TO_SRGB[row + part] ?? 0) * value, 0);
  });
  return { curves: [red, green, blue], matrix };
}

function readTags(view: DataView): Map<string, number> {
  const count = Math.min(view.getUint32(HEADER), 100);
  const entries = Array.from({ length: count }, (_, index) => HEADER + 4 + index * ENTRY);
  return new Map(entries.map((at) => [signature(view, at), view.getUint32(at + 4)]));
}

function readCurve(view: DataView, at: number): Float32Array | undefined {
  const curve = signature(view, at) === 'curv' ? sampledCurve(view, at) : parametricCurve(view, at);
  return curve && Float32Array.from({ length: 256 }, (_, sample) => curve(sample / 255));
}

type Curve = (value: number) => number;

function sampledCurve(view: DataView, at: number): Curve {
  const count = view.getUint32(at + 8);
  if (count === 0) return (value) => value;
  const sample = (index: number) => view.getUint16(at + 12 + index * 2);
  if (count === 1) return (value) => value ** (sample(0) / 256);
  return (value) => {
    const place = value * (count - 1);
    const below = Math.min(Math.floor(place), count - 2);
    return (sample(below) + (place - below) * (sample(below + 1) - sample(below))) / 65_535;
  };
}

/** A power, and a line for small values. Each kind has the parameters of the one before, and more. */
function parametricCurve(view: DataView, at: number): Curve | undefined {
  const kind = view.getUint16(at + 8);
  const count = [1, 3, 4, 5, 7][kind];
  if (signature(view, at) !== 'para' || count === undefined) return undefined;
  const given = Array.from({ length: count }, (_, index) => fixed(view, at + 12 + index * 4));
  const [g = 1, a = 1, b = 0, third = 0, d = 0, e = 0, f = 0] = given;
  if (kind === 0) return (value) => value ** g;
  if (kind <= 2) {
    const c = kind === 2 ? third : 0;
    return (value) => (value >= -b / a ? (a * value + b) ** g + c : c);
  }
  return (value) => (value >= d ? (a * value + b) ** g + e : third * value + f);
}

function isSrgb({ curves, matrix }: ColorProfile): boolean {
  const near = (value: number, expected: number) => Math.abs(value - expected) < NEGLIGIBLE;
  return (
    matrix.every((value, index) => near(value, index % 4 === 0 ? 1 : 0)) &&
    curves.every((curve) => curve.every((light, sample) => near(light, SRGB[sample]!)))
  );
}

function signature(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

/** Fixed point: 16 bits before the point, 16 after it. */
function fixed(view: DataView, at: number): number {
  return view.getInt32(at) / 65_536;
}
