import type { Writing } from './writing.ts'

/** An unsaved post, kept in this browser. */
export interface Draft {
  id: string
  /** Milliseconds since 1970. */
  writtenAt: number
  writing: Writing
}

const MOST = 5
const nameOf = (workspaceId: string): string => `chorus-post-drafts:${workspaceId}`

/** Lists the drafts, latest first. Drafts of an older version that cannot be read are dropped. */
export function draftsOf(workspaceId: string): Draft[] {
  const kept = localStorage.getItem(nameOf(workspaceId))
  if (kept === null) return []
  try {
    const drafts: unknown = JSON.parse(kept)
    return Array.isArray(drafts) ? drafts.filter(isDraft) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

/** Keeps a draft; drops it when its text is empty. */
export function keepDraft(workspaceId: string, draft: Draft): void {
  const others = draftsOf(workspaceId).filter(({ id }) => id !== draft.id)
  const empty = draft.writing.text.trim() === ''
  write(workspaceId, empty ? others : [draft, ...others].slice(0, MOST))
}

export function dropDraft(workspaceId: string, id: string): void {
  write(
    workspaceId,
    draftsOf(workspaceId).filter((draft) => draft.id !== id),
  )
}

function write(workspaceId: string, drafts: Draft[]): void {
  if (drafts.length === 0) localStorage.removeItem(nameOf(workspaceId))
  else localStorage.setItem(nameOf(workspaceId), JSON.stringify(drafts))
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null || !('writing' in value)) return false
  const { writing } = value
  return (
    typeof writing === 'object' &&
    writing !== null &&
    ['text', 'accountIds', 'at', 'timezone', 'repeat', 'skipped'].every((key) => key in writing)
  )
}
