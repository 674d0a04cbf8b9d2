import { type AddressInfo, connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'

/** Opens an address before its server has started, and connects it to the server afterwards: platforms use it. */
export async function openDoor() {
  let port = 0
  const server = createServer((outside) => {
    const inside = connect(port, '127.0.0.1')
    // When either end closes, the other does too; the caller sees it.
    pipeline(outside, inside, outside, () => undefined)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    leadTo(url: URL) {
      port = Number(url.port)
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
