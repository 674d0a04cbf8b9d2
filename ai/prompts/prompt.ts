export interface Rendered {
  system: string
  user: string
}

/** The wording of a task for a model. Raise the version with every change: decisions record `name@version`. */
export interface Prompt<Input> {
  /** The task's name. */
  name: string
  version: number
  /** The most tokens of an answer, including thinking. A longer answer is cut, and a cut answer is a failure. */
  maxOutputTokens: number
  /** 0–1; sent only to models that accept it. */
  temperature?: number
  render(input: Input): Rendered
}

/**
 * Writes text of other people as a block that a prompt declares to be data: JSON with `<` escaped, so that no text in it can
 * close its tag or open another.
 */
export const section = (tag: string, data: unknown): string =>
  `<${tag}>\n${JSON.stringify(data).replaceAll('<', '\\u003c')}\n</${tag}>`
