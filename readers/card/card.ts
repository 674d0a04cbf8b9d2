import fonts from './fonts.json' with { type: 'json' }
import { compiled, init, type Node, Renderer } from './takumi.mjs'
import { isRightToLeft } from './writable.ts'

/** Words and looks of a card. */
export interface Card {
  text: string
  /** A line below it that says whose card it is, and that it is one. */
  footer: string
  /** In pixels. */
  width: number
  height: number
  /** Number of its look, from 0; beyond the last one it begins again. */
  look: number
}

const LOOKS = [
  { back: '#1f2a44', front: '#ffffff', quiet: '#c3cde0' },
  { back: '#f4ead5', front: '#2b2118', quiet: '#6b5a45' },
  { back: '#173f35', front: '#f7f4e9', quiet: '#b8d3c8' },
  { back: '#5b1f3b', front: '#fff4f7', quiet: '#e3bccb' },
  { back: '#e9eef5', front: '#16202e', quiet: '#4d5b70' },
] as const

/** The size of the letters of a square of 1,080 pixels, by the most characters that stand in it at that size. */
const SIZES: readonly (readonly [most: number, size: number])[] = [
  [60, 84],
  [140, 66],
  [260, 52],
  [400, 42],
]
const SMALLEST = 34
const SQUARE = 1080

/** Starts the renderer once: it compiles 4 MB, and reads the fonts, in a tenth of a second. */
let started: Promise<Renderer> | undefined
const start = async (): Promise<Renderer> => {
  await init({ module_or_path: compiled })
  const renderer = new Renderer()
  for (const [name, packed] of Object.entries(fonts))
    await renderer.registerFont({ name, data: Uint8Array.from(atob(packed), (char) => char.charCodeAt(0)) })
  return renderer
}

/** Draws a card with the fonts that ship with Chorus, which fetch nothing. Returns a PNG. */
export async function drawCard({
  text,
  footer,
  width,
  height,
  look,
}: Card): Promise<Uint8Array<ArrayBuffer>> {
  started ??= start()
  const renderer = await started
  return renderer.render(layout({ text, footer, look, scale: Math.min(width, height) / SQUARE }), {
    width,
    height,
    format: 'png',
  })
}

function layout({ text, footer, look, scale }: Omit<Card, 'width' | 'height'> & { scale: number }): Node {
  const { back, front, quiet } = LOOKS[look % LOOKS.length] ?? LOOKS[0]
  const size = SIZES.find(([most]) => [...text].length <= most)?.[1] ?? SMALLEST
  const direction = isRightToLeft(text) ? 'rtl' : 'ltr'
  const line = (words: string, fontSize: number, color: string, marginTop: number): Node => ({
    type: 'text',
    text: words,
    style: { fontSize: fontSize * scale, color, lineHeight: 1.35, textAlign: 'start', direction, marginTop },
  })
  return {
    type: 'container',
    style: {
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'center',
      width: '100%',
      height: '100%',
      padding: 96 * scale,
      backgroundColor: back,
      fontFamily: Object.keys(fonts).join(', '),
      direction,
    },
    children: [line(text, size, front, 0), line(footer, 28, quiet, 44 * scale)],
  }
}
