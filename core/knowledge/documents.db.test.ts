import { describe, expect, it } from 'vitest'
import { invalid } from '#core/lib/errors.ts'
import { asOwner, startRooms } from '#test/database.ts'
import {
  createDocument,
  getDocument,
  getDocumentText,
  indexDocument,
  listDocuments,
  retryDocument,
  uploadDocument,
} from './actions.ts'
import { searchPassages } from './queries.ts'
import { docx, drawn, ENCRYPTED, paragraph, pdf } from './sample-files.ts'

const rooms = startRooms()
const page = (text: string) => drawn([{ text, y: 700 }])
const upload = (name: string, bytes: Uint8Array) => ({ title: null, upload: { name, bytes } })

describe('an uploaded file', () => {
  it('is read when it is indexed, not when it is uploaded, and its words are found under its name', async () => {
    const { ctx } = await rooms.newWorkspace()
    const files = [
      upload('Delivery terms.pdf', pdf([page('Parcels leave our depot at noon.')], { deflated: true })),
      upload('Warranty.docx', docx(paragraph('Bearings are guaranteed for ten years.'))),
      upload('Café.html', new TextEncoder().encode('<!doctype html><title>Our café</title><p>Cake at four.')),
    ]
    for (const file of files) {
      const { id, status, sizeBytes } = await uploadDocument(ctx, file)
      expect({ status, sizeBytes }).toEqual({ status: 'processing', sizeBytes: file.upload.bytes.length })
      await indexDocument(ctx, id)
      expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', sizeBytes, chunkCount: 1 })
    }
    const title = async (query: string) => (await searchPassages(ctx, { query, limit: 1 }))[0]?.title
    expect(await title('parcels at noon')).toBe('Delivery terms')
    expect(await title('guaranteed bearings')).toBe('Warranty')
    expect(await title('cake')).toBe('Our café')
  })

  it('of a kind that is not read has failed before it is answered; one that only reading tells fails then', async () => {
    const { ctx } = await rooms.newWorkspace()
    const picture = await uploadDocument(ctx, upload('photo.pdf', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)))
    expect(picture).toMatchObject({ status: 'failed', error: expect.stringContaining('picture') })
    const { id } = await uploadDocument(ctx, upload('secret.pdf', pdf([page('x')], { trailer: ENCRYPTED })))
    await indexDocument(ctx, id)
    const failed = await getDocument(ctx, id)
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('password') })
  })

  it('is not read again when what comes after the reading failed', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.txt', new TextEncoder().encode('Once.')))
    const away = { ...ctx.ai, embed: async () => Promise.reject(new Error('The model is away.')) }
    await expect(indexDocument({ ...ctx, ai: away }, id)).rejects.toThrow('away')
    await ctx.blobs.delete(`knowledge/${ctx.workspaceId}/${id}`)
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed' })
  })

  it('that ends its worker each time is given up after five attempts, and says what to do', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.txt', new TextEncoder().encode('Words.')))
    await asOwner(`update knowledge_documents set attempts = 5 where id = $1`, [id])
    await indexDocument(ctx, id)
    const failed = await getDocument(ctx, id)
    expect(failed).toMatchObject({ status: 'failed', error: expect.stringContaining('more memory or time') })
  })
})

describe('a document', () => {
  it('is listed by its state and by words of its title, file name or address, of which no sign is a wildcard', async () => {
    const { ctx } = await rooms.newWorkspace()
    await createDocument(ctx, { title: '100% cotton', text: 'Washed at 30 degrees.' })
    await uploadDocument(ctx, upload('prices.pdf', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)))
    await createDocument(ctx, { title: 'Help', url: 'https://wiki.example.com/returns' })
    const listed = async (filter: object) =>
      (await listDocuments(ctx, { limit: 10, ...filter })).items.map(({ title }) => title)
    expect(await listed({})).toEqual(['Help', 'prices', '100% cotton'])
    expect(await listed({ search: 'COTTON' })).toEqual(['100% cotton'])
    expect(await listed({ search: '.pdf' })).toEqual(['prices'])
    expect(await listed({ search: 'wiki.example' })).toEqual(['Help'])
    expect(await listed({ search: '1_0' })).toEqual([])
    expect(await listed({ status: 'failed' })).toEqual(['prices'])
    expect(await listed({ status: 'failed', search: 'cotton' })).toEqual([])
  })

  it('gives the text in which its passages are found, with the section of each, once it was read', async () => {
    const { ctx } = await rooms.newWorkspace()
    const body = '# Hours\n\nOpen at noon.\n\n# Returns\n\nWithin thirty days.'
    const { id } = await uploadDocument(ctx, upload('terms.md', new TextEncoder().encode(body)))
    await expect(getDocumentText(ctx, id)).rejects.toMatchObject({ code: 'not_read' })
    await indexDocument(ctx, id)
    const { text } = await getDocumentText(ctx, id)
    const [passage] = await searchPassages(ctx, { query: 'thirty days', limit: 1 })
    expect(passage).toMatchObject({ documentId: id, title: 'terms', section: 'Returns' })
    expect(text.slice(passage?.start, passage?.end)).toBe(passage?.content)
    const other = (await rooms.newWorkspace()).ctx
    await expect(getDocumentText(other, id)).rejects.toMatchObject({ kind: 'not_found' })
  })
})

describe('a failed document', () => {
  it('is tried again when a person says so, once', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createDocument(ctx, { title: 'Hours', text: 'Open at noon.' })
    const refusing = { ...ctx.ai, embed: async () => Promise.reject(invalid('Refused.')) }
    await indexDocument({ ...ctx, ai: refusing }, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'failed', error: 'Refused.' })
    expect(await retryDocument(ctx, id)).toMatchObject({ status: 'processing', error: null })
    await expect(retryDocument(ctx, id)).rejects.toMatchObject({ code: 'not_failed' })
    expect(rooms.outside.delivered.at(-2)?.job).toEqual({ type: 'knowledge.index', documentId: id })
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed' })
    const records = await asOwner(
      `select 1 from audit_log where workspace_id = $1 and action = 'knowledge.retry' and object_id = $2`,
      [workspaceId, id],
    )
    expect(records).toHaveLength(1)
  })

  it('of another workspace does not exist', async () => {
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const { id } = await uploadDocument(theirs.ctx, upload('empty.txt', new Uint8Array()))
    await expect(retryDocument(mine.ctx, id)).rejects.toMatchObject({ kind: 'not_found' })
    expect(await getDocument(theirs.ctx, id)).toMatchObject({ status: 'failed' })
  })
})
