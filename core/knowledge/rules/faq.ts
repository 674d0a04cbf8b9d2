import type { Faq } from '../schemas.ts'

/** Returns the text that is embedded of a question and answer: the question and its keywords, without the answer. */
export const faqText = ({ question, keywords }: Pick<Faq, 'question' | 'keywords'>): string =>
  [question, ...keywords].join('\n')
