import type { Faq } from '../schemas.ts'

/** What is embedded of a question and answer: what people ask, not what they are told. */
export const faqText = ({ question, keywords }: Pick<Faq, 'question' | 'keywords'>): string =>
  [question, ...keywords].join('\n')
