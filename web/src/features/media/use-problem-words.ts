import { useTranslation } from 'react-i18next'
import { fileSize } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import type { AttachmentProblem } from './attachment-problem.ts'

/** Returns the words for a reason why a platform would refuse files. */
export function useProblemWords(): (problem: AttachmentProblem) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  return ({ code, count = 0, format, name, maxBytes }) =>
    t(`attach.problem.${code}`, {
      count,
      format,
      name,
      max: maxBytes === undefined ? '' : fileSize(maxBytes, locale),
    })
}
