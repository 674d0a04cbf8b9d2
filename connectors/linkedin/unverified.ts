/** Facts that LinkedIn's documentation does not confirm, in one place. */

/** The newest version that was seen in the documentation. */
export const API_VERSION = '202608'
/** Versions live twelve months; the days of the earlier ones lie between the 15th and the 17th. */
export const API_VERSION_ENDS_ON = '2027-08-16'

/** The roles that may post for an organisation, as `organizationAcls` names them. */
export const POSTING_ROLES = ['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR']

/*
 * Two more facts have no name of their own: an element of `organizationAcls` holds the organisation's URN in `organization`
 * (`wire/people.ts`), and refreshing does not replace the refresh token, on which a member and their pages that share one rely (`tokens`
 * in `index.ts`).
 */
