import type { RetrievalSet } from './q6-lines.ts'
import { english } from './q6-set-en.ts'
import { spanish } from './q6-set-es.ts'
import { french } from './q6-set-fr.ts'
import { simple } from './q6-set-simple.ts'

export const SETS: readonly RetrievalSet[] = [english, french, spanish, simple]
