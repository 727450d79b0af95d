import { baseOf, endsOf, isPattern } from '../words/mark.ts'

/**
 * How many documents have a word, as a share, before any document was seen: the words that the languages most spoken on
 * public networks use all the time, then a guess by length. Only the order matters, and the matcher learns the rest.
 */
const COMMON = `a à al an and are as at au aux avec be but by c'est can ce ces cette comme con da dans das de del der des
 die do dont du e e o ein el elle en es est et eu faire fait for from get has have he her his how i ich if il ils in is
 ist it its j'ai je just know la las le les leur like los lo lui ma mais me meme mes moi mon more my n'est na nao ne new
 no non not nous now o of on one ont or os ou our out over par pas people per plus por pour qu'il que qui quoi quand sa
 sans se ses si so some son sont sur ta te than that the their them there they this time to today tout tous toute tu um
 un una und une up us vous very via was we were what when who why will with would y you your yes et ca cest ai jai`

const shares = new Map<string, number>()
for (const word of COMMON.normalize('NFKD')
  .replace(/\p{M}/gu, '')
  .split(/[\s']+/)) {
  shares.set(word, word.length < 4 ? 0.15 : 0.05)
}

const BY_LENGTH = [1, 0.05, 0.02, 0.012, 0.006, 0.003, 0.0015, 0.0008]
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** Of a word, a beginning, a pattern or a way to write a word. */
export function guessedShare(word: string, prefix: boolean): number {
  if (isPattern(word)) return guessedShare(endsOf(word).head, true) / 4
  const base = baseOf(word)
  if (base !== undefined) return guessedShare(base, false) / 2
  const known = shares.get(word)
  if (known !== undefined) return prefix ? Math.min(1, known * 2) : known
  if (UNSPACED.test(word)) return /^\p{Script=Hiragana}/u.test(word) ? 0.15 : 0.03
  const bare = word.replace(/^[#@^~]+/, '')
  const share = BY_LENGTH[bare.length] ?? 0.0004
  const marked = bare.length < word.length ? 0.1 : 1
  return share * marked * (prefix ? 4 : 1)
}
