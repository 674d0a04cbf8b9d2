import type { StopwordLanguage } from './stopwords.ts'

/** Phrases that the machine may say without a source, as they state nothing. Everything else in a reply needs a passage. */
export const PHRASES: Record<StopwordLanguage, { hello: string; offer: string }> = {
  en: { hello: 'Hello!', offer: 'How can I help you?' },
  fr: { hello: 'Bonjour !', offer: 'Comment puis-je vous aider ?' },
  es: { hello: '¡Hola!', offer: '¿En qué puedo ayudarle?' },
}
