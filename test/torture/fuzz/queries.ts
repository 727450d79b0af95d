import type { Draw } from './draw.ts'
import { piece, textOf } from './texts.ts'

const TERMS = [
  'commande',
  'retard*',
  'ret*rd',
  '*tard',
  'r?tard',
  '=Orange',
  '"service client"',
  '"pas reçu*"',
  '«\u202flivraison rapide\u202f»',
  'L’Oréal',
  "d'Air",
  'S.N.C.F.',
  '#TGVMax',
  '#tgv*',
  '@sncf@mastodon.social',
  '@sn*',
  'title:lampe',
  'author:someone',
  'lang:fr',
  'channel:bluesky',
  'country:FR',
  'site:sncf.fr',
  'url:sncf',
  'sentiment:negative',
  'toxicity:>0.8',
  'followers:>1000',
  'rating:<=2',
  'intent:complaint',
  'topic:delivery',
  'has:link',
  'is:reply',
  'since:2026-11-01',
  'list:noms',
  'vol NEAR/5 annulé',
  'flight NEAR cancelled',
  '東京',
  '😍',
  'not',
  'et',
] as const

const JOINTS = [
  ' ',
  ' ',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' ET ',
  ' OU ',
  ' SAUF ',
  ' -',
  ' | ',
  ' NEAR/3 ',
  '',
  ' AND NOT ',
]

/** A query by the grammar, one that was spoilt, or no query at all. */
export function querySource(draw: Draw): string {
  if (draw.chance(0.15)) return textOf(draw)
  const written = expression(draw, draw.chance(0.05) ? 40 : 1 + draw.int(4))
  if (draw.chance(0.01))
    return Array.from({ length: draw.int(500) }, () => draw.of(TERMS)).join(draw.of(JOINTS))
  if (draw.chance(0.01)) return nested(draw, written)
  return draw.chance(0.35) ? spoilt(draw, written) : written
}

function expression(draw: Draw, depth: number): string {
  if (depth <= 0 || draw.chance(0.25)) return term(draw)
  const inner = expression(draw, depth - 1)
  const kind = draw.int(5)
  if (kind === 0) return `(${inner})`
  if (kind === 1) return `-(${inner})`
  if (kind === 2) return `(${inner}${draw.of(JOINTS)}${term(draw)})`
  return `${inner}${draw.of(JOINTS)}${term(draw)}`
}

function term(draw: Draw): string {
  const kind = draw.int(20)
  if (kind === 0) return piece(draw)
  if (kind === 1) return `"${textOf(draw).slice(0, 60)}"`
  if (kind === 2) return `${draw.of(['title', 'lang', 'from', 'Channel', 'é'])}:${piece(draw)}`
  return draw.of(TERMS)
}

/** Parentheses and exclusions in one another, as deep as a query may go, and far deeper. */
function nested(draw: Draw, source: string): string {
  const depth = draw.int(draw.chance(0.5) ? 40 : 2000)
  const open = draw.of(['(', '-(', 'NOT (', '(a OR '])
  return open.repeat(depth) + source + ')'.repeat(draw.chance(0.8) ? depth : draw.int(depth + 1))
}

function spoilt(draw: Draw, source: string): string {
  let text = source
  for (let left = 1 + draw.int(4); left > 0; left--) {
    const at = draw.int(text.length + 1)
    const to = Math.min(text.length, at + draw.int(3))
    text = text.slice(0, at) + (draw.chance(0.6) ? piece(draw) : '') + text.slice(to)
  }
  return text
}
