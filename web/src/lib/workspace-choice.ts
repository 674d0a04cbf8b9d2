const REMEMBERED = 'chorus-workspace'

/**
 * The workspace that this page acts in; null is the one joined first. Remembered for the next visit, but an open page
 * keeps its own: a choice in one window must not send what is written in another to the wrong team.
 */
let chosen: string | null = globalThis.localStorage?.getItem(REMEMBERED) ?? null

export const chosenWorkspace = (): string | null => chosen

export function chooseWorkspace(id: string): void {
  chosen = id
  localStorage.setItem(REMEMBERED, id)
}

export function forgetWorkspace(): void {
  chosen = null
  localStorage.removeItem(REMEMBERED)
}

/** The header that names it in every call of the API. */
export const workspaceHeader = (): Record<string, string> =>
  chosen === null ? {} : { 'x-workspace-id': chosen }

/** The same for what cannot set a header: a socket, a link. */
export const workspaceQuery = (): Record<string, string> => (chosen === null ? {} : { workspace: chosen })
