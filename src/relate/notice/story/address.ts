/** Links of one post that are looked at. */
const MOST = 3
/** What says who shared it, and not what it is. */
const TRACKING =
  /^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|igsh|ref|ref_src|ref_url|s|si|t|xtor|cmpid|at_.*|_hs.*)$/i

/**
 * An address as it stands for what is behind it: without scheme, `www.` or `m.`, what follows who clicks, fragment and
 * final slash. Undefined where it is no address, or a site's front page, which everything links to.
 */
export function canonical(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  // What is left must be a host still: `m.example` is one.
  const host = url.host.replace(/^((www|m|mobile|amp)\.)+(?=[^.]+\.)/, '')
  const path = url.pathname.replace(/(\/(amp|index\.\w+)?)+$/, '')
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name))
  if (path === '' && kept.length === 0) return undefined
  const query = new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString()
  return `${host}${path}${query && `?${query}`}`
}

/** Without what ends a sentence or closes what the address does not open: an article's own address may end in `)`. */
function bare(link: string): string {
  const end = link.replace(/[.,;:!?…*_]+$/, '')
  const last = end.at(-1)
  const open = last === ')' ? '(' : last === ']' ? '[' : undefined
  if (!open) return end
  const balanced = end.split(open).length >= end.split(last ?? '').length
  return balanced ? end : bare(end.slice(0, -1))
}

/** What a text links to, each once. */
export function linksOf(text: string): string[] {
  const found = text.slice(0, 20_000).match(/https?:\/\/[^\s<>"'«»]+/g) ?? []
  const links = found.flatMap((link) => canonical(bare(link)) ?? [])
  return [...new Set(links)].slice(0, MOST)
}
