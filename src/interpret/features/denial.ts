import { fact } from '../lexeme/index.ts'
import type { Token } from '../token.ts'

const DENIERS = new Map<string, Set<string>>([
  [
    'fr',
    new Set(
      "pas jamais rien aucun aucune sans ni guere point personne nullement aucunement loin ne n' non".split(
        ' ',
      ),
    ),
  ],
  [
    'en',
    new Set(
      `not no never none nobody nothing neither nor without cannot cant dont doesnt didnt wont isnt wasnt arent werent
      couldnt wouldnt shouldnt hasnt havent aint can't don't doesn't didn't won't isn't wasn't aren't weren't couldn't
      wouldn't shouldn't hasn't haven't hadn't ain't nowhere hardly barely`.split(/\s+/),
    ),
  ],
])
const TURNS = new Set('mais but however cependant pourtant though although par contre'.split(' '))
/** Words that a denial reaches over. */
const REACH = 4

/** What a word does to denials: nothing, begin one, end one, or begin one that also reaches back. */
const PLAIN = 0
const DENIES = 1
const TURNS_BACK = 2
const DENIES_BACK = 3
const ROLES = new Map(
  [...DENIERS].map(([lang, deniers]) => [
    lang,
    fact(({ form }) => {
      if (TURNS.has(form)) return TURNS_BACK
      if (!deniers.has(form)) return PLAIN
      return form === 'pas' ? DENIES_BACK : DENIES
    }),
  ]),
)

let denied = new Uint8Array(512)

/**
 * Which tokens stand under a denial: up to four words after it in the same clause, and before a late "pas". One a token;
 * the array is longer, and used again by the next call.
 */
export function deniedAmong(tokens: Token[], lang: string): Uint8Array {
  if (denied.length < tokens.length) denied = new Uint8Array(tokens.length * 2)
  denied.fill(0, 0, tokens.length)
  const roleOf = ROLES.get(lang)
  if (!roleOf) return denied
  let left = 0
  let word = -1
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.kind === 'stop' || token?.kind === 'pause') left = 0
    if (token?.kind !== 'word') continue
    const role = roleOf(token.lexeme)
    if (role === TURNS_BACK) left = 0
    else if (role !== PLAIN) {
      left = REACH
      if (role === DENIES_BACK && word >= 0) denied[word] = 1
    } else if (left > 0) {
      denied[i] = 1
      left--
    }
    word = i
  }
  return denied
}
