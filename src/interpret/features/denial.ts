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
const NONE = new Uint8Array(0)

/** Which tokens stand under a denial: up to four words after it in the same clause, and before a late "pas". */
export function deniedAmong(tokens: Token[], lang: string): Uint8Array {
  const deniers = DENIERS.get(lang)
  if (!deniers) return NONE
  const denied = new Uint8Array(tokens.length)
  let left = 0
  let word = -1
  tokens.forEach((token, i) => {
    if (token.kind === 'stop' || token.kind === 'pause') left = 0
    if (token.kind !== 'word') return
    if (TURNS.has(token.form)) left = 0
    else if (deniers.has(token.form)) {
      left = REACH
      if (token.form === 'pas' && word >= 0) denied[word] = 1
    } else if (left > 0) {
      denied[i] = 1
      left--
    }
    word = i
  })
  return denied
}
