import { expect, test } from 'vitest'
import { clientMessages, readyForQuery } from './wire.ts'

const message = (type: string, body: string) => {
  const bytes = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(bytes.length + 4, 1)
  return Buffer.concat([head, bytes])
}
const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0])
const inPieces = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size))

async function* arriving(pieces: Buffer[]) {
  yield* pieces
}

test.each([1, 2, 3, 5, 7, 64])(
  'in pieces of %i bytes: each message of a client once and whole',
  async (size) => {
    const sent = Buffer.concat([
      startup,
      message('Q', 'select 1\0'),
      message('S', ''),
      message('X', ''),
      message('Q', 'late\0'),
    ])
    const found: string[] = []
    for await (const one of clientMessages(arriving(inPieces(sent, size)), () =>
      expect.fail('Nobody asked.'),
    ))
      found.push(one.toString('latin1'))
    expect(found).toEqual(
      [startup, message('Q', 'select 1\0'), message('S', '')].map((one) => one.toString('latin1')),
    )
  },
)

test('a request for encryption is refused, and the startup message comes next', async () => {
  const ssl = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
  let refused = 0
  const found: Buffer[] = []
  for await (const one of clientMessages(arriving([ssl, startup]), () => refused++)) found.push(one)
  expect([refused, found.length]).toEqual([1, 1])
})

test.each([1, 2, 3, 5, 7, 64])(
  'in pieces of %i bytes: each ReadyForQuery with its state, and a row with a Z in it is none',
  (size) => {
    const states: string[] = []
    const follow = readyForQuery((status) => states.push(status))
    const answer = Buffer.concat([
      message('D', 'Z\0\0\0\u0005I'),
      message('1', ''),
      message('Z', 'T'),
      message('N', ''),
      message('Z', 'I'),
    ])
    for (const piece of inPieces(answer, size)) follow(piece)
    expect(states).toEqual(['T', 'I'])
  },
)
