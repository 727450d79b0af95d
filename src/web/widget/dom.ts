type Child = Node | string | null | undefined | false

/** An element with its attributes and children; `on…` are listeners, a `true` attribute is bare, a `false` one absent. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | undefined | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value)
  }
  put(node, ...children)
  return node
}

/** Text only ever goes in as text: what strangers and colleagues write is never markup here. */
export function put(node: Element, ...children: Child[]): void {
  node.replaceChildren(
    ...children.filter((one): one is Node | string => one !== null && one !== undefined && one !== false),
  )
}

const SHAPES = {
  chat: 'M4 5h16v11H9l-5 4z',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12l16-8-6 16-3-7z',
  clip: 'M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l7-7',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
}

/** A drawing of ours; the words stand beside it or in the button's name. */
export function icon(name: keyof typeof SHAPES): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
    width: '22',
    height: '22',
  }))
    svg.setAttribute(key, value)
  path.setAttribute('d', SHAPES[name])
  svg.append(path)
  return svg
}
