import { expect, it } from 'vitest'
import { leader } from './keyboard.ts'

it('a key follows the one that leads to it within a second, and once', () => {
  const g = leader()
  g.press(5_000)
  expect(g.leads(5_900)).toBe(true)
  expect(g.leads(5_950)).toBe(false)
  g.press(9_000)
  expect(g.leads(10_000)).toBe(false)
})

it('a key that is pressed as soon as a page is there follows nothing', () => {
  expect(leader().leads(300)).toBe(false)
})
