const FETCH_WITHIN_MS = 5_000
const MAX_BYTES = 20 * 1024 * 1024

/** Tests whether an address is one of this machine: the only ones whose ownership is verified here. */
export const isLocal = (url: string): boolean =>
  ['localhost', '127.0.0.1'].includes(URL.parse(url)?.hostname ?? '')

/** Fetches a photo, as TikTok's servers do; a text is why they do not take it. */
export async function photoAt(
  url: string,
): Promise<{ kind: string; mimeType: string; sizeBytes: number } | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(FETCH_WITHIN_MS) })
    const sizeBytes = (await answer.arrayBuffer()).byteLength
    if (answer.status !== 200) return 'photo_pull_failed'
    const mimeType = answer.headers.get('content-type') ?? ''
    if (!['image/jpeg', 'image/webp'].includes(mimeType)) return 'file_format_check_failed'
    return sizeBytes > MAX_BYTES ? 'picture_size_check_failed' : { kind: 'image', mimeType, sizeBytes }
  } catch (error) {
    // Whatever keeps the file from being fetched means the same to TikTok.
    if (error instanceof Error) return 'photo_pull_failed'
    throw error
  }
}
