/** The key of everything about the team's engagement. */
export const engagementKey = ['engagement'] as const
