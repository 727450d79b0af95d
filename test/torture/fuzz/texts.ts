import type { Draw } from './draw.ts'

/** What people write, so that what goes wrong with it goes wrong near true words. */
const SAID = [
  'Toujours pas reçu ma commande, trois semaines de retard et le service client ne répond plus !',
  'Merci beaucoup, livraison rapide et lampe magnifique 😍 je recommande',
  'Est-ce que vous avez la référence L’Oréal 3,5 en stock à Nantes ?',
  'JE RÉSILIE tout de suite, bande de voleurs, c’est honteux !!!',
  'bjr g commandé y a 2 sem tjrs rien c abuse mdr',
  'Pas mal du tout, mais la notice n’est pas très claire…',
  'Ferme-la espèce d’abruti, personne ne t’a rien demandé',
  'Aujourd’hui, S.N.C.F. : #TGVMax en panne, @sncf@mastodon.social muet https://www.sncf.fr/a?b=c',
  'Flight cancelled again. Two hours on hold, nobody picks up. Never flying with them again',
  'Thanks so much for the quick reply, you made my day :)',
  'Is this available in blue? I can’t find it on your site',
  'not good, not bad, just sooooo slow',
  'RT @someone: the update broke everything, refund please',
  'you people are idiots and I hope your shop burns down',
  'Me encanta esta tienda, muchas gracias',
  'Das Paket ist leider kaputt angekommen',
] as const

const WORDS = SAID.flatMap((line) => line.split(' '))

const ODD = [
  '\u0000',
  '\u0001',
  '\u001b[31m',
  '\u0085',
  '\u00a0',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u2069',
  '\ufe0f',
  '\ufeff',
  '\uffff',
  '\ufdd0',
  '\ud800',
  '\udfff',
  '\udc00\ud800',
  '\u{e0041}',
  '\u{1f1eb}',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{1f44d}\u{1f3fd}',
  '\u{10ffff}',
  '\u{1d41b}\u{1d428}\u{1d425}\u{1d41d}',
  'ﷺ',
  'ﬃ',
  'İ',
  'ı',
  'ſ',
  'ẞ',
  'ǅ',
  'ᾳ',
  '\u0345',
  '\u1ec7\u0323\u0302',
  'e\u0301\u0327\u0323',
  '\u0b9a\u0bcd\u0b95',
  'กำ',
  '한국',
  '\u1112\u1161\u11ab',
  '東京',
  'ﾊﾞ',
  'ｆｕｌｌ',
  'السلام عليكم',
  'שָׁלוֹם',
  'الـــعـــرب',
  '٣٫٥',
  '𒐫',
  '꧅',
] as const

const MARKS =
  '\u0300\u0301\u0302\u0303\u0308\u0316\u0323\u0327\u0334\u0338\u0345\u035c\u0360\u0363\u0489\u05b0\u064b\u0f71\u20d0\u3099'
const SIGNS = [...'()[]{}"\'«»“”‘’.,;:!?…-–—_/\\|&+*=<>@#%$€~^`\t\n\r 0123456789']
const BLOCKS = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x300, 0x36f],
  [0x370, 0x5ff],
  [0x600, 0x8ff],
  [0x900, 0xdff],
  [0x1100, 0x11ff],
  [0x1e00, 0x1fff],
  [0x2000, 0x2bff],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xd800, 0xdfff],
  [0xe000, 0xf8ff],
  [0xfb00, 0xffff],
  [0x10000, 0x1f9ff],
  [0xe0000, 0xe01ef],
] as const

/** Longest text of each size: most are posts, some are as long as a place allows, and a few are far longer. */
const LONG = 120_000
const HUGE = 1_100_000

/** A post or what looks least like one. At most some 1.1 million units, most of them under 300. */
export function textOf(draw: Draw): string {
  if (draw.chance(1 / 30_000)) return grown(draw, HUGE)
  if (draw.chance(1 / 3000)) return grown(draw, 1 + draw.int(LONG))
  if (draw.chance(0.45)) return mutated(draw, draw.of(SAID))
  if (draw.chance(0.1)) return stormy(draw)
  let text = ''
  for (let left = 1 + draw.int(draw.chance(0.1) ? 120 : 24); left > 0; left--) text += piece(draw)
  return text
}

/** One small thing: a word, a sign, something odd, or any code point there is. */
export function piece(draw: Draw): string {
  const kind = draw.int(10)
  if (kind < 4) return draw.of(WORDS) + (draw.chance(0.8) ? ' ' : '')
  if (kind < 6) return draw.of(SIGNS)
  if (kind < 8) return draw.of(ODD)
  const [from, to] = draw.of(BLOCKS)
  const unit = from + draw.int(to - from + 1)
  return unit > 0xffff ? String.fromCodePoint(unit) : String.fromCharCode(unit)
}

/** A true sentence with some of its units lost, doubled, moved, or replaced. */
function mutated(draw: Draw, said: string): string {
  let text = said
  for (let left = draw.int(6); left > 0; left--) {
    const at = draw.int(text.length + 1)
    const to = Math.min(text.length, at + draw.int(8))
    const cut = draw.int(4)
    if (cut === 0) text = text.slice(0, at) + text.slice(to)
    else if (cut === 1) text = text.slice(0, to) + text.slice(at)
    else if (cut === 2) text = text.slice(0, at) + piece(draw) + text.slice(to)
    else text = text.slice(at) + text.slice(0, at)
  }
  return draw.chance(0.1) ? text.toUpperCase() : draw.chance(0.05) ? text.normalize('NFD') : text
}

/** Letters under storms of marks, and one thing over and over. */
function stormy(draw: Draw): string {
  if (draw.chance(0.4)) return draw.of([piece(draw), draw.of(ODD), draw.of(SIGNS)]).repeat(1 + draw.int(400))
  let text = ''
  for (let letters = 1 + draw.int(12); letters > 0; letters--) {
    text += draw.of(['a', 'é', 'ي', 'あ', ' ', draw.of(WORDS)])
    for (let marks = draw.int(40); marks > 0; marks--) text += MARKS[draw.int(MARKS.length)]
  }
  return text
}

/** Of a given length: one piece repeated, nested signs, or a soup of pieces repeated. */
function grown(draw: Draw, length: number): string {
  const kind = draw.int(4)
  if (kind === 0) {
    const half = Math.floor(length / 2)
    return '('.repeat(half) + ')'.repeat(half)
  }
  let unit = ''
  for (let left = kind === 1 ? 1 : 5 + draw.int(200); left > 0; left--) unit += piece(draw)
  return unit.repeat(Math.ceil(length / Math.max(1, unit.length))).slice(0, length)
}
