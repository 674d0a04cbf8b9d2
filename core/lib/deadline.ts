/** A call was given up: what it did, if anything, is not known. */
export class DeadlinePassed extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * A call whose signal comes after so long, at which it also ends for who waits. Its timer ends with it: a pending one,
 * as that of `AbortSignal.timeout`, would keep a Durable Object awake. @throws DeadlinePassed
 */
export async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlinePassed(`No answer within ${ms / 1000} seconds.`)
      deadline.abort(error)
      reject(error)
    }, ms)
  })
  try {
    return await Promise.race([call(deadline.signal), passed])
  } finally {
    clearTimeout(timer)
  }
}
