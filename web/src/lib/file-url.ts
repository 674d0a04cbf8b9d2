import { workspaceQuery } from './workspace-choice.ts'

/** Returns the address at which the browser loads an API file. The query names the workspace, since an element cannot set the header. */
export function fileUrl(url: string): string {
  const query = new URLSearchParams(workspaceQuery())
  return `/api${url}${query.size > 0 ? `?${query}` : ''}`
}
