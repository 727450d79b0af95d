import fc from 'fast-check'
import type { Doc } from '../../src/match/doc.ts'

/** A small world of words, so that generated queries find generated posts. Its odd spellings are the point. */
export const WORDS = [
  'retard',
  'retards',
  'Retardé',
  'air',
  'Air',
  'france',
  'France',
  'airfrance',
  'vol',
  'le',
  'de',
  "l'Oréal",
  'L’OREAL',
  'oréal',
  'loreal',
  'coca-cola',
  'Coca‑Cola',
  'cocacola',
  'coca',
  'H&M',
  'Canal+',
  'canal',
  "McDonald's",
  'mcdonalds',
  'œuvre',
  'OEUVRE',
  'ｆｕｌｌ',
  'full',
  'S.N.C.F.',
  'SNCF',
  "aujourd'hui",
  'e\u0301te\u0301',
  'été',
  'straße',
  '東京',
  '京',
  'バ',
  'ﾊﾞ',
  '한국',
  'สวัสดี',
  '😂',
  '👍🏽',
  '👍',
  '🇫🇷',
  '❤️',
  '#AirFrance',
  '#airfrance',
  '#air_france',
  '#SNCFConnect',
  '@AirFrance',
  '@airfrance.bsky.social',
  '@user@mastodon.social',
  'contact@airfrance.fr',
  'https://www.airfrance.fr/promo',
  'avant-garde',
  "d'avant-garde",
  '3,5',
  "'",
  '\\',
  '𝐛𝐨𝐥𝐝',
  'bold',
  'Оrange',
  'orange',
]

const SEPARATORS = [
  ' ',
  ' ',
  ' ',
  '\n',
  ', ',
  '. ',
  ' - ',
  '/',
  '',
  '’',
  "'",
  '-',
  '\u200b',
  ' & ',
  '…',
  '(',
  ')',
  '"',
]

const word = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 6 }),
  },
)

const text = fc
  .array(fc.tuple(word, fc.constantFrom(...SEPARATORS)), { maxLength: 25 })
  .map((parts) => parts.flat().join(''))

export const documents: fc.Arbitrary<Doc> = fc.record(
  {
    text,
    title: text,
    lang: fc.constantFrom('fr', 'en', 'und'),
    sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
    channel: fc.constantFrom('bluesky', 'feed'),
    verb: fc.constantFrom('Create', 'Announce', 'Review'),
    type: fc.constantFrom('Note', 'Review'),
    author: fc.record(
      {
        name: text.map((name) => name.slice(0, 60)),
        handle: fc.constantFrom('airfrance', 'jean.bsky.social', '@Canal_Plus'),
      },
      { requiredKeys: [] },
    ),
    reply: fc.boolean(),
  },
  { requiredKeys: ['text', 'lang', 'sentiment', 'channel', 'verb', 'author'] },
)

const term = word.map((said) => said.replace(/[()"«»“”„‟＂*?:（）\s]/gu, '') || 'vol')
const prefix = term.chain((said) =>
  fc.integer({ min: 2, max: 6 }).map((length) => `${said.slice(0, length)}*`),
)
const phrase = fc.array(fc.oneof({ weight: 6, arbitrary: term }, { weight: 1, arbitrary: prefix }), {
  minLength: 1,
  maxLength: 4,
})
const leaf = fc.oneof(
  { weight: 6, arbitrary: term },
  { weight: 2, arbitrary: prefix },
  { weight: 3, arbitrary: phrase.map((words) => `"${words.join(' ')}"`) },
  { weight: 1, arbitrary: term.map((said) => `title:${said}`) },
  { weight: 1, arbitrary: phrase.map((words) => `title:"${words.join(' ')}"`) },
  { weight: 1, arbitrary: term.map((said) => `author:${said}`) },
  { weight: 1, arbitrary: phrase.map((words) => `author:"${words.join(' ')}"`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'lang:fr',
      'lang:en',
      'channel:feed',
      'sentiment:negative',
      'sentiment:positive',
      'is:reply',
      'is:repost',
      'is:review',
    ),
  },
)

/** Sources of queries; a few are refused by the parser. */
export const queries: fc.Arbitrary<string> = fc.letrec<{ node: string; group: string }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('group')),
  group: fc
    .tuple(
      tie('node'),
      fc.constantFrom(' ', ' AND ', ' OR ', ' ET ', ' OU ', ' -', ' NOT ', ' OR -', ' SAUF '),
      tie('node'),
    )
    .map(([left, operator, right]) => `(${left}${operator}${right})`),
})).group
