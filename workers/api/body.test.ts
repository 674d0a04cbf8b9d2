import { expect, it } from 'vitest'
import { readAtMost } from './body.ts'

/** Makes a request that sends as much as is read from it, and counts that. */
function sender({
  totalBytes,
  chunkBytes,
  headers = {},
}: {
  totalBytes: number
  chunkBytes: number
  headers?: Record<string, string>
}) {
  const counted = { sent: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (counted.sent >= totalBytes) return controller.close()
        const size = Math.min(chunkBytes, totalBytes - counted.sent)
        counted.sent += size
        controller.enqueue(new Uint8Array(size).fill(7))
      },
      cancel() {
        counted.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', body, headers, duplex: 'half' }
  return { request: new Request('http://localhost/', init as RequestInit), counted }
}

const MB = 1024 * 1024
const MAX = 8 * MB

it.each<
  [
    what: string,
    totalBytes: number,
    chunkBytes: number,
    headers: Record<string, string>,
    taken: boolean,
    sentAtMost: number,
  ]
>([
  ['nothing', 0, MB, {}, true, 0],
  ['a little', 10, 64 * 1024, {}, true, 10],
  ['exactly as much as may be', MAX, 64 * 1024, {}, true, MAX],
  ['one byte more', MAX + 1, 64 * 1024, {}, false, MAX + 1],
  [
    'two hundred megabytes that say so',
    200 * MB,
    64 * 1024,
    { 'content-length': String(200 * MB) },
    false,
    0,
  ],
  ['two hundred megabytes that do not say so', 200 * MB, 64 * 1024, {}, false, MAX + 64 * 1024],
  [
    'two hundred megabytes that say to be ten bytes',
    200 * MB,
    64 * 1024,
    { 'content-length': '10' },
    false,
    MAX + 64 * 1024,
  ],
  [
    'two hundred megabytes of a length that is none',
    200 * MB,
    MB,
    { 'content-length': 'many' },
    false,
    MAX + MB,
  ],
  ['two hundred megabytes byte by byte', 200 * MB, 1000, {}, false, MAX + 1000],
  ['one chunk larger than all that may be', 40 * MB, 40 * MB, {}, false, 40 * MB],
])('of %s no more is read than may be', async (_what, totalBytes, chunkBytes, headers, taken, sentAtMost) => {
  const { request, counted } = sender({ totalBytes, chunkBytes, headers })
  const bytes = await readAtMost(request, MAX)
  // A body that declares its size is refused before reading; any other is cut off.
  const begun = counted.sent > 0
  expect([bytes?.length ?? null, counted.cancelled]).toEqual(taken ? [totalBytes, false] : [null, begun])
  expect(counted.sent).toBeLessThanOrEqual(sentAtMost)
})
