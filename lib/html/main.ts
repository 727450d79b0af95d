import { select } from './selector.ts'
import { type Element, elementsIn, lengthOf } from './tree.ts'

/** What a page shows around what it says. */
const AROUND = new Set('nav footer aside menu dialog'.split(' '))
const ROLES_AROUND = new Set(
  'navigation banner contentinfo complementary search dialog alertdialog menu menubar tablist'.split(' '),
)
const UNSEEN = new Set(
  'script style noscript template head title iframe object embed svg math canvas select textarea button audio video map'.split(
    ' ',
  ),
)
const NOISE =
  /(^|[\s_-])(cookies?|consent|gdpr|rgpd|banner|breadcrumbs?|share|sharing|social|related|newsletter|subscribe|sidebar|popup|modal|toolbar|skip|advert|ads?|promo|comments?|pagination|site-header|site-footer|menu|navbar)([\s_-]|$)/i
/** Something named like noise that holds more of the page than this is no noise. */
const MOST_NOISE = 0.3
/** Of the page's words, what its own "main" must hold to be believed. */
const LEAST_MAIN = 0.3

/**
 * Where a page says what it says: navigation, banners, notices about cookies and whatever is hidden are left out. The tree
 * is pruned in place.
 */
export function mainOf(root: Element): Element {
  prune(root)
  const whole = lengthOf(root)
  for (const names of ['main, [role=main]', 'article']) {
    const found = select(root, names)
    const longest = found.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
    if (longest && lengthOf(longest) >= whole * LEAST_MAIN) {
      // Several articles beside each other are a list of which none is the page.
      if (names !== 'article' || found.length === 1 || lengthOf(longest) > whole * 0.6) return longest
    }
  }
  return root
}

function prune(root: Element): void {
  remove(root, isUnwanted)
  const whole = Math.max(1, lengthOf(root))
  remove(
    root,
    (element) =>
      NOISE.test(`${element.attributes.id ?? ''} ${element.attributes.class ?? ''}`) &&
      lengthOf(element) < whole * MOST_NOISE,
  )
  remove(root, (element) => (element.name === 'ul' || element.name === 'ol') && isMenu(element))
}

/** Takes out what no reader sees. */
export function pruneUnseen(root: Element): void {
  remove(root, isUnseen)
}

/** In one pass over the tree, however much there is to take out. */
function remove(root: Element, unwanted: (element: Element) => boolean): void {
  for (const element of [root, ...elementsIn(root)]) {
    // Two words that it stood between are not one.
    element.children = element.children.map((child) =>
      typeof child !== 'string' && unwanted(child) ? ' ' : child,
    )
  }
}

function isUnseen({ name, attributes }: Element): boolean {
  return (
    UNSEEN.has(name) ||
    attributes.hidden !== undefined ||
    attributes['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '')
  )
}

function isUnwanted(element: Element): boolean {
  const { name, attributes } = element
  if (isUnseen(element) || AROUND.has(name)) return true
  if (ROLES_AROUND.has(attributes.role ?? '')) return true
  return name === 'header' && !holds(element, ['main', 'article'])
}

/** The header of an article has its title; that of the site has the site's. */
function holds(element: Element, names: string[]): boolean {
  for (let at = element.parent; at; at = at.parent) if (names.includes(at.name)) return true
  return false
}

/** A list of nothing but links leads elsewhere. */
function isMenu(list: Element): boolean {
  const items = list.children.filter((child): child is Element => typeof child !== 'string')
  if (items.length < 4) return false
  const words = lengthOf(list)
  let linked = 0
  for (const element of elementsIn(list)) if (element.name === 'a') linked += lengthOf(element)
  return words > 0 && linked / words > 0.9 && words / items.length < 60
}
