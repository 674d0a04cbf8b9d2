/**
 * What is used of the renderer. Its own types bring those of React along, which declare an empty `HTMLElement` for the whole program.
 */

/** A part of a picture; styles are named as in CSS. */
export type Node = { style: Readonly<Record<string, string | number>> } & (
  | { type: 'text'; text: string }
  | { type: 'container'; children: readonly Node[] }
)

/** The compiled module, in the form in which this runtime starts it. */
export const compiled: unknown

export function init(options: { module_or_path: unknown }): Promise<unknown>

export class Renderer {
  /** Sizes are in pixels. */
  render(
    node: Node,
    options: { width: number; height: number; format: 'png' },
  ): Promise<Uint8Array<ArrayBuffer>>
  registerFont(font: { name: string; data: Uint8Array }): Promise<unknown>
}
