import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '../../lib/feed.ts'
import { uploadFile } from './api.ts'

export const FILE_MAX_BYTES = 25 * 1024 * 1024

/** A file that is being uploaded, or whose upload failed. An uploaded file is a document. */
export interface Sending {
  key: string
  file: File
  error: unknown
  tooLarge: boolean
  /** The share uploaded so far, 0–1. */
  share: number
}

/** Uploads files one after another: a phone's connection is no faster for six at once. */
export function useUploads() {
  const queryClient = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const drop = (key: string) => setSending((before) => before.filter((one) => one.key !== key))
  const told = (key: string) => (share: number) =>
    setSending((before) => before.map((one) => (one.key === key ? { ...one, share } : one)))
  const send = async ({ key, file, tooLarge }: Sending) => {
    if (tooLarge) return
    try {
      await uploadFile(file, { idempotencyKey: key, onProgress: told(key) })
      await queryClient.invalidateQueries({ queryKey: keys.documents })
      drop(key)
    } catch (error) {
      setSending((before) => before.map((one) => (one.key === key ? { ...one, error } : one)))
    }
  }
  const start = async (files: readonly File[]) => {
    const added = files.map((file) => ({
      key: crypto.randomUUID(),
      file,
      error: null,
      tooLarge: file.size > FILE_MAX_BYTES,
      share: 0,
    }))
    setSending((before) => [...added, ...before])
    for (const one of added) await send(one)
  }
  const retry = (one: Sending) => {
    setSending((before) =>
      before.map((other) => (other.key === one.key ? { ...one, error: null, share: 0 } : other)),
    )
    return send({ ...one, error: null })
  }
  return { sending, start, retry, drop }
}

export type Uploads = ReturnType<typeof useUploads>
