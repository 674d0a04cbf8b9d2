import { describe, expect, test } from 'vitest'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import { similarity } from '#core/lib/text/hashed.ts'
import { embedLexically } from './embed.ts'

const score = (a: string, b: string) => similarity(embedLexically(a), embedLexically(b))

/** Pairs that belong together, each with an unrelated text that must score much lower. */
const table: [kind: string, a: string, b: string, unrelated: string][] = [
  [
    'inflection en',
    'Do you deliver on Sundays?',
    'We delivered parcels last Sunday',
    'Our rooms have a sea view',
  ],
  [
    'inflection fr',
    'Vous livrez à Lyon ?',
    'La livraison à Lyon est possible',
    'Nos chambres ont vue sur la mer',
  ],
  [
    'inflection es',
    '¿Entregan en Sevilla?',
    'La entrega en Sevilla es posible',
    'Las habitaciones tienen vistas al mar',
  ],
  ['typo en', 'opning huors', 'opening hours', 'parking garage'],
  ['typo fr', 'rembousement', 'remboursement', 'stationnement'],
  ['typo es', 'resevar una mesa', 'reservar una mesa', 'comprar un billete'],
  ['accents', 'a quelle heure fermez vous', 'À quelle heure fermez-vous ?', 'Acceptez-vous les chiens ?'],
  ['case and signs', 'REFUND POLICY!!!', 'refund policy', 'gift cards'],
  ['word order', 'gift card balance', 'balance of a gift card', 'balance bike for kids'],
  ['synonym en', 'shipping cost', 'delivery fee', 'vegan cake'],
  [
    'across languages',
    'What are your opening hours?',
    'Nos horaires d’ouverture',
    'Nous acceptons les chiens',
  ],
  ['across languages es', 'Comment annuler ma réservation ?', 'Cancelar una reserva', 'Aceptamos tarjetas'],
  ['other scripts', '営業時間を教えてください', '営業時間は九時から', '駐車場はありません'],
]

describe('embedLexically', () => {
  test.each(table)('%s: “%s” is near “%s” and far from “%s”', (_kind, a, b, unrelated) => {
    expect(score(a, b)).toBeGreaterThan(0.25)
    expect(score(a, b)).toBeGreaterThan(score(a, unrelated) + 0.15)
  })

  test('the same text gives the same vector of unit length and the agreed width', () => {
    const vector = embedLexically('Opening hours: 9:00–18:00')
    expect(vector).toEqual(embedLexically('Opening hours: 9:00–18:00'))
    expect(vector).toHaveLength(EMBEDDING_DIMENSIONS)
    expect(Math.hypot(...vector)).toBeCloseTo(1, 10)
  })

  test.each(['', '   ', '👍', '?!'])(
    '%j, which has no words, gives a finite unit vector near to nothing',
    (text) => {
      const vector = embedLexically(text)
      expect(vector.every(Number.isFinite)).toBe(true)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 10)
      expect(Math.abs(score(text, 'When do you open?'))).toBeLessThan(0.1)
    },
  )

  test('repetition does not drown the rest of a text', () => {
    expect(score('refund refund refund refund refund refund parking', 'parking')).toBeGreaterThan(0.2)
  })
})
