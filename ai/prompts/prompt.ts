export interface Rendered {
  system: string
  user: string
}

/** How a task is put to a model. Raise the version with every change of wording: decisions record `name@version`. */
export interface Prompt<Input> {
  /** The task's. */
  name: string
  version: number
  /** Most tokens of an answer, thinking included: what is longer is cut, and a cut answer is a failure. */
  maxOutputTokens: number
  /** 0–1; sent to the models that take one. */
  temperature?: number
  render(input: Input): Rendered
}

/**
 * What others wrote, as a block that a prompt calls data: JSON with `<` escaped, so that no text in it can close its tag or
 * open another.
 */
export const section = (tag: string, data: unknown): string =>
  `<${tag}>\n${JSON.stringify(data).replaceAll('<', '\\u003c')}\n</${tag}>`
