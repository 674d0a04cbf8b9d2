import type { StarterLanguage } from '../schemas.ts'
import { en } from './starter.en.ts'
import { fr } from './starter.fr.ts'

/** What a new workspace begins with, so that nobody has to invent it first. All of it may be changed or deleted. */
export interface Starter {
  groups: readonly {
    name: string
    color: string
    topics: readonly { name: string; description: string; embeddingDescription: string }[]
  }[]
  audiences: readonly {
    name: string
    description: string
    jobTitles: readonly string[]
    painPoints: readonly string[]
    goals: readonly string[]
    vocabularyToUse: readonly string[]
    vocabularyToAvoid: readonly string[]
    tonePreferences: string
  }[]
  hookTypes: readonly { name: string; description: string; promptInstruction: string }[]
  structures: readonly { name: string; description: string }[]
}

export const STARTERS: Record<StarterLanguage, Starter> = { en, fr }
