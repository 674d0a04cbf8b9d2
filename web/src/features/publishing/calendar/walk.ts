const POSTS = '.event-button, .post-event-shell'

/** Moves the focus up or down between the posts of a list or a grid. Returns whether there was one to go to. */
export function walk(from: HTMLElement, key: string): boolean {
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return false
  const buttons = [...(from.closest('[data-walk], ul')?.querySelectorAll<HTMLElement>(POSTS) ?? [])]
  const next = buttons[buttons.indexOf(from) + (key === 'ArrowDown' ? 1 : -1)]
  next?.focus()
  return next !== undefined
}
