import { describe, expect, it } from 'vitest'
import { asOwner } from '#test/database.ts'

/** Whether a text is found in conversations, by all words, and in knowledge, by any. */
const finds = async (said: string, query: string) => {
  const [row] = await asOwner<{ found: boolean; known: boolean }>(
    `select chorus_words($1) @@ chorus_query($2) as found,
       to_tsvector('english', chorus_told($1)) @@ (
         select string_agg(quote_literal(lexeme), ' | ')::tsquery from unnest(to_tsvector('english', chorus_sought($2)))
       ) as known`,
    [said, query],
  )
  return [row?.found, row?.known]
}

describe('words of a text', () => {
  it.each([
    ['Invoice FAC-2026-1234 is paid.', '1234'],
    ['Invoice FAC-2026-1234 is paid.', '2026-1234'],
    ['Invoice FAC-2026-1234 is paid.', 'FAC 2026 1234'],
    ['Invoice FAC-2026-1234 is paid.', 'fac-2026-1234'],
    ['Call +33 6 12 34 56 78 today.', '0612345678'],
    ['Call +33612345678 today.', '06 12 34 56 78'],
    ['Call 06.12.34.56.78 today.', '+33 6 12 34 56 78'],
    ['Call 06\u00a012\u00a034\u00a056\u00a078 today.', '612345678'],
    ['Call (202) 555-0142 today.', '555 0142'],
    ['Call +44 (0)20 7946 0958 today.', '+442079460958'],
    ['Call 020 7946 0958 today.', '+44 20 7946 0958'],
    ['Call 06 12 34 56 78 today.', '33612345678'],
    ['Order 10012345678 is paid.', '10012345678'],
    ['Card 12345678901234567890123 is lost.', '12345678901234567890123'],
    ['Write to anna@harbour-ferries.example.', 'harbour'],
    ['Write to anna@harbour-ferries.example.', 'anna@harbour-ferries.example'],
    ['See www.harbour.example/winter_fares for more.', 'winter'],
    ['Use the code WELCOME-10 now.', 'welcome 10'],
  ])('“%s” is found by “%s”', async (said, query) => expect(await finds(said, query)).toEqual([true, true]))

  it.each([
    ['Invoice FAC-2026-1234 is paid.', '2026-1235'],
    ['Call +33 6 12 34 56 78 today.', '0612345679'],
    ['Call +33 6 12 34 56 78 today.', '0712345678'],
    ['Call +33 6 12 34 56 78 today.', '+33 7 12 34 56 78'],
    ['Order 10012345678 is paid.', '20012345678'],
    ['Order 12345678901 is paid.', '92345678901'],
    ['Order 4412345678901234 is paid.', '7712345678901234'],
    ['Invoice FAC-2026-1234 is paid.', '9026-1234'],
    ['Card 12345678901234567890123 is lost.', '92345678901234567890123'],
    ['Write to anna@harbour.example.', 'harbor'],
  ])('“%s” is not found by “%s”', async (said, query) =>
    expect(await finds(said, query)).toEqual([false, false]),
  )
})
