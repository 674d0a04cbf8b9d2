/** Writes a list as people type it: with commas between. */
export const fromList = (values: readonly string[]): string => values.join(', ')

/** Reads a list that somebody typed. */
export const toList = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((value) => value.trim())
      .filter((value) => value !== ''),
  ),
]
