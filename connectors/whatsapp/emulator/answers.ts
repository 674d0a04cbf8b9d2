import { type GraphError, graphError as ofMeta } from '../../meta/emulator/answers.ts'
import { manifest } from '../manifest.ts'

export const graphError = (error: GraphError) => ofMeta({ ...error, product: manifest.id })
