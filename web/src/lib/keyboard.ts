/** Where ⌘ does what Ctrl does elsewhere. */
export const isMac: boolean = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)

/** Single letters are commands only while nobody is writing, and never under an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') !==
    null
  )
}

/** Two keys within this belong together. */
const TOGETHER_MS = 1_000

/** A key that makes the next one mean something else. Times are those of the events, in ms since the page was opened. */
export function leader() {
  let pressedAt = Number.NEGATIVE_INFINITY
  return {
    press(at: number): void {
      pressedAt = at
    },
    /** Whether the key that is pressed now follows it; the next one does not any more. */
    leads(at: number): boolean {
      const leads = at - pressedAt < TOGETHER_MS
      pressedAt = Number.NEGATIVE_INFINITY
      return leads
    },
  }
}
