import { shifted } from '../inline.ts'
import type { Attributes } from '../xml.ts'

interface Node {
  name: string
  value: string
  children: Node[]
  text: string
}

const DEPTH_MAX = 60
const NODES_MAX = 20_000

/** A formula of Office (OMML), read part by part and written in one line: `(a+b)/c`, `√(x²+1)`. */
export class Formula {
  readonly #root: Node = { name: 'm:oMath', value: '', children: [], text: '' }
  readonly #open: Node[] = [this.#root]
  #count = 0
  /** Parts of it were too deep or too many, and were left out. */
  isCut = false

  open(name: string, attributes: Attributes): void {
    const node: Node = { name, value: attributes['m:val'] ?? '', children: [], text: '' }
    if (++this.#count < NODES_MAX && this.#open.length < DEPTH_MAX) this.#open.at(-1)?.children.push(node)
    else this.isCut = true
    this.#open.push(node)
  }

  text(text: string): void {
    const node = this.#open.at(-1)
    if (node?.name === 'm:t' || node?.name === 'w:t') node.text += text
  }

  close(): void {
    this.#open.pop()
  }

  toString(): string {
    return said(this.#root).replace(/\s+/g, ' ').trim()
  }
}

const part = (node: Node, name: string): Node | undefined =>
  node.children.find((child) => child.name === name)
const saidOf = (node: Node, name: string): string => {
  const found = part(node, name)
  return found ? said(found) : ''
}
const all = (node: Node): string => node.children.map(said).join('')
/** Puts a text of more than one part in brackets. */
const held = (text: string): string => (/^[\p{L}\p{N}.,√∞]*$/u.test(text) ? text : `(${text})`)
const property = (node: Node, name: string): string | undefined =>
  node.children.find((child) => child.name.endsWith('Pr'))?.children.find((child) => child.name === name)
    ?.value

function said(node: Node): string {
  switch (node.name) {
    case 'm:t':
    case 'w:t':
      return node.text
    case 'm:f':
      return `${held(saidOf(node, 'm:num'))}/${held(saidOf(node, 'm:den'))}`
    case 'm:sSup':
      return raised(saidOf(node, 'm:e'), saidOf(node, 'm:sup'), 'up')
    case 'm:sSub':
      return raised(saidOf(node, 'm:e'), saidOf(node, 'm:sub'), 'down')
    case 'm:sSubSup':
      return raised(raised(saidOf(node, 'm:e'), saidOf(node, 'm:sub'), 'down'), saidOf(node, 'm:sup'), 'up')
    case 'm:rad': {
      const degree = saidOf(node, 'm:deg').trim()
      return `${degree === '' ? '' : shifted('', degree, 'up').replace(/^\^/, '')}√${held(saidOf(node, 'm:e'))}`
    }
    case 'm:nary': {
      const [from, to] = [saidOf(node, 'm:sub'), saidOf(node, 'm:sup')]
      const range = from + to === '' ? '' : `(${[from, to].filter(Boolean).join('…')}) `
      return `${property(node, 'm:chr') ?? '∫'}${range}${saidOf(node, 'm:e')}`
    }
    case 'm:d':
      return `${property(node, 'm:begChr') ?? '('}${node.children
        .filter(({ name }) => name === 'm:e')
        .map(said)
        .join(', ')}${property(node, 'm:endChr') ?? ')'}`
    case 'm:func':
      return `${saidOf(node, 'm:fName')} ${held(saidOf(node, 'm:e'))}`
    case 'm:eqArr':
    case 'm:m':
      return node.children
        .filter(({ name }) => !name.endsWith('Pr'))
        .map(said)
        .join('; ')
    case 'm:mr':
      return node.children.map(said).join(', ')
    default:
      return node.name.endsWith('Pr') ? '' : all(node)
  }
}

const raised = (base: string, piece: string, way: 'up' | 'down'): string =>
  held(base) + shifted('', piece, way)
