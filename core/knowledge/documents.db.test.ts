import { describe, expect, it } from 'vitest'
import { invalid } from '#core/lib/kernel/errors.ts'
import { docx, drawn, ENCRYPTED, paragraph, pdf } from '#readers/sample-files.ts'
import { asOwner, startRooms } from '#test/database.ts'
import {
  createDocument,
  getDocument,
  getDocumentText,
  listDocuments,
  retryDocument,
  uploadDocument,
} from './actions/documents.ts'
import { indexDocument, sweepDocuments } from './actions/indexing.ts'
import { searchPassages } from './queries.ts'

const rooms = startRooms()
const page = (text: string) => drawn([{ text, y: 700 }])
const upload = (name: string, content: Uint8Array | string) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { title: null, upload: { name, bytes } }
}

describe('an uploaded file', () => {
  it('is read when it is indexed, not when it is uploaded, and its words are found under its name', async () => {
    const { ctx } = await rooms.newWorkspace()
    const files = [
      upload('Delivery terms.pdf', pdf([page('Parcels leave our depot at noon.')], { deflated: true })),
      upload('Warranty.docx', docx(paragraph('Bearings are guaranteed for ten years.'))),
      upload('Café.html', '<!doctype html><title>Our café</title><p>Cake at four.'),
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
    const { id } = await uploadDocument(ctx, upload('a.txt', 'Once.'))
    const away = { ...ctx.ai, embed: async () => Promise.reject(new Error('The model is away.')) }
    await expect(indexDocument({ ...ctx, ai: away }, id)).rejects.toThrow('away')
    await ctx.blobs.delete(`knowledge/${ctx.workspaceId}/${id}`)
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed' })
  })

  it('that ends its worker each time is given up after five attempts, and says what to do', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.txt', 'Words.'))
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
    const { id } = await uploadDocument(ctx, upload('terms.md', body))
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

describe('a document that older readers have read', () => {
  const old = async (id: string) =>
    asOwner(
      `with chunks as (update knowledge_chunks set content = 'Write to shop\\_fr@example.com.', blocks = null where document_id = $1)
       update knowledge_documents set reader_version = 0 where id = $1`,
      [id],
    )
  const content = async (ctx: Parameters<typeof searchPassages>[0]) =>
    (await searchPassages(ctx, { query: 'write', limit: 1 }))[0]?.content

  it('is read anew from what was kept of it, and serves as it was until then', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const file = upload('a.html', '<!doctype html><p>Write to shop_fr@example.com.')
    const { id } = await uploadDocument(ctx, file)
    await indexDocument(ctx, id)
    await old(id)
    await ctx.blobs.put(
      `knowledge/${workspaceId}/${id}.json`,
      JSON.stringify({ version: 0, text: 'Old.', blocks: [], unread: [] }),
    )
    await sweepDocuments(rooms.system)
    expect(rooms.outside.delivered.map(({ job }) => job)).toContainEqual({
      type: 'knowledge.index',
      documentId: id,
    })
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed' })
    expect(await content(ctx)).toContain('\\_')
    await indexDocument(ctx, id)
    expect(await content(ctx)).toBe('Write to shop_fr@example.com.')
    const before = rooms.outside.delivered.length
    await sweepDocuments(rooms.system)
    expect(rooms.outside.delivered.slice(before).map(({ job }) => job)).not.toContainEqual({
      type: 'knowledge.index',
      documentId: id,
    })
  })

  it('and that can no longer be read stays as it was read', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await createDocument(ctx, { title: 'Mail', text: 'Write to us.' })
    await indexDocument(ctx, id)
    await old(id)
    await ctx.blobs.deleteAll(`knowledge/${workspaceId}/${id}`)
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', error: null })
    expect(await content(ctx)).toContain('Write to shop')
  })
})

describe('what of a file is no text', () => {
  it('is said of its document, with how much, and its passages have their parts beside them', async () => {
    const { ctx } = await rooms.newWorkspace()
    const html =
      '<!doctype html><h1>Fares</h1><ul><li>Adult <s>14</s> 12<li>Child 6</ul><p hidden>margin</p><img alt="Map">'
    const { id } = await uploadDocument(ctx, upload('fares.html', html))
    await indexDocument(ctx, id)
    expect((await getDocument(ctx, id)).unread).toEqual([
      { what: 'struck', count: 1 },
      { what: 'hidden', count: 1 },
      { what: 'pictures', count: 1 },
    ])
    const [passage] = await searchPassages(ctx, { query: 'adult fares', limit: 1 })
    expect(passage?.content).toBe('Fares\n\n- Adult 12\n- Child 6')
    expect(passage?.blocks?.map(({ kind, start, end }) => [kind, passage.content.slice(start, end)])).toEqual(
      [
        ['heading', 'Fares'],
        ['item', '- Adult 12'],
        ['item', '- Child 6'],
      ],
    )
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
