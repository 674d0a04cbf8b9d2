/** Thrown when a call exceeds its deadline: whether it had an effect is not known. */
export class DeadlinePassed extends Error {
  override readonly name = 'TimeoutError'
}

/**
 * Runs a call with a deadline. After `ms` milliseconds its signal aborts and the promise rejects, even if the call ignores
 * the signal. The timer is cleared when the call ends: a pending one, as that of `AbortSignal.timeout`, would keep a Durable
 * Object awake. @throws DeadlinePassed
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
