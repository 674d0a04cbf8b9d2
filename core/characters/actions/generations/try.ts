import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import type { MediumRow } from '#core/media/queries.ts'
import type { Held } from '../../store/generation-items.ts'
import type { GenerationRow, ItemRow } from '../../store/generations.ts'

/** The part of the library of media that a generation needs. */
export interface Library {
  /** Adds a stored file in a transaction. @throws AppError where there is no room for it */
  place(tx: Db, ctx: Ctx, medium: Omit<MediumRow, 'createdAt' | 'updatedAt' | 'removedAt'>): Promise<unknown>
}

/** One try to make an item, and how far it has come. */
export interface Try extends GenerationRow {
  item: ItemRow
  held: Held
  library: Library
  /** Something that is paid has been asked. */
  asked: boolean
  /** The answer is stored: whatever happens next, it is not asked again. */
  stored: boolean
}

/** Another try changes nothing. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp'
}

/** It was not made, and another try may succeed. */
export class NotMade extends Error {
  override readonly name = 'NotMade'
}

/** It may have been made, and paid: only a person has it asked again. */
export class Lost extends Error {
  override readonly name = 'Lost'
}

/** Returns the key of the file under which an answer is stored. */
export const objectNameOf = ({ workspaceId }: Pick<Ctx, 'workspaceId'>, mediumId: string): string =>
  `media/${workspaceId}/${mediumId}`
