/** What a site asks of programs that read it, as far as it concerns this one. */
export interface Robots {
  allows(path: string): boolean
  /** Seconds between two readings that it asks for. */
  delay: number
}

const LONGEST = 512 * 1024
const MOST_RULES = 2000
const LONGEST_DELAY = 3600

interface Rule {
  allow: boolean
  pattern: string
}

interface Group {
  agents: string[]
  rules: Rule[]
  delay: number
  closed: boolean
}

/** RFC 9309: the group that names this program, else the one for all; the longest rule that fits decides, and ties allow. */
export function readRobots(text: string, agent: string): Robots {
  const groups = groupsOf(text.slice(0, LONGEST))
  const name = agent.toLowerCase()
  const named = groups.filter((group) => group.agents.includes(name))
  const mine = named.length > 0 ? named : groups.filter((group) => group.agents.includes('*'))
  const rules = mine.flatMap((group) => group.rules)
  return {
    delay: Math.min(LONGEST_DELAY, Math.max(0, ...mine.map((group) => group.delay))),
    allows(path) {
      if (path === '/robots.txt') return true
      let best: Rule | undefined
      for (const rule of rules) {
        if (!fits(rule.pattern, path)) continue
        const longer = rule.pattern.length - (best?.pattern.length ?? -1)
        if (longer > 0 || (longer === 0 && rule.allow)) best = rule
      }
      return best?.allow ?? true
    },
  }
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  let rules = 0
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key = '', rest = ''] = /^\s*([a-z-]{1,20})\s*:(.*)$/i.exec(line.split('#')[0] ?? '') ?? []
    const value = rest.trim()
    const name = key.toLowerCase()
    const last = groups.at(-1)
    if (name === 'user-agent') {
      if (last && !last.closed) last.agents.push(value.toLowerCase())
      else groups.push({ agents: [value.toLowerCase()], rules: [], delay: 0, closed: false })
    } else if (last && (name === 'allow' || name === 'disallow')) {
      last.closed = true
      if (value !== '' && ++rules <= MOST_RULES) last.rules.push({ allow: name === 'allow', pattern: value })
    } else if (last && name === 'crawl-delay') {
      last.closed = true
      last.delay = Number(value) || 0
    }
  }
  return groups
}

/** `*` stands for anything and a final `$` for the end; in one pass, whatever the pattern. */
function fits(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  let from = 0
  for (const [i, piece] of pieces.entries()) {
    const last = i === pieces.length - 1
    if (i === 0) {
      if (!path.startsWith(piece)) return false
      from = piece.length
      if (last) return !anchored || path.length === piece.length
    } else if (last && anchored) {
      return path.length - piece.length >= from && path.endsWith(piece)
    } else {
      const at = path.indexOf(piece, from)
      if (at < 0) return false
      from = at + piece.length
    }
  }
  return true
}
