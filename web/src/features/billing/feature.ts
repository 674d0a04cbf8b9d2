import { feature } from '../../lib/feature.ts'
import { billingKey } from './keys.ts'

/** The plan and the credits; their screen is a page of the settings. */
export const billing = feature({ routes: [], places: [], topics: { billing: () => [billingKey] } })
