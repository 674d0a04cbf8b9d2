import { expect, test } from 'vitest'
import { stem } from './stem.ts'

test.each([
  ['deliver', 'delivers', 'delivered', 'delivering'],
  ['open', 'opens', 'opened', 'opening'],
  ['ship', 'ships', 'shipped', 'shipping'],
  ['rembourse', 'rembourser', 'rembourses', 'remboursement', 'remboursements', 'remboursez'],
  ['livrons', 'livrez', 'livrer', 'livraison', 'livraisons'],
  ['reserva', 'reservas', 'reservar', 'reservamos', 'reservado'],
  ['entrega', 'entregan', 'entregas', 'entregar', 'entregamos'],
  ['chambre', 'chambres'],
  ['price', 'prices'],
])('%s and its inflections share a stem', (word, ...others) => {
  for (const other of others) expect(stem(other)).toBe(stem(word))
})

test.each([
  ['paris', 'parking'],
  ['menu', 'mensual'],
  ['return', 'refund'],
  ['bus', 'business'],
  ['2024', '2025'],
])('%s and %s stay apart', (a, b) => expect(stem(a)).not.toBe(stem(b)))
