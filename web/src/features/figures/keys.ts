export const figuresKey = ['figures'] as const
