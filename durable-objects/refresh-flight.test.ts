import { expect, it } from 'vitest'
import { memoryGates } from '#test/gate/objects.ts'

const turn = (holder: string, version = 1) => ({ holder, version, leaseMs: 60_000 })

it('the turn to refresh is one holder’s, also over an eviction, and the next one’s when it has run out', async () => {
  let now = 1_000_000
  const { gate, evict } = memoryGates(() => now)
  expect(await gate.beginRefresh('a', turn('x'))).toEqual({ kind: 'yours', interrupted: false })
  evict('account/a')
  expect(await gate.beginRefresh('a', turn('y'))).toEqual({ kind: 'wait', until: now + 60_000 })
  expect(await gate.beginRefresh('a', turn('x'))).toEqual({ kind: 'yours', interrupted: false })
  now += 60_000
  expect(await gate.beginRefresh('a', turn('y'))).toEqual({ kind: 'yours', interrupted: true })
  await gate.endRefresh('a', { holder: 'y' })
  expect(await gate.beginRefresh('a', turn('z'))).toEqual({ kind: 'yours', interrupted: false })
})

it('a grant is kept until the row has it, whoever brought it, and is no grant for a later token', async () => {
  const { gate, evict } = memoryGates(() => 1)
  const grant = { version: 1, sealed: 'sealed', refreshAt: null, endsAt: null }
  await gate.beginRefresh('a', turn('x'))
  await gate.keepGrant('a', grant)
  await gate.keepGrant('a', { ...grant, sealed: 'a second one' })
  evict('account/a')
  expect(await gate.beginRefresh('a', turn('y'))).toEqual({ kind: 'kept', grant })
  await gate.endRefresh('a', { holder: 'y', written: 1 })
  await gate.endRefresh('a', { holder: 'x' })
  expect(await gate.beginRefresh('a', turn('y', 2))).toEqual({ kind: 'yours', interrupted: false })
})

it('after a refusal for the time being nobody begins before it is over', async () => {
  let now = 1
  const { gate } = memoryGates(() => now)
  await gate.beginRefresh('a', turn('x'))
  await gate.endRefresh('a', { holder: 'x', retryAt: 5_000 })
  expect(await gate.beginRefresh('a', turn('x'))).toEqual({ kind: 'wait', until: 5_000 })
  now = 5_000
  expect(await gate.beginRefresh('a', turn('x'))).toEqual({ kind: 'yours', interrupted: false })
})
