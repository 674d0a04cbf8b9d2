import { clusterEndpoints } from '../api/routes/clusters.ts'
import type { Domain } from '../domain.ts'

export const clusters: Domain = { endpoints: clusterEndpoints }
