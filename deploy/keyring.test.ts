import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { parseKeyring } from '#core/lib/secrets/vault.ts'
import { addKey, currentOnly } from './keyring.ts'

const key = () => randomBytes(32).toString('base64')
const versions = (ring: string) => parseKeyring(ring).map(({ version }) => version)

it('a new key comes first and gets a number that no key had', () => {
  const [first, second, third] = [key(), key(), key()]
  const two = addKey(first, second)
  expect(versions(two)).toEqual([2, 1])
  expect(versions(addKey(two, third))).toEqual([3, 2, 1])
  expect(two).toBe(`2:${second},1:${first}`)
})

it('what remains after a rotation is the new key under its own number', () => {
  const second = key()
  expect(currentOnly(addKey(key(), second))).toBe(`2:${second}`)
  expect(versions(addKey(`2:${second}`, key()))).toEqual([3, 2])
})
