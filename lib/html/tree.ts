import { Parser } from 'htmlparser2'
import { decodeFeed } from '../feed/index.ts'

export interface Element {
  /** Lower case. */
  name: string
  attributes: Record<string, string>
  children: (Element | string)[]
  parent: Element | undefined
}

/** Longest markup looked at, in UTF-16 units; what comes after is not there. */
const LONGEST = 3_000_000
const MOST_NODES = 150_000
/** Deeper elements are laid into the deepest that is kept: their words stay. */
const DEEPEST = 300

/** Thrown through the parser, which has no other way to be stopped. */
class Enough extends Error {}

/** A page as a tree, broken markup mended; bounded in length, nodes and depth whatever it is given. */
export function readHtml(html: string): Element {
  const root: Element = { name: '#root', attributes: {}, children: [], parent: undefined }
  let at = root
  let depth = 0
  let nodes = 0
  const count = () => {
    if (++nodes > MOST_NODES) throw new Enough()
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        count()
        if (++depth > DEEPEST) return
        const element = { name, attributes, children: [], parent: at }
        at.children.push(element)
        at = element
      },
      onclosetag() {
        if (depth-- <= DEEPEST && at.parent) at = at.parent
      },
      ontext(text) {
        count()
        at.children.push(text)
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  )
  try {
    parser.write(html.slice(0, LONGEST))
    parser.end()
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return root
}

/** The bytes of a page as text: by its own mark or the server's header, by what its head says, else as most do. */
export function decodeHtml(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const said = /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:+-]{1,40})/i.exec(head)?.[1]
  const claim = /charset\s*=/i.test(contentType) || !said ? contentType : `text/html; charset=${said}`
  try {
    return decodeFeed(bytes, claim).text
  } catch {
    // It names an encoding that nobody knows.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Every element under `root`, in the order of the page. */
export function* elementsIn(root: Element): Generator<Element> {
  const stack: (Element | string)[] = root.children.toReversed()
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at === 'string') continue
    yield at
    for (let i = at.children.length - 1; i >= 0; i--) stack.push(at.children[i] ?? '')
  }
}

/** How many characters of words an element holds, spaces counted once. */
export function lengthOf(element: Element): number {
  let length = 0
  const stack: (Element | string)[] = [element]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (typeof at === 'string') length += at.replace(/\s+/g, ' ').trim().length
    else for (const child of at.children) stack.push(child)
  }
  return length
}
