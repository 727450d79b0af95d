import { randomOf } from './jetstream-events.ts'

/** People who talk in many languages, made up, and people who listen for brands among them. */
export interface Talk {
  /** A post of 1 to 300 letters; `named` puts in a brand that a query listens for, with the words it asks for. */
  post(named?: boolean): string
  /** Queries of 1 to 8 words in the manner of alerts; the first ones stay the same whatever `count`. */
  queries(count: number): string[]
}

const COMMON: Record<string, string> = {
  en: 'the to and a of is i in you it that for my on this with so be have just not are me was but what all like they your at one if can do we about out no how get people when will up from who time now or know there going more',
  fr: 'de la le et à les des un une est je que pas en pour ce qui c’est dans il sur du mais on plus avec ne tout j’ai au vous se si ça comme bien même fait être tu nous sont l’air d’accord quand très aussi encore avoir faire',
  pt: 'de que e a o não eu é um uma em do da pra com me mais muito se para os na no mas isso tem como por já meu vai ser só também aqui hoje tudo você ele ela gente quando foi bem',
  es: 'de la que el en y a los no se un por con una para es lo me mi te si las como pero más ya esto muy todo hay qué porque este cuando día hoy ser eso bien',
  de: 'die der und ich das in ist nicht zu es ein mit auf den für von sich auch so wie aber man noch eine wenn nur hat was bei mal oder über sind dann wird schon habe',
}
const SYLLABLES: Record<string, string> = {
  en: 'ing er an re th st ou ver con com ment ter tion land ward ness ful ly dis pre hap bro ken sha dow',
  fr: 'eur ment tion é ais pré con dé ra ti vou cha lou gné quoi sem blan por té mai son voi ture è cou',
  pt: 'ção dor men te ra do ca ri nho ção es tu da com pra ver gon lha õe pa sa ma la',
  es: 'ción dor mien te ra do ca rri llo ñar es tu dia com pra ver gon za pue blo sa la',
  de: 'ung schaft ver ge lich keit heim bahn werk stra ße über ein aus fahr zeug gleich zei tung ö mü',
}
const UNSPACED: Record<string, [first: number, count: number]> = {
  ja: [0x3042, 80],
  han: [0x4e00, 2500],
  ko: [0xac00, 3000],
  th: [0x0e01, 46],
}
const EMOJI = ['😂', '❤️', '🔥', '👍🏽', '😭', '✨', '🙏', '💙', '🇫🇷', '👨‍👩‍👧', '👇']
const SPACED = ['en', 'en', 'en', 'en', 'en', 'fr', 'pt', 'es', 'de']
const VOCABULARY = 20_000

export function talk(seed: number): Talk {
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const tongues = new Map(
    Object.keys(COMMON).map((tongue) => [tongue, vocabulary(tongue, randomOf(seed + 1))]),
  )
  const asked = queriesOf(seed, tongues)
  const names = asked(100).map((query) => query.named)

  /** Zipf's law: the word of rank r comes about once for r times that the first one does. */
  const word = (tongue: string) => {
    const words = tongues.get(tongue) ?? []
    return (
      words[Math.min(words.length - 1, Math.floor(Math.exp(random() * Math.log(words.length + 3)) - 1))] ?? ''
    )
  }

  function spaced(length: number): string[] {
    const tongue = pick(SPACED)
    const words: string[] = []
    for (let size = 0; size < length; ) {
      const dice = random()
      const said =
        dice < 0.02 ? pick(EMOJI) : dice < 0.03 ? hashtag(word(tongue), word(tongue)) : word(tongue)
      words.push(dice > 0.93 ? `${said},` : said)
      size += said.length + 1
    }
    return words
  }

  function unspaced(length: number): string[] {
    const [first, count] = UNSPACED[pick(['ja', 'ja', 'han', 'ko', 'th'])] ?? [0x3042, 80]
    let text = ''
    while (text.length < length) text += String.fromCharCode(first + Math.floor(random() ** 2 * count))
    return [text]
  }

  return {
    post(named = false) {
      const length = 1 + Math.floor(random() ** 1.7 * 299)
      const words = random() < 0.25 ? unspaced(length / 2) : spaced(length)
      if (named) words.splice(Math.floor(random() * words.length), 0, pick(names))
      if (random() < 0.15) words.push(`https://${word('en')}.com/${Math.floor(random() * 1e9).toString(36)}`)
      return words.join(' ')
    },
    queries: (count) => asked(count).map((query) => query.source),
  }
}

function vocabulary(tongue: string, random: () => number): string[] {
  const words = (COMMON[tongue] ?? '').split(' ')
  const syllables = (SYLLABLES[tongue] ?? '').split(' ')
  while (words.length < VOCABULARY) {
    const length = 2 + Math.floor(random() * 3)
    words.push(Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join(''))
  }
  return words
}

function hashtag(a: string, b: string): string {
  return `#${[a, b].map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')}`
}

/** Brands have names of their own; what is asked beside them is drawn from what people say. */
function queriesOf(seed: number, tongues: Map<string, string[]>) {
  return (count: number) => {
    const random = randomOf(seed + 2)
    const below = (most: number) => Math.floor(random() * most)
    const letters = 'bcdfgklmnprstvz'
    const brand = () =>
      `${Array.from(
        { length: 3 },
        () => letters.charAt(below(letters.length)) + 'aeiouy'.charAt(below(6)),
      ).join('')}x`
    return Array.from({ length: count }, (_, i) => {
      const words = tongues.get(i % 3 === 0 ? 'en' : 'fr') ?? []
      const usual = () => (words[50 + below(3000)] ?? '').replace(/[^\p{L}]/gu, '')
      const [name, a, b, c] = [brand(), usual(), usual(), usual()]
      const forms: [named: string, source: string][] = [
        [name, name],
        [`${name} ${a}`, `${name} (${a} OR ${b} OR ${c}*)`],
        [`#${name}`, `(${name} OR #${name} OR @${name}) -concours`],
        [`${name} ${a}`, `"${name} ${a}" -${b}`],
        [`${a} ${name} ${b}`, `"${a} ${name}" AND ${b} -"${c} ${a}"`],
        [`${name}s`, `${name}* (${a} OR lang:und)`],
        [`${a} ${b} ${c} ${name}`, `"${a} ${b} ${c}"`],
        [`${name} ${c} ${a} ${b}`, `("${a} ${b}" OR "${c} ${name}") AND (${a} OR ${c})`],
      ]
      const [named, source] = forms[below(forms.length)] ?? [name, name]
      return { named, source }
    })
  }
}
