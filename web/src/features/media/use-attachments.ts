import { queryOptions, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Medium } from '#core/media/schemas.ts'
import { api } from '../../lib/api.ts'

/** Maximum size of a file in the library. The server determines the type from the bytes. */
const UPLOAD_MAX_BYTES = 100 * 1024 * 1024

/** A file being uploaded to the library, uploaded, or failed. */
export interface Attachment {
  key: string
  file: File
  /** An object URL, for pictures only. */
  preview: string | null
  medium: Medium | null
  error: unknown
  tooLarge: boolean
}

/** Manages the files of the next message. They upload as soon as they are chosen, so that sending need not wait. */
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
      change(key, { medium: await api.upload('/v1/media', form, { idempotencyKey: key }), error: null })
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

/** Reads the limits of the account's platform, once: they change only with a version of Chorus. */
const capabilitiesQuery = (accountId: string | undefined) =>
  queryOptions({
    queryKey: ['accounts', 'capabilities', accountId],
    enabled: accountId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      api.get('/v1/accounts/{id}/capabilities', { params: { id: accountId ?? '' } }, signal),
  })

/** Returns the limits of a message; undefined until they are read. */
export const useMessageRules = (accountId: string | undefined) =>
  useQuery(capabilitiesQuery(accountId)).data?.messages ?? undefined

/** Returns the limits of a post on each of several accounts, as far as they are read. */
export const usePostRules = (accountIds: readonly string[]) =>
  useQueries({ queries: accountIds.map(capabilitiesQuery) }).flatMap(({ data }, index) => {
    const accountId = accountIds[index]
    return data?.posts && accountId ? [{ accountId, posts: data.posts }] : []
  })
