import { workspaceQuery } from './workspace-choice.ts'

/** Where the browser finds bytes that the API names: an element cannot send the header that names the workspace. */
export function fileUrl(url: string): string {
  const query = new URLSearchParams(workspaceQuery())
  return `/api${url}${query.size > 0 ? `?${query}` : ''}`
}
