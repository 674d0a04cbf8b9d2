import { describe, expect, it } from 'vitest'
import type { BodyInput, HooksInput, RewriteInput } from '#core/drafts/schemas.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { collapse, words } from '#core/lib/text/text.ts'
import { body } from './body.ts'
import { hooks } from './hooks.ts'
import { FORMS } from './lead-ins.ts'
import { rewrite } from './rewrite.ts'

const id = (n: number) => `0190d3c8-7a10-7c3e-9b1f-${String(n).padStart(12, '0')}`
const TYPES = ['Question', 'Figure', 'Story', 'Confession', 'List', 'How-to', 'News', 'Contrary opinion']
const hookTypes = TYPES.map((name, n) => ({ id: id(n), name, description: '', instruction: '' }))
const TEXT = {
  en: 'We lost ten deals in March. Then we began to ask before we explained. The next quarter we closed 23 deals.',
  fr: 'Nous avons perdu dix ventes en mars. Puis nous avons demandé avant d’expliquer. Au trimestre suivant, nous en avons conclu 23.',
}
const input = (language: 'en' | 'fr' | 'es', more: Partial<HooksInput> = {}): HooksInput => ({
  language,
  source: { title: 'Deals', text: language === 'es' ? TEXT.en : TEXT[language] },
  topic: null,
  audience: null,
  author: null,
  notes: [],
  examples: [],
  hookTypes,
  count: 4,
  taken: [],
  proposed: [],
  ...more,
})
const openingOf = (text: string) => words(text).slice(0, 4).join(' ')
const leadIns = FORMS.flatMap(({ leadIns: { en, fr } }) => [...en, ...fr])
/** Takes the lead-in away, if there is one. */
const sentenceOf = (hook: string) =>
  leadIns.reduce((said, leadIn) => (said.startsWith(leadIn) ? said.slice(leadIn.length).trim() : said), hook)

describe('offline hooks', () => {
  it.each(['en', 'fr'] as const)('of ten drafts of three sentences share no opening (%s)', (language) => {
    const selected: string[] = []
    let proposed: string[] = []
    for (let draft = 0; draft < 10; draft++) {
      const made = hooks(input(language, { taken: selected, proposed })).hooks
      expect(made).toHaveLength(4)
      selected.push(made[0]?.text ?? '')
      proposed = [...proposed, ...made.slice(1).map(({ text }) => text)]
    }
    expect(new Set(selected.map(openingOf)).size).toBe(10)
  })

  it.each(['en', 'fr', 'es'] as const)('say nothing that the source does not say (%s)', (language) => {
    const { source, ...rest } = input(language, { count: 8 })
    for (const { text } of hooks({ source, ...rest }).hooks) expect(source.text).toContain(sentenceOf(text))
  })

  it('take a sentence of the form itself before any other, and score it higher', () => {
    const made = hooks(input('en', { hookTypes: hookTypes.slice(1, 2), count: 2 })).hooks
    expect(made[0]).toMatchObject({ hookTypeId: id(1), text: 'The next quarter we closed 23 deals.' })
    expect(made[0]?.score).toBeGreaterThan(made[1]?.score ?? 100)
  })

  it('leave out what the audience avoids, and reward its words', () => {
    const audience = {
      name: '',
      description: '',
      vocabularyToUse: ['deals'],
      vocabularyToAvoid: [],
      tone: '',
    }
    const plain = hooks(input('en')).hooks[0]
    const spoken = hooks(input('en', { audience })).hooks[0]
    expect(spoken?.score).toBeGreaterThan(plain?.score ?? 100)
    const avoiding = { ...audience, vocabularyToAvoid: ['deals'] }
    for (const { text } of hooks(input('en', { audience: avoiding, count: 8 })).hooks)
      expect(text).not.toContain('deals')
  })

  it('are none without a sentence', () => {
    expect(hooks(input('en', { source: { title: '', text: '42' } })).hooks).toEqual([])
  })

  it('have lead-ins of which no two begin alike', () => {
    expect(new Set(leadIns.map(openingOf)).size).toBe(leadIns.length)
  })
})

describe('an offline body', () => {
  const material = (more: Partial<BodyInput> = {}): BodyInput => {
    const { hookTypes: _, count: __, taken: ___, proposed: ____, ...rest } = input('en')
    return {
      ...rest,
      hook: 'We lost ten deals in March.',
      other: null,
      structure: null,
      shape: { paragraphs: null, list: null },
      limit: null,
      ...more,
    }
  }

  it('has the sentences of the source that the hook does not have, in their order', () => {
    expect(collapse(body(material()).body)).toBe(
      'Then we began to ask before we explained. The next quarter we closed 23 deals.',
    )
  })

  it('has as many parts as its structure names', () => {
    const text = Array.from({ length: 9 }, (_, n) => `Sentence number ${n} says a thing.`).join(' ')
    const structure = {
      name: 'Problem, solution',
      description: 'The problem, why it persists, what solves it, the first step.',
    }
    expect(body(material({ source: { title: '', text }, structure })).body.split('\n\n')).toHaveLength(4)
  })

  it('stays within its limit together with the hook', () => {
    const limit = { maxLength: 80, count: 'graphemes' as const }
    const made = body(material({ limit })).body
    expect(textLength(`We lost ten deals in March.\n\n${made}`, 'graphemes')).toBeLessThanOrEqual(80)
    expect(made).toBe('Then we began to ask before we explained.')
  })
})

describe('an offline rewriting', () => {
  const passage = (text: string, way: RewriteInput['way']) =>
    rewrite({ text, way, language: 'en', author: null, audience: null })
  const LONG = `We lost ten deals in March. That was that. We had talked for forty minutes in every call.

It was what it was. The next quarter we closed 23 deals with the same list.`

  it('that shortens keeps at most two thirds, in sentences of the passage, with its figures', () => {
    const { text } = passage(LONG, 'shorter')
    expect(textLength(text ?? '', 'graphemes')).toBeLessThanOrEqual((textLength(LONG, 'graphemes') * 2) / 3)
    for (const sentence of (text ?? '').split(/(?<=\.)\s+/)) expect(LONG).toContain(sentence)
    expect(text).toContain('23')
  })

  it('that simplifies ends sentences where a semicolon went on, in either language’s spacing', () => {
    expect(passage('We asked; they answered.', 'simpler').text).toBe('We asked. They answered.')
    expect(passage('Nous avons demandé ; ils ont répondu.', 'simpler').text).toBe(
      'Nous avons demandé. Ils ont répondu.',
    )
  })

  it.each(['bolder', 'translated', 'voice'] as const)('says that it cannot do this: %s', (way) => {
    const { text, reason } = passage(LONG, way)
    expect(text).toBeNull()
    expect(reason).toContain('a model is needed')
  })

  it('says so where nothing can be taken away', () => {
    expect(passage('We asked.', 'shorter')).toMatchObject({ text: null })
    expect(passage('We asked.', 'simpler')).toMatchObject({ text: null })
  })
})
