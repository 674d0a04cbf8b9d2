import type { Blobs } from '#core/lib/kernel/context.ts'

/** R2 takes parts of equal size, at least 5 MiB each except the last. */
const PART_BYTES = 8 * 1024 * 1024

export const blobStore = (bucket: R2Bucket): Blobs => ({
  async put(key, bytes) {
    await bucket.put(key, bytes)
  },
  async putAll(key, chunks) {
    await putInParts(bucket, key, chunks)
  },
  async get(key) {
    const object = await bucket.get(key)
    return object === null ? null : new Uint8Array(await object.arrayBuffer())
  },
  async open(key, range) {
    const object = await bucket.get(key, range ? { range } : {})
    return object === null ? null : object.body
  },
  async delete(key) {
    await bucket.delete(key)
  },
  async deleteAll(prefix) {
    for (;;) {
      const { objects, truncated } = await bucket.list({ prefix })
      if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
      if (!truncated) return
    }
  },
})

/** Stores a stream in parts, or at once when it fits into one part. A stream that breaks off leaves nothing behind. */
async function putInParts(bucket: R2Bucket, key: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  let upload: R2MultipartUpload | undefined
  const done: R2UploadedPart[] = []
  const part = new Uint8Array(PART_BYTES)
  let filled = 0
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.byteLength; ) {
        const taken = chunk.subarray(at, at + PART_BYTES - filled)
        part.set(taken, filled)
        filled += taken.byteLength
        at += taken.byteLength
        if (filled < PART_BYTES) continue
        upload ??= await bucket.createMultipartUpload(key)
        done.push(await upload.uploadPart(done.length + 1, part))
        filled = 0
      }
    }
    const last = part.subarray(0, filled)
    if (!upload) {
      await bucket.put(key, last)
      return
    }
    if (filled > 0) done.push(await upload.uploadPart(done.length + 1, last))
    await upload.complete(done)
  } catch (error) {
    await upload?.abort()
    throw error
  }
}
