import { expect, it } from 'vitest'
import { rowOrder } from './row-order.ts'

it('leads from a conversation to the next below it, from the last to the one above, and from the only one to none', () => {
  rowOrder.show(['first', 'second', 'last'])
  expect(['first', 'second', 'last'].map(rowOrder.beside)).toEqual(['second', 'last', 'second'])
  rowOrder.show(['only'])
  expect(rowOrder.beside('only')).toBeNull()
})

it('leads nowhere from a conversation that the list does not show', () => {
  rowOrder.show(['first'])
  expect(rowOrder.beside('another')).toBeUndefined()
  rowOrder.show([])
  expect(rowOrder.beside('first')).toBeUndefined()
})
