import type { Language } from '#core/knowledge/schemas.ts'

/** What the machine says about itself, in the contact's language; the others get English. */
const WORDS: Record<'en' | 'fr' | 'es', { optedOut: string; disclosure: (workspace: string) => string }> = {
  en: {
    optedOut: 'You will get no more automatic messages here. Write START to get them again.',
    disclosure: (workspace) =>
      `This is an automatic answer from ${workspace}. Write “agent” to reach a person.`,
  },
  fr: {
    optedOut: 'Vous ne recevrez plus de messages automatiques ici. Écrivez START pour en recevoir à nouveau.',
    disclosure: (workspace) =>
      `Ceci est une réponse automatique de ${workspace}. Écrivez « agent » pour joindre une personne.`,
  },
  es: {
    optedOut: 'No recibirá más mensajes automáticos aquí. Escriba START para volver a recibirlos.',
    disclosure: (workspace) =>
      `Esta es una respuesta automática de ${workspace}. Escriba «agente» para hablar con una persona.`,
  },
}

const wordsOf = (language: Language | null) => WORDS[language === 'fr' || language === 'es' ? language : 'en']

export const optedOutNotice = (language: Language | null): string => wordsOf(language).optedOut

/** What stands where a workspace has chosen no words of its own. */
export const standardDisclosure = (workspace: string): string => WORDS.en.disclosure(workspace)

/** The first answer of a machine says that it is one, in the workspace's words where it has chosen some. */
export const disclosed = (
  reply: string,
  { words, workspace, language }: { words: string; workspace: string; language: Language | null },
): string => `${words.trim() || wordsOf(language).disclosure(workspace)}\n\n${reply}`
