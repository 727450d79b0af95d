import type { Dice } from '../world/dice.ts'

/** How a person writes: what their keyboard, their school and their hurry do to a sentence. */
export interface Hand {
  lang: 'fr' | 'en'
  /** Writes accents. */
  accents: boolean
  /** Begins sentences with a capital. */
  capitals: boolean
  /** Curly apostrophes and guillemets, as some phones put them. */
  curly: boolean
  /** Share of the words that get shortened or misspelled when they can be. */
  slips: number
  /** Drops "ne", the final full stop and other manners. */
  loose: boolean
  /** Doubles its marks: !!, ??, … */
  loud: number
}

export function makeHand(dice: Dice, lang: 'fr' | 'en'): Hand {
  const careful = dice.chance(0.45)
  return {
    lang,
    accents: careful || dice.chance(0.8),
    capitals: careful || dice.chance(0.62),
    curly: dice.chance(0.3),
    slips: careful ? 0.01 : dice.next() * 0.3,
    loose: !careful && dice.chance(0.6),
    loud: dice.chance(0.25) ? 0.4 : 0.06,
  }
}

const SHORT_FR: [RegExp, string[]][] = [
  [/(?<!\p{L})beaucoup(?!\p{L})/gu, ['bcp', 'beaucoups']],
  [/(?<!\p{L})toujours(?!\p{L})/gu, ['tjrs', 'tjs', 'toujour']],
  [/(?<!\p{L})quelqu’un(?!\p{L})/giu, ['qqn', 'quelqun']],
  [/(?<!\p{L})parce que(?!\p{L})/gu, ['pcq', 'parceque']],
  [/(?<!\p{L})problème/gu, ['pb', 'probleme']],
  [/(?<!\p{L})message(?!\p{L})/gu, ['msg', 'méssage']],
  [/(?<!\p{L})c’est(?!\p{L})/gu, ['c est', 'cest', 'c’est']],
  [/(?<!\p{L})j’ai(?!\p{L})/gu, ['jai', 'j ai']],
  [/(?<!\p{L})quand même(?!\p{L})/gu, ['qd même', 'quand meme', 'quant même']],
  [/(?<!\p{L})aujourd’hui(?!\p{L})/gu, ['ajd', 'aujourdhui', 'aujourd hui']],
  [/(?<!\p{L})pourquoi(?!\p{L})/giu, ['pk', 'pourquoi']],
  [/(?<!\p{L})vraiment(?!\p{L})/gu, ['vrmt', 'vraiment']],
  [/(?<!\p{L})est-ce que(?!\p{L})/giu, ['es que', 'est ce que']],
  [/(?<!\p{L})ça(?!\p{L})/gu, ['ca', 'sa']],
  [/(?<!\p{L})s’il vous plaît(?!\p{L})/giu, ['svp', 'stp']],
  [/(?<!\p{L})commande(?!\p{L})/gu, ['comande', 'commande']],
  [/(?<!\p{L})remboursement(?!\p{L})/gu, ['rembourssement', 'remboursemment']],
  [/(?<!\p{L})appelé(?!\p{L})/gu, ['appeler', 'apellé']],
  [/(?<!\p{L})depuis(?!\p{L})/gu, ['dpuis', 'depuis']],
  [/(?<!\p{L})Bonjour(?=[, !])(?! (?:Madame|à))/gu, ['Bjr', 'Bonjours', 'bonjour']],
  [/(?<!\p{L})rendez-vous(?!\p{L})/gu, ['rdv']],
  [/(?<!\p{L})connaît(?!\p{L})/gu, ['connait']],
  [/(?<!\p{L})malheureusement(?!\p{L})/gu, ['malheuresement']],
  [/(?<!\p{L})que je(?!\p{L})/gu, ['que je', 'ke je']],
  [/(?<!\p{L})vous(?!\p{L})/gu, ['vs', 'vous', 'vous', 'vous']],
  [/(?<!\p{L})petit à petit(?!\p{L})/gu, ['petit a petit']],
  [/(?<!\p{L})à(?!\p{L})/gu, ['a']],
  [/(?<!\p{L})ou(?!\p{L})/gu, ['ou', 'où']],
  [/(?<!\p{L})livraison(?!\p{L})/gu, ['livraizon', 'livraison']],
  [/(?<!\p{L})déçu/gu, ['decu', 'dessu']],
  [/(?<!\p{L})quoi(?!\p{L})/gu, ['koi', 'quoi']],
]
const SHORT_EN: [RegExp, string[]][] = [
  [/(?<!\p{L})you(?!\p{L})/gu, ['u', 'you']],
  [/(?<!\p{L})your(?!\p{L})/gu, ['ur', 'your']],
  [/(?<!\p{L})please(?!\p{L})/giu, ['pls', 'plz']],
  [/(?<!\p{L})thanks(?!\p{L})/giu, ['thx', 'thanx']],
  [/(?<!\p{L})definitely(?!\p{L})/gu, ['definately']],
  [/(?<!\p{L})receive/gu, ['recieve']],
  [/’/gu, ['', "'"]],
  [/(?<!\p{L})because(?!\p{L})/gu, ['cos', 'bc']],
  [/(?<!\p{L})to be honest(?!\p{L})/gu, ['tbh']],
  [/(?<!\p{L})going to(?!\p{L})/gu, ['gonna']],
  [/(?<!\p{L})separately(?!\p{L})/gu, ['seperately']],
  [/(?<!\p{L})really(?!\p{L})/gu, ['rly', 'realy']],
  [/(?<!\p{L})it’s(?!\p{L})/gu, ['its']],
  [/(?<!\p{L})tomorrow(?!\p{L})/gu, ['tmrw', 'tommorow']],
  [/(?<!\p{L})beautiful(?!\p{L})/gu, ['beautifull']],
]
/** Infinitive and participle, the slip everyone knows: "j’ai commander". Nouns in -er are left alone. */
const PARTICIPLE = /(?<=(?:^|\s)(?:ai|as|avons|avez|ont|été|j’ai) )(\p{L}{3,})é(?=[\s.,!?]|$)/gu

/**
 * The sentence as this person would have typed it.
 * @param care 0 for a message between two stops of the bus, 1 for a letter
 */
export function write(text: string, hand: Hand, care: number, dice: Dice): string {
  let out = text
  const slips = hand.slips * (1 - care * 0.75)
  if (hand.loose && care < 0.6) out = loosen(out, dice)
  for (const [pattern, forms] of hand.lang === 'fr' ? SHORT_FR : SHORT_EN) {
    out = out.replace(pattern, (word) => (dice.chance(slips) ? dice.pick(forms) : word))
  }
  if (hand.lang === 'fr')
    out = out.replace(PARTICIPLE, (word, stem: string) => (dice.chance(slips) ? `${stem}er` : word))
  if (dice.chance(slips * 0.8)) out = mistype(out, dice)
  if (!hand.capitals && care < 0.7) out = lower(out)
  if (!hand.accents && care < 0.9) out = unaccent(out)
  if (dice.chance(hand.loud * (1 - care)))
    out = out.replace(/([!?])(?=\s|$)/g, (mark) => mark.repeat(dice.int(2, 3)))
  return hand.curly ? out : flatten(out)
}

function loosen(text: string, dice: Dice): string {
  let out = text
    .replace(/(?<!\p{L})([Cc])e n’est(?!\p{L})/gu, '$1’est')
    .replace(/(?<!\p{L})([Jj])e n’(?=[aeiouyéèêh])/gu, '$1’')
    .replace(/(?<!\p{L})([Oo]n|[Ii]l|[Ee]lle|[Pp]ersonne|[Tt]out) n’(?=\p{L})/gu, '$1 ')
    .replace(/(?<=\p{L}) ne (?=\p{L})/gu, ' ')
  if (dice.chance(0.6)) out = out.replace(/\.$/, '')
  return dice.chance(0.3) ? out.replace(/, /g, ' ') : out
}

/** Lower case but for shouting, names of orders, tags and handles. */
function lower(text: string): string {
  return text.replace(
    /(^|[.!?…] |\n)(\p{Lu})(?=\p{Ll}|[ ’'])/gu,
    (_all, before: string, letter: string) => before + letter.toLowerCase(),
  )
}

function unaccent(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/œ/g, 'oe')
    .normalize('NFC')
}

function flatten(text: string): string {
  return text.replace(/’/g, "'").replace(/« ?/g, '"').replace(/ ?»/g, '"').replace(/[“”]/g, '"')
}

/** One finger beside its key: two letters swapped, or one lost, in a long word. */
function mistype(text: string, dice: Dice): string {
  const words = text.split(' ')
  const places = words.flatMap((word, index) => (/^\p{Ll}{6,}$/u.test(word) ? [index] : []))
  if (places.length === 0) return text
  const at = dice.pick(places)
  const word = words[at] ?? ''
  const cut = dice.int(1, word.length - 3)
  words[at] = dice.chance(0.5)
    ? word.slice(0, cut) + word.charAt(cut + 1) + word.charAt(cut) + word.slice(cut + 2)
    : word.slice(0, cut) + word.slice(cut + 1)
  return words.join(' ')
}
