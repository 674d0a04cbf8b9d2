import type { Db } from '#core/lib/kernel/db.ts'
import { ctaById, notesOfTopic, presetById, resourceById, templateById } from '#core/taxonomy/queries.ts'
import type { Draft } from '../store/drafts.ts'

/** An id that no row has, for a query that stands in a batch whether or not there is something to read. */
export const NONE = '00000000-0000-0000-0000-000000000000'

/** Reads what a draft is written with. */
export const kitQueries = (db: Db, { workspaceId, ...draft }: Draft) =>
  [
    templateById(db, { workspaceId, id: draft.templateId ?? NONE }),
    presetById(db, { workspaceId, id: draft.presetId ?? NONE }),
    ctaById(db, { workspaceId, id: draft.ctaId ?? NONE }),
    resourceById(db, { workspaceId, id: draft.resourceId ?? NONE }),
    notesOfTopic(db, { workspaceId, id: draft.topicId ?? NONE }),
  ] as const
