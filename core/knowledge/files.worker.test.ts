import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docx, drawn, ENCRYPTED, formBomb, paragraph, pdf } from '#readers/sample-files.ts'
import { enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'
import { DOCUMENT_FILE_MAX_BYTES, type Faq, type KnowledgeDocument, type Passage } from './schemas.ts'

const PATH = '/v1/knowledge/documents'
let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
beforeAll(async () => {
  house = await enterHouse()
  owner = (await newWorkspace(house)).owner
})
afterAll(() => house.close())

const page = (text: string) => drawn([{ text, y: 700 }])
async function settled(name: string, bytes: Uint8Array<ArrayBuffer>, type = ''): Promise<KnowledgeDocument> {
  const form = new FormData()
  form.append('file', new File([bytes], name, { type }))
  const { id } = await owner.post<KnowledgeDocument>(PATH, form)
  return eventually(
    () => owner.get<KnowledgeDocument>(`${PATH}/${id}`),
    ({ status }) => status !== 'processing',
  )
}

describe('in the runtime that production has', () => {
  it('a PDF and a Word file are read and found, whatever they are called', async () => {
    const terms = await settled(
      'terms.txt',
      pdf([page('Parcels leave our depot at noon.')], { deflated: true }),
    )
    expect(terms).toMatchObject({ status: 'indexed', error: null, language: 'en' })
    const warranty = await settled('warranty.pdf', docx(paragraph('Bearings are guaranteed for ten years.')))
    expect(warranty).toMatchObject({ status: 'indexed', error: null })
    const { items } = await owner.post<{ items: Passage[] }>('/v1/knowledge/search', { query: 'bearings' })
    expect(items[0]).toMatchObject({ kind: 'chunk', documentId: warranty.id, title: 'warranty' })
  })

  it('a file takes the place of another under its id; what is no file that is read is refused, and changes nothing', async () => {
    const { id } = await settled(
      'opening.html',
      Uint8Array.from(Buffer.from('<!doctype html><p>Open at ten.')),
    )
    const replaced = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
      const form = new FormData()
      form.append('file', new File([bytes], name))
      return owner.post<KnowledgeDocument>(`${PATH}/${id}/replace`, form)
    }
    await expect(replaced('photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47))).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'file', message: expect.stringContaining('picture') }] },
    })
    await expect(owner.post(`${PATH}/none/replace`, new FormData())).rejects.toMatchObject({ status: 422 })
    const next = Uint8Array.from(Buffer.from('<!doctype html><p>Open at nine.'))
    expect(await replaced('next.html', next)).toMatchObject({ id, fileName: 'next.html', chunkCount: 1 })
    await eventually(
      () => owner.get<KnowledgeDocument>(`${PATH}/${id}`),
      ({ status }) => status === 'indexed',
    )
    expect(await owner.get(`${PATH}/${id}/text`)).toMatchObject({ text: 'Open at nine.' })
  })

  it('what cannot be read fails with the reason, and may be tried again', async () => {
    const locked = await settled('locked.pdf', pdf([page('x')], { trailer: ENCRYPTED }))
    expect(locked).toMatchObject({ status: 'failed', error: expect.stringContaining('password') })
    const bomb = { name: 'word/styles.xml', content: Buffer.alloc(30 * 1024 * 1024) }
    const unpacked = await settled('bomb.docx', docx(paragraph('x'), [bomb]))
    expect(unpacked).toMatchObject({ status: 'failed', error: expect.stringContaining('unpacks') })
    const nested = await settled('forms.pdf', formBomb(9))
    expect(nested).toMatchObject({ status: 'failed', error: expect.stringContaining('far more than a page') })
    const tags = await settled('tags.docx', docx('<w:p/>'.repeat(1_000_000)))
    expect(tags).toMatchObject({ status: 'failed', error: expect.stringContaining('no text') })
    expect(await owner.post(`${PATH}/${locked.id}/retry`)).toMatchObject({ status: 'processing' })
  })

  it('a file of 25 MB is taken, and one byte more is refused with 413, by the one route that takes files', async () => {
    const form = (bytes: number) => {
      const made = new FormData()
      made.append('file', new File([new Uint8Array(bytes).fill(0x20)], 'large.txt'))
      return made
    }
    const whole = await owner.post<KnowledgeDocument>(PATH, form(DOCUMENT_FILE_MAX_BYTES))
    expect(whole).toMatchObject({ status: 'processing', sizeBytes: DOCUMENT_FILE_MAX_BYTES })
    const settledOne = await eventually(
      () => owner.get<KnowledgeDocument>(`${PATH}/${whole.id}`),
      ({ status }) => status !== 'processing',
    )
    expect(settledOne).toMatchObject({ status: 'failed', error: 'The file holds no text.' })
    const tooLarge = { status: 413, body: { detail: expect.stringContaining('larger than 25 MB') } }
    for (const more of [1, 1024 * 1024])
      await expect(owner.post(PATH, form(DOCUMENT_FILE_MAX_BYTES + more))).rejects.toMatchObject(tooLarge)
    const elsewhere = await owner.raw('POST', '/v1/knowledge/faqs', form(3 * 1024 * 1024))
    expect(elsewhere.status).toBe(413)
  })

  it('a form that is none, or has no file, is refused in plain words', async () => {
    const broken = await owner.rawBody('POST', PATH, 'no form', 'multipart/form-data; boundary=x')
    expect(broken.status).toBe(422)
    expect(await broken.json()).toMatchObject({ detail: expect.stringContaining('not the form') })
    await expect(owner.post(PATH, new FormData())).rejects.toMatchObject({ status: 422 })
  })

  it('an FAQ is found by the search that follows its creation, and the one that follows its end finds nothing', async () => {
    const faq = { question: 'Proposez-vous un paiement en trois fois ?', answer: 'Oui, sans frais.' }
    const { id, language } = await owner.post<Faq>('/v1/knowledge/faqs', faq)
    expect(language).toBe('fr')
    const found = async () =>
      (await owner.post<{ items: Passage[] }>('/v1/knowledge/search', { query: 'payer en 3 fois' })).items
    expect((await found())[0]).toMatchObject({
      kind: 'faq',
      faqId: id,
      title: faq.question,
      content: faq.answer,
    })
    await owner.patch(`/v1/knowledge/faqs/${id}`, { enabled: false })
    expect((await found()).map((passage) => passage.faqId)).not.toContain(id)
    await owner.delete(`/v1/knowledge/faqs/${id}`)
    expect((await owner.raw('GET', `/v1/knowledge/faqs/${id}`)).status).toBe(404)
  })
})
