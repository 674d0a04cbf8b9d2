const REMEMBERED = 'chorus-notice-seconds'

/** How long a notice with its Undo may stand, in seconds; the longest is ten times the usual, as WCAG 2.2, 2.2.1 asks. */
export const NOTICE_SECONDS = [6, 20, 60] as const

/** Returns for how many seconds this browser shows a notice that something was done. */
export function noticeSeconds(): number {
  const kept = Number(localStorage.getItem(REMEMBERED))
  return NOTICE_SECONDS.find((one) => one === kept) ?? NOTICE_SECONDS[0]
}

export function keepNoticeSeconds(seconds: number): void {
  localStorage.setItem(REMEMBERED, String(seconds))
}
