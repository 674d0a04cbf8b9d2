type Handlers = Record<string, (input: never) => unknown>

/**
 * Serves the calls of `startSubject`, by name, with JSON both ways, one after another. Ends when the bench closes the channel,
 * after `close`. It lies here because it is copied into the checkout of another commit together with the subjects.
 */
export function serve(handlers: Handlers, close: () => Promise<void>): void {
  const known: Handlers = { ...handlers, cpuSeconds }
  let last: Promise<unknown> = Promise.resolve()
  process.on('message', ({ id, name, input }: { id: number; name: string; input: never }) => {
    last = last
      .then(() => {
        const handler = known[name]
        if (!handler) throw new Error(`There is no ${name}; there are ${Object.keys(known).join(', ')}.`)
        return handler(input)
      })
      .then(
        (answer) => process.send?.({ id, answer }),
        (error: unknown) =>
          process.send?.({ id, error: error instanceof Error ? `${error.stack}` : `${error}` }),
      )
  })
  process.once('disconnect', () => last.then(close).finally(() => process.exit()))
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
