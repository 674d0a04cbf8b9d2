const ASK_EVERY_MS = 100

/** Asks repeatedly until there is an answer. @throws Error that names `what`, when it did not come in time */
export async function until<T>(what: string, ask: () => Promise<T | null>, withinMs = 60_000): Promise<T> {
  const deadline = Date.now() + withinMs
  while (Date.now() < deadline) {
    const answer = await ask()
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
  throw new Error(`The demo waited ${withinMs / 1000} seconds for ${what}.`)
}
