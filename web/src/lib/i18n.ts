import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type en from '../locales/en.json'

export const LANGUAGES = ['en', 'fr'] as const
export type Language = (typeof LANGUAGES)[number]

const REMEMBERED = 'chorus-language'
export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

/** Only the words of the language in use are loaded. */
const words: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('../locales/en.json'),
  fr: () => import('../locales/fr.json'),
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
  i18next.addResourceBundle(language, 'translation', translation)
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
