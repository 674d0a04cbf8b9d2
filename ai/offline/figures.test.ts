import { describe, expect, test } from 'vitest'
import { coversFigures, statesFigure } from './figures.ts'

describe('a number in a question', () => {
  test.each([
    ['Can I book a table for 8?', 'Tables for more than six people can be booked by phone.'],
    ['Can I book a table for 8 people?', 'We take groups of up to 10.'],
    ['Une table pour huit ?', 'Nous accueillons jusqu’à 12 personnes.'],
    ['¿Mesa para ocho?', 'Reservamos mesas de 2 a 10 personas.'],
    ['My son is 10, does he pay?', 'Children under 12 are treated for free.'],
    ['Can I return it after 20 days?', 'You can return any unused item within 30 days.'],
    ['Can I return it after two weeks?', 'You can return any unused item within 30 days.'],
    ['Are you open at 7pm?', 'Monday to Friday: 8:00–18:30'],
    ['Vous êtes ouverts à 20 h ?', 'Ouvert de 9 h à 19 h.'],
    ['Are you open on 10 May?', 'We are open from 15 April to 30 September.'],
    ['Is there space on January 3?', 'The season runs from 20 December to 10 January.'],
    ['Can I pay 200 € in instalments?', 'You can pay in three instalments from €150.'],
    ['Do you have shirts in L?', 'Sizes run from XS to XXL.'],
    ['Do you have size 42?', 'Shoes come in sizes 36 to 46.'],
    ['Does the 24 month plan exist?', 'The plan for 24 months costs €9.'],
    ['Is 1,500 euros enough?', 'The course costs 1500 €.'],
    ['Can we bring two dogs?', 'At most two pets are allowed.'],
  ])('is covered: %s — %s', (question, text) => expect(coversFigures(question, text)).toBe(true))

  test.each([
    ['Can I book a table for 8?', 'We hold tables for 15 minutes.'],
    ['Can I book a table for 8?', 'We hold tables for 8 minutes.'],
    ['Can I book a table for 8?', 'Tables can be booked by phone on +44 20 7946 8000.'],
    ['Can I book a table for 4?', 'Tables for more than six people can be booked by phone.'],
    ['Can I book a table for 8?', 'We seat groups of 2 to 6 people.'],
    ['My daughter is 14, does she pay?', 'Children under 12 are treated for free.'],
    ['Can I return it after 45 days?', 'You can return any unused item within 30 days.'],
    ['Are you open on 24 December?', 'We are open from 15 April to 30 September.'],
    ['Êtes-vous ouverts le 14 juillet ?', 'Ouvert de 10 h à 19 h, du mardi au samedi.'],
    ['Do you have it in 3XL?', 'Sizes run from XS to XXL.'],
    ['Do you have size 47?', 'Shoes come in sizes 36 to 46.'],
    ['Where is my order 48213?', 'Orders over €60 ship for free.'],
    ['¿Caben 5 personas?', 'La habitación tiene 5 metros.'],
    ['Is delivery free from 50 €?', 'Orders over €60 ship for free.'],
  ])('is not: %s — %s', (question, text) => expect(coversFigures(question, text)).toBe(false))

  test('is told from a word that looks like one', () => {
    for (const question of [
      'Is it very good?',
      'C’est très bien ?',
      'Once more?',
      'Est-ce neuf ?',
      'Do you do B2 exams?',
    ])
      expect([question, statesFigure(question)]).toEqual([question, false])
  })
})
