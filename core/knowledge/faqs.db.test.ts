import { describe, expect, it } from 'vitest'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { asOwner, startRooms } from '#test/database.ts'
import { exportFaqs, importFaqs } from './actions/faq-files.ts'
import { createFaq, deleteFaq, getFaq, listFaqs, sweepFaqs, updateFaq } from './actions/faqs.ts'
import { searchPassages } from './queries.ts'
import { createFaqSchema } from './schemas.ts'

const rooms = startRooms()
const faq = (question: string, answer: string, more: object = {}) =>
  createFaqSchema.parse({ question, answer, ...more })
const found = (ctx: Ctx, query: string, language?: 'en' | 'fr') =>
  searchPassages(ctx, { query, limit: 5, language })
/** Returns the context of the same workspace while the model is away. */
const withoutModel = (ctx: Ctx): Ctx => ({
  ...ctx,
  ai: { ...ctx.ai, embed: async () => Promise.reject(new Error('The model is away.')) },
})

describe('a question and its answer', () => {
  it('is found as soon as it is created, as an FAQ with its question for a title', async () => {
    const { ctx } = await rooms.newWorkspace()
    const created = await createFaq(ctx, faq('Do you ship abroad?', 'Yes, to all of Europe.'))
    expect(created).toMatchObject({ language: 'en', enabled: true, keywords: [] })
    const [first] = await found(ctx, 'shipping abroad')
    expect(first).toMatchObject({
      kind: 'faq',
      id: created.id,
      faqId: created.id,
      title: 'Do you ship abroad?',
      content: 'Yes, to all of Europe.',
      start: 0,
      end: 'Yes, to all of Europe.'.length,
    })
    expect(first).not.toHaveProperty('documentId')
    expect(first?.score).toBeGreaterThan(0.3)
  })

  it('is found by none but its own workspace', async () => {
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const { id } = await createFaq(theirs.ctx, faq('Do you ship abroad?', 'Yes.'))
    expect(await found(mine.ctx, 'Do you ship abroad?')).toEqual([])
    expect(await listFaqs(mine.ctx, { limit: 10 })).toEqual({ items: [], nextCursor: null })
    const missing = { kind: 'not_found' }
    await expect(getFaq(mine.ctx, id)).rejects.toMatchObject(missing)
    await expect(updateFaq(mine.ctx, id, { enabled: false })).rejects.toMatchObject(missing)
    await expect(deleteFaq(mine.ctx, id)).rejects.toMatchObject(missing)
    expect(await getFaq(theirs.ctx, id)).toMatchObject({ enabled: true })
  })

  it('that is switched off is kept, and neither found nor answered from until it is on again', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createFaq(ctx, faq('Do you ship abroad?', 'Yes.'))
    await updateFaq(ctx, id, { enabled: false })
    expect(await found(ctx, 'ship abroad')).toEqual([])
    expect(await getFaq(ctx, id)).toMatchObject({ enabled: false })
    await updateFaq(ctx, id, { enabled: true })
    expect(await found(ctx, 'ship abroad')).toMatchObject([{ faqId: id }])
  })

  it('is found by its new words after a change, and by a keyword that stands in neither half', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createFaq(ctx, faq('Do you ship abroad?', 'Yes.', { keywords: ['zollabfertigung'] }))
    expect(await found(ctx, 'zollabfertigung')).toMatchObject([{ faqId: id }])
    await updateFaq(ctx, id, { question: 'Is there a car park?', keywords: [] })
    const [first] = await found(ctx, 'car park')
    expect(first?.score).toBeGreaterThan(0.5)
  })

  it('written while the model is away is found by its words, and by its meaning after the sweep', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createFaq(withoutModel(ctx), faq('Do you ship abroad?', 'Yes.'))
    expect(await found(ctx, 'shipping abroad')).toMatchObject([{ faqId: id, score: 0 }])
    expect(await sweepFaqs(rooms.system)).toBeGreaterThanOrEqual(1)
    const [first] = await found(ctx, 'shipping abroad')
    expect(first?.score).toBeGreaterThan(0.3)
    expect(await sweepFaqs(rooms.system)).toBe(0)
  })

  it('changed while the model is away loses the vector of its old words', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createFaq(ctx, faq('Do you ship abroad?', 'Yes.'))
    await updateFaq(withoutModel(ctx), id, { question: 'Is there a car park?' })
    expect(await found(ctx, 'ship abroad')).toEqual([])
    expect(await found(ctx, 'car park')).toMatchObject([{ faqId: id, score: 0 }])
    // The answer is not embedded: a change to it leaves the vector.
    await sweepFaqs(rooms.system)
    await updateFaq(withoutModel(ctx), id, { answer: 'Two of them.' })
    const [first] = await found(ctx, 'car park')
    expect(first?.score).toBeGreaterThan(0.5)
  })

  it('is listed by state, language and words, of which no sign is a wildcard', async () => {
    const { ctx } = await rooms.newWorkspace()
    await createFaq(ctx, faq('Is there 100% cotton?', 'Yes.', { language: 'en' }))
    await createFaq(ctx, faq('Livrez-vous ?', 'Oui, partout.', { keywords: ['colis'] }))
    await createFaq(ctx, faq('Old question?', 'Old answer.', { enabled: false }))
    const listed = async (filter: object) =>
      (await listFaqs(ctx, { limit: 10, ...filter })).items.map(({ question }) => question)
    expect(await listed({})).toEqual(['Old question?', 'Livrez-vous ?', 'Is there 100% cotton?'])
    expect(await listed({ enabled: false })).toEqual(['Old question?'])
    expect(await listed({ language: 'fr' })).toEqual(['Livrez-vous ?'])
    expect(await listed({ search: 'PARTOUT' })).toEqual(['Livrez-vous ?'])
    expect(await listed({ search: 'colis' })).toEqual(['Livrez-vous ?'])
    expect(await listed({ search: '100%' })).toEqual(['Is there 100% cotton?'])
    expect(await listed({ search: '1_0' })).toEqual([])
  })

  it('leaves a record of what it was and what it became', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createFaq(ctx, faq('Open?', 'No.'))
    await updateFaq(ctx, id, { answer: 'Yes.' })
    await deleteFaq(ctx, id)
    const records = await asOwner(
      `select action, before, after from audit_log where workspace_id = $1 and object_type = 'faq' order by created_at, action`,
      [workspaceId],
    )
    expect(records).toEqual([
      { action: 'faq.create', before: null, after: { question: 'Open?', answer: 'No.' } },
      { action: 'faq.update', before: { answer: 'No.' }, after: { answer: 'Yes.' } },
      { action: 'faq.delete', before: { question: 'Open?', answer: 'Yes.' }, after: null },
    ])
  })
})

describe('a file of FAQs', () => {
  const exported = async (ctx: Ctx, format: 'csv' | 'json') => {
    let file = ''
    for await (const part of exportFaqs(ctx, format, {})) file += part
    return file
  }
  const counts = (created: number, updated: number, unchanged: number, problems: unknown[] = []) => ({
    created,
    updated,
    unchanged,
    problems,
  })

  it('adds what is new, replaces what is known, leaves the rest, and says what was wrong', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createFaq(ctx, faq('Do you ship?', 'No.', { language: 'fr' }))
    const content =
      'question,answer,keywords\nDo you ship?,"Yes, abroad.",parcel\nOpen on Sundays?,Never.,\nBroken,,\n'
    const first = await importFaqs(ctx, { format: 'csv', content })
    const problem = { line: 4, message: expect.stringContaining('answer') }
    expect(first).toEqual(counts(1, 1, 0, [problem]))
    expect(await getFaq(ctx, id)).toMatchObject({
      answer: 'Yes, abroad.',
      keywords: ['parcel'],
      language: 'fr',
    })
    const [nearest] = await found(ctx, 'parcel')
    expect(nearest?.faqId).toBe(id)
    expect(await importFaqs(ctx, { format: 'csv', content })).toEqual(counts(0, 0, 2, [problem]))
    const records = await asOwner(
      `select after from audit_log where workspace_id = $1 and action = 'faq.import'`,
      [workspaceId],
    )
    expect(records).toEqual([{ after: { created: 1, updated: 1, format: 'csv' } }])
  })

  it('exported from one workspace fills another, which then exports the same', async () => {
    const [one, other] = [(await rooms.newWorkspace()).ctx, (await rooms.newWorkspace()).ctx]
    const lines = Array.from({ length: 130 }, (_, n) => `Question ${n}?,"Answer ${n}"`)
    await importFaqs(one, { format: 'csv', content: `question,answer\n${lines.join('\n')}` })
    for (const format of ['json', 'csv'] as const) {
      const content = await exported(one, format)
      const { unchanged, created } = await importFaqs(other, { format, content })
      expect(unchanged + created).toBe(130)
      expect(await exported(other, format)).toBe(content)
    }
  })
})
