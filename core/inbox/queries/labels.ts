import type { Db } from '#core/lib/kernel/db.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { known } from '../store/labels.ts'

/** Refuses labels that the workspace does not have, and keeps the others from being deleted to the end of the transaction. `path`: the field that names them. */
export async function demandLabels(
  tx: Db,
  { workspaceId, ids, path }: { workspaceId: string; ids: readonly string[]; path: string },
): Promise<void> {
  if (ids.length === 0) return
  if ((await known(tx, { workspaceId, ids })).length < new Set(ids).size)
    throw invalid('A label is not of this workspace.', [{ path, message: 'Choose a label that there is.' }])
}
