/** The key of everything about characters' rules. */
export const automationKey = ['automation'] as const
