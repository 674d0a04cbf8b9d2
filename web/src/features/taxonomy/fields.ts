import type { Entry, Kind, Written } from './api.ts'

/** How a field of an entry is written: on one line, in a text, as a list by commas, as a colour, or chosen among the groups. */
export type FieldKind = 'line' | 'text' | 'list' | 'color' | 'group'

interface FieldsOf {
  readonly [name: string]: FieldKind
}

/** The fields of each kind, in their order in the form. */
export const FIELDS = {
  'topic-groups': { name: 'line', color: 'color' },
  topics: { name: 'line', groupId: 'group', description: 'text', embeddingDescription: 'text' },
  audiences: {
    name: 'line',
    description: 'text',
    jobTitles: 'list',
    painPoints: 'list',
    goals: 'list',
    vocabularyToUse: 'list',
    vocabularyToAvoid: 'list',
    tonePreferences: 'text',
  },
  'hook-types': { name: 'line', description: 'text', promptInstruction: 'text' },
  'post-structures': { name: 'line', description: 'text' },
} as const satisfies Record<Kind, FieldsOf>

const FIRST_COLOR = '#0b7285'

/** Returns the values of a form, as typed: empty for a new entry. */
export function typedOf(kind: Kind, entry: Entry | null): Record<string, string> {
  const values: Record<string, unknown> = { ...entry }
  return Object.fromEntries(
    Object.entries(FIELDS[kind]).map(([name, field]: [string, FieldKind]) => {
      const value = values[name]
      if (Array.isArray(value)) return [name, value.join(', ')]
      return [name, typeof value === 'string' ? value : field === 'color' ? FIRST_COLOR : '']
    }),
  )
}

/** Returns what the API is sent for what was typed. A list ends its items by commas or lines. */
export const writtenOf = (kind: Kind, typed: Readonly<Record<string, string>>): Written =>
  Object.fromEntries(
    Object.entries(FIELDS[kind]).map(([name, field]: [string, FieldKind]) => {
      const value = (typed[name] ?? '').trim()
      if (field === 'group') return [name, value || null]
      if (field !== 'list') return [name, value]
      return [
        name,
        value
          .split(/[,\n]/)
          .map((item) => item.trim())
          .filter(Boolean),
      ]
    }),
  )
