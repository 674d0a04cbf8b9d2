import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../locales/en.json'
import type later from '../locales/later.en.json'
import { loadServerWords } from './server-words.ts'

export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

const REMEMBERED = 'chorus-language'
export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof later }
  }
}

/** The words of each language; only the language in use is loaded. */
const words: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/en.json'),
  fr: () => import('../locales/fr.json'),
}

/** The words of screens that few people open, not loaded on a first visit. */
const laterWords: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/later.en.json'),
  fr: () => import('../locales/later.fr.json'),
}
let wantsLater = false

/** Loads the later words, for a route's `beforeLoad`: its screen is drawn once they are there. */
export async function loadLaterWords(): Promise<void> {
  wantsLater = true
  const { language } = i18next
  if (isLanguage(language)) await addLaterWords(language)
}

async function addLaterWords(language: Language): Promise<void> {
  const { default: translation } = await laterWords[language]()
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
  const { default: translation } = await words[language]()
  i18next.addResourceBundle(language, 'translation', translation, true)
  if (wantsLater) await addLaterWords(language)
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
