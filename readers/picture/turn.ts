/** A picture without its format: four bytes a pixel, row by row. */
export interface Pixels {
  width: number
  height: number
  rgba: Uint8Array
}

const EXIF = 0xe1
const ORIENTATION = 0x0112

/** Returns how a JPEG has to be turned to stand upright, 1–8 as in Exif 2.3; 1 for everything that does not say. */
export function orientationOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return 1
  for (let at = 2; at + 4 <= view.byteLength && view.getUint8(at) === 0xff; ) {
    const [marker, length] = [view.getUint8(at + 1), view.getUint16(at + 2)]
    // The pixels begin: Exif stands before them.
    if (marker === 0xda || length < 2) return 1
    if (marker === EXIF && length > 8 && at + 2 + length <= view.byteLength) {
      const found = inExif(new DataView(bytes.buffer, bytes.byteOffset + at + 4, length - 2))
      if (found !== null) return found
    }
    at += 2 + length
  }
  return 1
}

/** Reads the tag of a TIFF directory after `Exif\0\0`; null where there is none. */
function inExif(view: DataView): number | null {
  if (view.byteLength < 14 || view.getUint32(0) !== 0x45786966) return null
  const little = view.getUint16(6) === 0x4949
  const first = 6 + view.getUint32(10, little)
  if (first + 2 > view.byteLength) return null
  const entries = view.getUint16(first, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = first + 2 + 12 * entry
    if (at + 12 > view.byteLength) return null
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** Turns a picture upright by its orientation: where each of its pixels comes from. */
export function turned({ width, height, rgba }: Pixels, orientation: number): Pixels {
  const [right, below] = [width - 1, height - 1]
  const from: Record<number, (x: number, y: number) => readonly [x: number, y: number]> = {
    2: (x, y) => [right - x, y],
    3: (x, y) => [right - x, below - y],
    4: (x, y) => [x, below - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, below - x],
    7: (x, y) => [right - y, below - x],
    8: (x, y) => [right - y, x],
  }
  const source = from[orientation]
  if (!source) return { width, height, rgba }
  const [wide, high] = orientation > 4 ? [height, width] : [width, height]
  const made = new Uint8Array(rgba.byteLength)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++) {
      const [sourceX, sourceY] = source(x, y)
      const at = 4 * (sourceY * width + sourceX)
      made.set(rgba.subarray(at, at + 4), 4 * (y * wide + x))
    }
  return { width: wide, height: high, rgba: made }
}
