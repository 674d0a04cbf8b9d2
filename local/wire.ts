/** Reads Postgres' wire protocol (version 3): messages of a type byte, a length that counts itself, and a body. */

const SSL_REQUEST = 80877103
const GSS_ENC_REQUEST = 80877104
const CANCEL_REQUEST = 80877102
const TERMINATE = 'X'.charCodeAt(0)
const LENGTH_BYTES = 4

/**
 * Yields a client's messages, each complete, from its startup message on; ends when the client terminates. Requests that concern
 * only the connection itself go no further: `refuse` answers one for encryption, and nothing is cancelled.
 */
export async function* clientMessages(chunks: AsyncIterable<Buffer>, refuse: () => void) {
  let buffer: Buffer = Buffer.alloc(0)
  let started = false
  for await (const chunk of chunks) {
    buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (buffer.length < head + LENGTH_BYTES) break
      const size = head + buffer.readInt32BE(head)
      if (buffer.length < size) break
      const message = buffer.subarray(0, size)
      buffer = buffer.subarray(size)
      if (started) {
        if (message[0] === TERMINATE) return
        yield message
        continue
      }
      const code = message.readInt32BE(LENGTH_BYTES)
      if (code === CANCEL_REQUEST) return
      if (code === SSL_REQUEST || code === GSS_ENC_REQUEST) {
        refuse()
        continue
      }
      started = true
      yield message
    }
  }
}

/** Follows what a server sends, and calls `ready` at each ReadyForQuery with the state of its transaction: I, T or E. */
export function readyForQuery(ready: (status: string) => void): (chunk: Buffer) => void {
  const READY = 'Z'.charCodeAt(0)
  const HEAD = 1 + LENGTH_BYTES
  let head = Buffer.alloc(0)
  let left = 0
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      if (left > 0) {
        const taken = Math.min(left, chunk.length - at)
        at += taken
        left -= taken
        if (left === 0) {
          if (head[0] === READY) ready(String.fromCharCode(chunk[at - 1] ?? 0))
          head = Buffer.alloc(0)
        }
        continue
      }
      const taken = Math.min(HEAD - head.length, chunk.length - at)
      head = Buffer.concat([head, chunk.subarray(at, at + taken)])
      at += taken
      if (head.length < HEAD) continue
      left = head.readInt32BE(1) - LENGTH_BYTES
      if (left === 0) head = Buffer.alloc(0)
    }
  }
}
