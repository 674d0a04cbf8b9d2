import { companyEndpoints } from '../api/routes/companies.ts'
import type { Domain } from '../domain.ts'

/** What is taken to pages is published by the publisher: nothing here has a queue of its own. */
export const companies: Domain = { endpoints: companyEndpoints }
