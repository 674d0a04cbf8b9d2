import { describe, expect, it } from 'vitest'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { drawn, ENCRYPTED, pdf } from '#readers/sample-files.ts'
import { asOwner, startRooms } from '#test/database.ts'
import {
  createDocument,
  deleteDocument,
  getDocument,
  getDocumentText,
  retryDocument,
  uploadDocument,
} from './actions/documents.ts'
import { replaceByFile, replaceDocument, updateDocument } from './actions/edit.ts'
import { indexDocument } from './actions/indexing.ts'
import { searchPassages } from './queries.ts'

const rooms = startRooms()
const page = (text: string) => drawn([{ text, y: 700 }])
const upload = (name: string, content: Uint8Array | string, title: string | null = null) => {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { title, upload: { name, bytes } }
}
const found = async (ctx: Ctx, query: string) =>
  (await searchPassages(ctx, { query, limit: 5 })).map(({ content }) => content)

describe('a document that is edited', () => {
  it('is found by what it said until it is read, then by its new words and title, and never by the old ones again', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createDocument(ctx, { title: 'Hours', text: 'We open at ten.' })
    await indexDocument(ctx, id)
    expect(await updateDocument(ctx, id, { title: 'Opening hours', text: 'We open at nine.' })).toMatchObject(
      { status: 'processing', title: 'Opening hours', chunkCount: 1 },
    )
    expect(await found(ctx, 'open')).toEqual(['We open at ten.'])
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'We open at ten.', written: 'We open at nine.' })
    await indexDocument(ctx, id)
    expect(await found(ctx, 'open')).toEqual(['We open at nine.'])
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'We open at nine.', written: 'We open at nine.' })
  })

  it('while it is read does not become what it said before', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await createDocument(ctx, { title: 'Hours', text: 'We open at ten.' })
    const embed: typeof ctx.ai.embed = async (texts) => {
      await updateDocument(ctx, id, { text: 'We open at nine.' })
      return ctx.ai.embed(texts)
    }
    await indexDocument({ ...ctx, ai: { ...ctx.ai, embed } }, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'processing' })
    await indexDocument(ctx, id)
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'We open at nine.', written: 'We open at nine.' })
    expect(await found(ctx, 'open')).toEqual(['We open at nine.'])
  })

  it('that came as a file keeps its text, and may have another title, which readers do not take back', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.html', '<!doctype html><title>Menu</title><p>Cake.'))
    await indexDocument(ctx, id)
    await expect(updateDocument(ctx, id, { text: 'Cake at five.' })).rejects.toMatchObject({
      kind: 'invalid',
    })
    await updateDocument(ctx, id, { title: 'Cakes' })
    await asOwner('update knowledge_documents set reader_version = 0 where id = $1', [id])
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', title: 'Cakes' })
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'Cake.', written: null })
  })
})

describe('a document that is replaced', () => {
  const menu = (title: string, text: string) => `<!doctype html><title>${title}</title><p>${text}`
  const away = (ctx: Ctx, error: Error): Ctx => ({
    ...ctx,
    ai: { ...ctx.ai, embed: async () => Promise.reject(error) },
  })
  const stored = async (id: string) => {
    const [row] = await asOwner('select object_name, indexed_name from knowledge_documents where id = $1', [
      id,
    ])
    return [row?.object_name, row?.indexed_name].map(String)
  }

  it('by a file keeps its id, is found by the old words until the new are read, and by the new alone after that', async () => {
    const { ctx, workspaceId } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('menu.html', menu('Menu of May', 'Cake at four.')))
    await indexDocument(ctx, id)
    const [was = ''] = await stored(id)
    const replaced = await replaceByFile(
      ctx,
      id,
      upload('june.html', menu('Menu of June', 'Cake at five.')).upload,
    )
    expect(replaced).toMatchObject({ id, status: 'processing', fileName: 'june.html', chunkCount: 1 })
    expect(await found(ctx, 'cake')).toEqual(['Cake at four.'])
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'Cake at four.', written: null })
    let atTheEnd: string[] = []
    const embed: typeof ctx.ai.embed = async (texts) => {
      atTheEnd = await found(ctx, 'cake')
      return ctx.ai.embed(texts)
    }
    await indexDocument({ ...ctx, ai: { ...ctx.ai, embed } }, id)
    expect(atTheEnd).toEqual(['Cake at four.'])
    expect(await found(ctx, 'cake')).toEqual(['Cake at five.'])
    expect(await getDocument(ctx, id)).toMatchObject({
      status: 'indexed',
      title: 'Menu of June',
      error: null,
    })
    expect(await ctx.blobs.get(was)).toBeNull()
    const records = await asOwner(
      'select before, after from audit_log where workspace_id = $1 and action = $2 and object_id = $3',
      [workspaceId, 'knowledge.replace', id],
    )
    expect(records).toMatchObject([{ before: { fileName: 'menu.html' }, after: { fileName: 'june.html' } }])
  })

  it('keeps the title that a person gave it', async () => {
    const { ctx } = await rooms.newWorkspace()
    const file = upload('a.html', menu('May', 'Cake at four.'), 'Cakes')
    const { id } = await uploadDocument(ctx, file)
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ title: 'Cakes' })
    await replaceByFile(ctx, id, upload('b.html', menu('June', 'Cake at five.')).upload)
    await indexDocument(ctx, id)
    expect(await getDocument(ctx, id)).toMatchObject({ title: 'Cakes', fileName: 'b.html' })
  })

  it('by what cannot be read is found as before, and says why', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('menu.html', menu('Menu', 'Cake at four.')))
    await indexDocument(ctx, id)
    await replaceByFile(ctx, id, upload('locked.pdf', pdf([page('x')], { trailer: ENCRYPTED })).upload)
    await indexDocument(ctx, id)
    const failed = { status: 'failed', error: expect.stringContaining('password'), chunkCount: 1 }
    expect(await getDocument(ctx, id)).toMatchObject(failed)
    expect(await found(ctx, 'cake')).toEqual(['Cake at four.'])
    expect(await getDocumentText(ctx, id)).toEqual({ text: 'Cake at four.', written: null })
    await retryDocument(ctx, id)
    await indexDocument(away(ctx, invalid('Refused.')), id)
    expect(await found(ctx, 'cake')).toEqual(['Cake at four.'])
    await replaceByFile(ctx, id, upload('june.html', menu('June', 'Cake at five.')).upload)
    await indexDocument(ctx, id)
    expect(await found(ctx, 'cake')).toEqual(['Cake at five.'])
  })

  it('by what its bytes show to be unreadable is refused, and stays as it is', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('menu.html', menu('Menu', 'Cake at four.')))
    await indexDocument(ctx, id)
    const picture = { name: 'photo.png', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47) }
    await expect(replaceByFile(ctx, id, picture)).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ path: 'file', message: expect.stringContaining('picture') }],
    })
    await expect(replaceDocument(ctx, id, { url: 'http://localhost/' })).rejects.toMatchObject({
      fields: [{ path: 'url', message: expect.any(String) }],
    })
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', fileName: 'menu.html' })
  })

  it('twice before it is read has the last content, and nothing of the one between stays', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.html', menu('A', 'Cake at four.')))
    await indexDocument(ctx, id)
    await replaceByFile(ctx, id, upload('b.html', menu('B', 'Cake at five.')).upload)
    const [between = ''] = await stored(id)
    await replaceByFile(ctx, id, upload('c.html', menu('C', 'Cake at six.')).upload)
    expect(await ctx.blobs.get(between)).toBeNull()
    await indexDocument(ctx, id)
    expect(await found(ctx, 'cake')).toEqual(['Cake at six.'])
  })

  it('and deleted before it is read leaves neither content behind', async () => {
    const { ctx } = await rooms.newWorkspace()
    const { id } = await uploadDocument(ctx, upload('a.html', menu('A', 'Cake at four.')))
    await indexDocument(ctx, id)
    await replaceByFile(ctx, id, upload('b.html', menu('B', 'Cake at five.')).upload)
    const names = await stored(id)
    expect(new Set(names).size).toBe(2)
    await deleteDocument(ctx, id)
    for (const name of names) expect(await ctx.blobs.get(name)).toBeNull()
    expect(await found(ctx, 'cake')).toEqual([])
  })

  it('of another workspace does not exist', async () => {
    const [mine, theirs] = [await rooms.newWorkspace(), await rooms.newWorkspace()]
    const { id } = await uploadDocument(theirs.ctx, upload('a.txt', 'Cake.'))
    const other = upload('b.txt', 'Mine.').upload
    await expect(replaceByFile(mine.ctx, id, other)).rejects.toMatchObject({ kind: 'not_found' })
    await expect(replaceDocument(mine.ctx, id, { url: 'https://example.com/' })).rejects.toMatchObject({
      kind: 'not_found',
    })
  })
})
