import { describe, expect, it } from 'vitest'
import { isFragment, unmetIn } from '#core/lib/kernel/whole.ts'
import { groundedness } from './passages.ts'

describe('a sentence', () => {
  it.each([
    'Guests who lose the key pay a.',
    'Our reception number is .',
    'Help centre: ##.',
    'The pass costs € for three days.',
    'You get a discount of % on it.',
    'Call us at (), please.',
    'Dear {{name}}, we are open.',
    'Our address is ______.',
    'The price is.',
    'It is open from Monday, , and Sunday.',
    'La consigne coûte.',
    'Les clients qui perdent la clé paient un.',
    'Notre numéro est .',
    'Le parking se trouve derrière le.',
    'Ouvert du lundi au.',
    'El pase cuesta.',
    'La recepción está en el.',
    'Nuestro número es .',
    'Los niños pagan la.',
    'Teléfono: .',
  ])('with something missing is a fragment: %s', (text) => expect(isFragment(text)).toBe(true))

  it.each([
    'Guests who lose the key pay a fee of 20 euros.',
    'Yes, it is.',
    'Yes, we are.',
    'Our reception number is 555 0142.',
    'Boarding is at gate A.',
    'It costs €12, or 10 % less online.',
    'Questions? Write to us!',
    'Doctors from A to Z.',
    'La carte coûte 39 € par an.',
    'La garantie est d’un an.',
    'Oui, il y en a.',
    'Pour un remboursement, demandez-le.',
    'C’est là.',
    'Todo está incluido.',
    'Sí, lo es.',
    'La mesa es para dos.',
    '18:30.',
    'https://harbour.example/a_b',
  ])('that says all it has to is whole: %s', (text) => expect(isFragment(text)).toBe(false))
})

describe('an answer', () => {
  it.each([
    ['What is your phone number?', 'You can call our reception.', 'You can call 555 0142.'],
    ['What is your e-mail address?', 'Write us a mail.', 'Write to a@harbour.example.'],
    ['How much is a day pass?', 'A day pass is sold at the desk.', 'A day pass costs €12.'],
    ['What time do you open?', 'We open every day.', 'We open at nine.'],
    ['Quel est votre numéro de téléphone ?', 'Appelez-nous.', 'Appelez le 05 55 01 42.'],
    ['Combien coûte le parking ?', 'Le parking est derrière la maison.', 'Le parking est gratuit.'],
    ['À quelle heure fermez-vous ?', 'Nous fermons le soir.', 'Nous fermons à 18 h.'],
    ['¿Cuánto cuesta el pase?', 'El pase se vende en la taquilla.', 'El pase cuesta 12 euros.'],
    ['¿A qué hora abren?', 'Abrimos todos los días.', 'Abrimos a las nueve.'],
    ['¿Cuál es su número de teléfono?', 'Llámenos.', 'Llame al 955 01 42 00.'],
  ])('to “%s” holds what was asked for', (question, without, whole) => {
    expect(unmetIn(without, [question])).toEqual([question])
    expect(unmetIn(whole, [question])).toEqual([])
  })

  it('that stands in the passages but lacks a part, or what was asked for, is not grounded', () => {
    const passages = [
      { title: 'House', content: 'Guests who lose the key pay a. You can call our reception.' },
    ]
    expect(groundedness('Guests who lose the key pay a.', passages).unsupported).toHaveLength(1)
    const asked = ['What is your phone number?']
    expect(groundedness('You can call our reception.', passages, asked).unsupported).toEqual(asked)
    expect(groundedness('You can call our reception.', passages).grounded).toBe(true)
  })
})
