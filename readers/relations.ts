import { readXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** What a part of an office file refers to: names of parts, and addresses elsewhere as they are. */
export interface Relations {
  byId: Map<string, string>
  /** By the last word of the relation’s type. */
  byType: Map<string, string>
}

export async function relationsOf(archive: Archive, part: string): Promise<Relations> {
  const at = part.lastIndexOf('/') + 1
  const relations: Relations = { byId: new Map(), byType: new Map() }
  await readXml(archive.read(`${part.slice(0, at)}_rels/${part.slice(at)}.rels`), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship') return
      const isElsewhere = TargetMode === 'External'
      relations.byId.set(Id, isElsewhere ? Target : resolved(part, Target))
      if (!isElsewhere) relations.byType.set(Type.slice(Type.lastIndexOf('/') + 1), resolved(part, Target))
    },
    text: () => undefined,
    close: () => undefined,
  })
  return relations
}

/** A part’s name, as another one states it. */
export const resolved = (from: string, target: string): string =>
  target === '' ? '' : (URL.parse(target, `file:///${from}`)?.pathname.slice(1) ?? '')
