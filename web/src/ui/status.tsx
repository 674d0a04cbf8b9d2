import type { ReactNode } from 'react'

/** How much attention a state needs: none yet, none any more, a look, or an act. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'machine'

/** All states of everything that Chorus sends, stores or receives, so that a colour means the same on every screen. */
const TONES: Record<string, Tone> = {
  queued: 'info',
  sending: 'info',
  publishing: 'info',
  processing: 'info',
  pending: 'info',
  started: 'info',
  sent: 'success',
  published: 'success',
  indexed: 'success',
  processed: 'success',
  success: 'success',
  active: 'success',
  waiting: 'warning',
  awaiting_approval: 'warning',
  partial: 'warning',
  unknown: 'warning',
  needs_person: 'warning',
  unassigned: 'warning',
  escalated: 'warning',
  expired: 'warning',
  failed: 'danger',
  revoked: 'danger',
}

export const toneOf = (status: string): Tone => TONES[status] ?? 'neutral'

export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="status" data-tone={tone}>
      <span className="status-dot" aria-hidden="true" />
      {children}
    </span>
  )
}
