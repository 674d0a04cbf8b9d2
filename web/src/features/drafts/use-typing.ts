import { useEffect, useRef, useState } from 'react'
import type { Draft } from '#core/drafts/schemas.ts'
import { type DraftWork, saveBody } from './api.ts'

const SAVE_AFTER_MS = 800
/** No draft has this revision: what is typed since is joined with what others wrote before it is saved. */
const OUTDATED = 0

/** A text that is being typed, and the words that it began from. */
export interface Typing {
  text: string
  base: { body: string; revision: number }
}

/** The two texts that two people made of the same words. */
export interface Clashing {
  mine: string
  theirs: Draft
}

/**
 * Saves what is typed a moment later, or when the screen is left. What others wrote meanwhile is joined with it; where both changed the
 * same words, `clash` holds both texts until `settle` names the one to go on with (null: theirs).
 */
export function useTyping(draft: Draft, { mutate }: DraftWork) {
  const { id } = draft
  const [typing, setTyping] = useState<Typing | null>(null)
  const [clash, setClash] = useState<Clashing | null>(null)
  const latest = useRef<Typing | null>(null)
  const sent = useRef<Typing | null>(null)
  const change = useRef((next: Typing | null) => {
    latest.current = next
    setTyping(next)
  }).current
  const save = useRef(() => {
    const now = latest.current
    if (!now || sent.current === now) return
    sent.current = now
    let clashed = false
    const onClash = (found: Clashing) => {
      clashed = true
      setClash(found)
      change(null)
    }
    mutate(() => saveBody(id, now, onClash), {
      onSuccess: (saved) => {
        const typed = latest.current
        if (clashed || !typed) return
        if (typed === now) return change(null)
        const revision = saved.body === now.text ? saved.revision : OUTDATED
        change({ text: typed.text, base: { body: now.text, revision } })
      },
      // Another change, or another try, sends it again.
      onError: () => {
        sent.current = null
      },
    })
  }).current

  useEffect(() => {
    if (typing === null) return
    const timer = setTimeout(save, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typing, save])
  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && save()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      save()
    }
  }, [save])

  return {
    typed: typing?.text ?? null,
    type: (text: string) => change({ text, base: typing?.base ?? draft }),
    clash,
    settle: (text: string | null) => {
      if (clash && text !== null) change({ text, base: clash.theirs })
      setClash(null)
    },
  }
}
