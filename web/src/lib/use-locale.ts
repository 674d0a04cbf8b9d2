import { useTranslation } from 'react-i18next'

/** Returns the browser's locale for dates and numbers in the dashboard's language: 14:30 for `en-GB`, 2:30 PM for `en-US`. */
export function localeOf(language: string, browser: readonly string[]): string {
  return browser.find((tag) => tag.split('-')[0] === language) ?? language
}

export function useLocale(): string {
  const { i18n } = useTranslation()
  return localeOf(i18n.language, navigator.languages)
}
