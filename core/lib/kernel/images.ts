import type { Usage } from './ai.ts'

export const IMAGE_SIZES = ['1024x1024', '1536x1024', '1024x1536'] as const
export type ImageSize = (typeof IMAGE_SIZES)[number]
export const IMAGE_QUALITIES = ['low', 'medium', 'high'] as const
export type ImageQuality = (typeof IMAGE_QUALITIES)[number]

/** The function under which a call for a picture is paid and recorded. */
export const PICTURE = 'generations.image'

/** The price of one picture of a provider in credits. */
export const IMAGE_CREDITS = 10

/** A picture that is asked for. */
export interface ImageWish {
  prompt: string
  size: ImageSize
  quality: ImageQuality
  /** The picture whose face it shows; null for none. */
  reference: { bytes: Uint8Array<ArrayBuffer>; mimeType: string; fileName: string } | null
}

/** Outcome of a call for a picture. */
export type Pictured =
  | { kind: 'made'; bytes: Uint8Array<ArrayBuffer>; mimeType: string; usage: Usage }
  /** No picture was made, and asking for the same again changes nothing. */
  | { kind: 'refused'; reason: string }
  /** No picture was made, and another try may succeed. */
  | { kind: 'failed'; reason: string }
  /** The answer was lost: the picture may have been made, and paid. */
  | { kind: 'unknown'; reason: string }

/** The port to a provider of pictures. It asks once; implementations are in `ai/`. */
export interface Images {
  /** Provider and model, such as `openai/gpt-image-2`. */
  model: string
  /** @throws AppError `credits_used_up`, before anything is asked */
  make(wish: ImageWish): Promise<Pictured>
}
