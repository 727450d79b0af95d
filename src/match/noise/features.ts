import type { Doc } from '../doc.ts'

/** What an exclusion can be made of. */
export const KINDS = ['word', 'phrase', 'tag', 'handle', 'author', 'lang', 'site'] as const
export type Kind = (typeof KINDS)[number]

export interface Feature {
  kind: Kind
  /** As it stands in a query. */
  term: string
}

const TOKEN = /[#@]?[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*/gu
const ADDRESS = /https?:\/\/([\p{L}\p{N}.-]{3,100})[^\s]*/giu
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’ʼ](?=\p{L})/giu
const LONGEST = 20_000
const MOST_TOKENS = 400

/** Words that say nothing of what a post is about; an exclusion of one would be an accident. */
const COMMON = new Set(
  (
    'a ai au aux avec avoir c ca car ce cela ces cet cette comme d dans de des donc du elle elles en est et etait ete etre eu ' +
    'fait faire il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas plus ' +
    'pour qu quand que qui quoi s sa sans se ses si son sont sous suis sur t ta te tes toi ton tout tous tres tu un une vos ' +
    'votre vous y meme memes encore aussi bien deja chez quand alors donc depuis entre avant apres jamais toujours rien peu ' +
    'peut peux faut fais font sommes etes aura dit dire va vais vont vient voir vu jour jours fois hier demain ici la bas ' +
    'sera seront seulement aucun aucune autre autres celle celui ceux comment pourquoi beaucoup trop vraiment about after all also am an and any are as at be been but by can could did do does for from get got had has ' +
    'have he her here him his how i if in into is it its just like me more my no not now of off on one only or our out over ' +
    'she so some than that the their them then there these they this to too up us very was we were what when where which who ' +
    'why will with would you your im dont'
  ).split(' '),
)

export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** What a post has that an exclusion could name, each once, by a key that case and accents do not change. */
export function featuresOf(doc: Doc): Map<string, Feature> {
  const found = new Map<string, Feature>()
  const add = (kind: Kind, term: string) => {
    const key = `${kind} ${foldWord(term)}`
    if (!found.has(key)) found.set(key, { kind, term })
  }
  const text = `${doc.title ?? ''} \n ${doc.text}`.slice(0, LONGEST).toLowerCase()
  for (const [, host = ''] of text.matchAll(ADDRESS)) add('site', `url:${host.replace(/^www\./u, '')}`)
  const [, own = ''] = /^https?:\/\/(?:www\.)?([^/:?#]{3,100})/iu.exec(doc.url ?? '') ?? []
  // A network is no site to do without: its posts all stand at one address.
  if (own && !doc.author.handle) add('site', `site:${own.toLowerCase()}`)
  if (doc.lang !== 'und') add('lang', `lang:${doc.lang}`)
  const { handle, name } = doc.author
  if (handle) add('author', `author:@${handle.replace(/^@/u, '')}`)
  else if (name) add('author', `author:"${name.replace(/["“”«»]/gu, ' ').trim()}"`)
  for (const line of text
    .replace(ADDRESS, ' \n ')
    .replace(ELISION, '')
    .split(/[\n.!?;:,()"“”«»…]+/u))
    addWords(line.match(TOKEN) ?? [], add)
  return found
}

/** Words, and two or three of them in a row that begin and end with one that says something. */
function addWords(tokens: string[], add: (kind: Kind, term: string) => void): void {
  const words = tokens.slice(0, MOST_TOKENS)
  for (const [i, word] of words.entries()) {
    if (word.startsWith('#')) add('tag', word)
    else if (word.startsWith('@')) add('handle', word)
    else if (telling(word)) add('word', word)
    for (const length of [2, 3]) {
      const run = words.slice(i, i + length)
      const ends = [run[0], run.at(-1)]
      if (run.length === length && ends.every((end) => end !== undefined && telling(end)))
        add('phrase', `"${run.join(' ')}"`)
    }
  }
}

function telling(word: string): boolean {
  return word.length > 2 && !/^[#@\p{N}]/u.test(word) && !COMMON.has(foldWord(word))
}
