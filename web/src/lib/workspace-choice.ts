const REMEMBERED = 'chorus-workspace'

/**
 * The workspace of this page; null is the one joined first. It is remembered for the next visit, but an open page keeps its own:
 * a choice in one window must not send what is written in another to the wrong team.
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

/** Returns the header that names the workspace in every call of the API. */
export const workspaceHeader = (): Record<string, string> =>
  chosen === null ? {} : { 'x-workspace-id': chosen }

/** Returns the query that names the workspace, for sockets and links, which cannot set a header. */
export const workspaceQuery = (): Record<string, string> => (chosen === null ? {} : { workspace: chosen })
