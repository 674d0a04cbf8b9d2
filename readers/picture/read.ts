import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon'
import { orientationOf, type Pixels, turned } from './turn.ts'

/** What a picture looks like. */
export interface PictureReading {
  /** 64 bits as zeros and ones: pictures that look alike differ in few of them. Null for one of a single colour, which says nothing. */
  hash: string | null
  /** A JPEG of at most `THUMBNAIL_SIDE` pixels on its longer side. */
  thumbnail: Uint8Array<ArrayBuffer>
}

/** Larger pictures would take all of a Worker's memory: four bytes a pixel, twice for a moment. */
const PIXELS_MAX = 16_000_000
const BYTES_MAX = 24 * 1024 * 1024
const THUMBNAIL_SIDE = 320
const THUMBNAIL_QUALITY = 78
const [HASH_WIDTH, HASH_HEIGHT] = [9, 8]
/** The least difference of light, of 255, with which a picture shows anything. */
const LIGHT_MIN = 4

/** Reads a picture of a known size; null where it is too large to be decoded here, or is none that can be. */
export function readPicture(
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): PictureReading | null {
  if (width * height > PIXELS_MAX || bytes.byteLength > BYTES_MAX) return null
  const whole = decoded(bytes)
  if (!whole) return null
  try {
    // The file may be larger than its header has said.
    if (whole.get_width() * whole.get_height() > PIXELS_MAX) return null
    const small = shrunk(whole)
    const upright = turned(small, orientationOf(bytes))
    return { hash: hashOf(upright), thumbnail: jpegOf(upright) }
  } finally {
    whole.free()
  }
}

/** Decodes a picture; null where the library cannot: it throws, whatever is wrong with the bytes. */
function decoded(bytes: Uint8Array): PhotonImage | null {
  try {
    return PhotonImage.new_from_byteslice(bytes)
  } catch {
    return null
  }
}

function shrunk(image: PhotonImage): Pixels {
  const [width, height] = [image.get_width(), image.get_height()]
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height))
  return scaled(image, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
}

function scaled(image: PhotonImage, width: number, height: number): Pixels {
  const small = resize(image, width, height, SamplingFilter.Triangle)
  try {
    return { width, height, rgba: small.get_raw_pixels() }
  } finally {
    small.free()
  }
}

const imageOf = ({ rgba, width, height }: Pixels) => new PhotonImage(rgba, width, height)

function jpegOf(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const image = imageOf({ ...pixels, rgba: onWhite(pixels.rgba) })
  try {
    return new Uint8Array(image.get_bytes_jpeg(THUMBNAIL_QUALITY))
  } finally {
    image.free()
  }
}

/** Lays pixels on white: a JPEG has no transparency. */
const onWhite = (rgba: Uint8Array): Uint8Array =>
  rgba.map((value, at) => {
    const alpha = rgba[at - (at % 4) + 3] ?? 255
    return at % 4 === 3 ? 255 : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
  })

/**
 * Hashes a picture by its gradients (dHash): whether each of 8 × 8 places is brighter than the one to its right. Another size, format or
 * brightness leaves nearly all bits as they are.
 */
function hashOf(pixels: Pixels): string | null {
  const image = imageOf({ ...pixels, rgba: onWhite(pixels.rgba) })
  try {
    const { rgba } = scaled(image, HASH_WIDTH, HASH_HEIGHT)
    const light = Array.from({ length: HASH_WIDTH * HASH_HEIGHT }, (_, at) => {
      const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * at)
      return 0.299 * red + 0.587 * green + 0.114 * blue
    })
    if (Math.max(...light) - Math.min(...light) < LIGHT_MIN) return null
    const lefts = [...light.keys()].filter((at) => (at + 1) % HASH_WIDTH !== 0)
    return lefts.map((at) => ((light[at] ?? 0) > (light[at + 1] ?? 0) ? '1' : '0')).join('')
  } finally {
    image.free()
  }
}
