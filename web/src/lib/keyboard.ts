/** True on systems that use ⌘ in place of Ctrl. */
export const isMac: boolean = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)

/** Tests whether the key goes to a field, dialog or menu. Single letters are no commands there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') !==
    null
  )
}

/** Maximum time between two keys that belong together. */
const TOGETHER_MS = 1_000

/** Tracks a leader key, which changes the meaning of the next key. Times are those of the events, in ms since the page was opened. */
export function leader() {
  let pressedAt = Number.NEGATIVE_INFINITY
  return {
    press(at: number): void {
      pressedAt = at
    },
    /** Tests whether the pressed key follows the leader, and forgets the leader. */
    leads(at: number): boolean {
      const leads = at - pressedAt < TOGETHER_MS
      pressedAt = Number.NEGATIVE_INFINITY
      return leads
    },
  }
}
