import { useEffect, useRef, useState } from 'react'
import type { Series } from '#core/publishing/schemas.ts'
import { viewerZone } from '../../../lib/format.ts'
import { isWholeSeries } from '../post-rules.ts'
import { type Draft, draftsOf, dropDraft, keepDraft } from './drafts.ts'
import { noRepeat, type Task, type Writing, writingOf } from './writing.ts'

const KEPT_ZONE = 'chorus-post-zone'

const begin = (task: Task, accountIds: string[], series: Series | null): Writing => {
  if (task.kind === 'edit') return writingOf(task.post, isWholeSeries(task.post) ? series : null)
  const { start } = task
  return {
    text: '',
    media: [],
    accountIds,
    variants: {},
    labels: [],
    campaignId: null,
    timezone: localStorage.getItem(KEPT_ZONE) ?? viewerZone(),
    repeat: noRepeat(start.at),
    skipped: [],
    added: [],
    ...start,
  }
}

/** Holds what is being written. A new post is kept in this browser with every change, until it is saved or discarded. */
export function useWriting(task: Task, workspaceId: string, accountIds: string[], series: Series | null) {
  const [first] = useState(() => begin(task, accountIds, series))
  const [writing, setWriting] = useState(first)
  const draftId = useRef<string>(crypto.randomUUID())
  const [others, setOthers] = useState<Draft[]>(() => (task.kind === 'new' ? draftsOf(workspaceId) : []))
  const touched = writing !== first
  useEffect(() => {
    if (task.kind === 'new' && touched)
      keepDraft(workspaceId, { id: draftId.current, writtenAt: Date.now(), writing })
  }, [task.kind, touched, workspaceId, writing])
  return {
    writing,
    touched,
    others,
    change: (change: Partial<Writing>) => setWriting((before) => ({ ...before, ...change })),
    /** Continues an earlier draft. */
    resume: (draft: Draft) => {
      draftId.current = draft.id
      // Drafts of older versions lack media, variants, added dates, labels and campaign.
      const { media = [], variants = {}, added = [], labels = [], campaignId = null } = draft.writing
      setWriting({ ...draft.writing, media, variants, added, labels, campaignId })
      setOthers([])
    },
    discard: (draft: Draft) => {
      dropDraft(workspaceId, draft.id)
      setOthers(draftsOf(workspaceId))
    },
    saved: () => {
      dropDraft(workspaceId, draftId.current)
      localStorage.setItem(KEPT_ZONE, writing.timezone)
    },
  }
}
