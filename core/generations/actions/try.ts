import type { Ctx } from '#core/lib/kernel/context.ts'
import type { GenerationRow, ItemRow } from '../store/generations.ts'
import type { Held } from '../store/items.ts'

/** One try to make an item, and how far it has come. */
export interface Try extends GenerationRow {
  item: ItemRow
  held: Held
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
