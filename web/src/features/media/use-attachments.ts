import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Medium } from '#core/media/schemas.ts'
import { api } from '../../lib/api.ts'

/** What the library takes at most; what it is, its bytes tell the server. */
const UPLOAD_MAX_BYTES = 100 * 1024 * 1024

/** A file on its way into the library, in it, or one that did not get there. */
export interface Attachment {
  key: string
  file: File
  /** For pictures, of the page's own memory. */
  preview: string | null
  medium: Medium | null
  error: unknown
  tooLarge: boolean
}

/** Files that are to go with the next message. They are uploaded at once, so that sending waits for nothing. */
export function useAttachments() {
  const [list, setList] = useState<readonly Attachment[]>([])
  const [asDocument, setAsDocument] = useState(false)
  const shown = useRef(new Set<string>())
  useEffect(() => () => shown.current.forEach(URL.revokeObjectURL), [])

  const change = (key: string, to: Partial<Attachment>) =>
    setList((before) => before.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const upload = async ({ key, file }: Attachment) => {
    const form = new FormData()
    form.append('file', file)
    try {
      change(key, { medium: await api.upload('/v1/media', form), error: null })
    } catch (error) {
      change(key, { error })
    }
  }
  const add = async (files: readonly File[]) => {
    const added = files.map((file): Attachment => {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
      if (preview) shown.current.add(preview)
      const tooLarge = file.size > UPLOAD_MAX_BYTES
      return { key: crypto.randomUUID(), file, preview, medium: null, error: null, tooLarge }
    })
    setList((before) => [...before, ...added])
    for (const one of added) if (!one.tooLarge) await upload(one)
  }
  return {
    list,
    asDocument,
    setAsDocument,
    maxBytes: UPLOAD_MAX_BYTES,
    add: (files: readonly File[]) => void add(files),
    retry: (one: Attachment) => {
      change(one.key, { error: null })
      void upload(one)
    },
    remove: (key: string) => setList((before) => before.filter((one) => one.key !== key)),
    clear: () => {
      setList([])
      setAsDocument(false)
    },
  }
}
export type Attachments = ReturnType<typeof useAttachments>

/** What the account's platform takes: asked once, for it changes with a version of Chorus alone. */
const capabilitiesQuery = (accountId: string | undefined) =>
  queryOptions({
    queryKey: ['accounts', 'capabilities', accountId],
    enabled: accountId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      api.get('/v1/accounts/{id}/capabilities', { params: { id: accountId ?? '' } }, signal),
  })

/** Of a message; undefined until it is known. */
export const useMessageRules = (accountId: string | undefined) =>
  useQuery(capabilitiesQuery(accountId)).data?.messages ?? undefined

/** Of a post on each of several accounts, those that are known by now. */
export const usePostRules = (accountIds: readonly string[]) =>
  useQueries({ queries: accountIds.map(capabilitiesQuery) }).flatMap(({ data }) => data?.posts ?? [])
