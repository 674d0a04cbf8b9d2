export const nestsKey = ['nests'] as const
