import type { Answer } from '#local/emulators/lib/http.ts'
import { graphError } from '../../meta/emulator/answers.ts'

export const refuse = (code: number, subcode: number, message: string): Answer =>
  graphError({ code, subcode, message })
