import { readXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** The references of a part of an office file: names of parts, and external addresses as they are. */
export interface Relations {
  byId: Map<string, string>
  /** By the last word of the type of relation. */
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

/** Resolves the name of a part that another part states. */
export const resolved = (from: string, target: string): string =>
  target === '' ? '' : (URL.parse(target, `file:///${from}`)?.pathname.slice(1) ?? '')
