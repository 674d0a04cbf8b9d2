import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../locales/en.json'
import type later from '../locales/later.en.json'
import { loadServerWords } from './server-words.ts'

export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

const REMEMBERED = 'chorus-language'
export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** The words that a screen loads with itself, by the feature whose they are. A feature adds its own by declaring them (AGENTS.md). */
export interface Words {
  later: typeof later
}

type All<T> = (T extends unknown ? (each: T) => void : never) extends (each: infer Each) => void
  ? Each
  : never

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & All<Words[keyof Words]> }
  }
}

/** A file of words in each language; only the language in use is loaded. */
type Files = Readonly<Record<Language, () => Promise<{ default: object }>>>

/** The words that every screen has. */
const FIRST: Files = {
  en: () => import('../locales/en.json'),
  fr: () => import('../locales/fr.json'),
}

/** Files that an open screen has asked for: another language needs them too. */
const wanted = new Set<Files>()

/** Makes the loader of a feature's words, for a route's `beforeLoad`: its screen is drawn once they are there. */
export const wordsOf = (files: Files) => async (): Promise<void> => {
  wanted.add(files)
  const { language } = i18next
  if (isLanguage(language)) await add(files, language)
}

/** Loads the words of screens that few people open. */
export const loadLaterWords = wordsOf({
  en: () => import('../locales/later.en.json'),
  fr: () => import('../locales/later.fr.json'),
})

async function add(files: Files, language: Language): Promise<void> {
  const { default: translation } = await files[language]()
  i18next.addResourceBundle(language, 'translation', translation, true)
}

export async function startI18n(): Promise<i18n> {
  const instance = i18next.use(initReactI18next)
  await instance.init({ resources: {}, fallbackLng: false, interpolation: { escapeValue: false } })
  await speak(preferredLanguage(localStorage.getItem(REMEMBERED), navigator.languages))
  return instance
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, language)
  await speak(language)
}

async function speak(language: Language): Promise<void> {
  await Promise.all([FIRST, ...wanted].map((files) => add(files, language)))
  if (language === 'fr') await loadServerWords()
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export function preferredLanguage(remembered: string | null, browser: readonly string[]): Language {
  if (isLanguage(remembered)) return remembered
  for (const tag of browser) {
    const language = tag.split('-')[0]
    if (isLanguage(language)) return language
  }
  return 'en'
}
