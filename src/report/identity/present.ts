import { z } from 'zod'
import { STEPS } from '../figure/bucket.ts'
import type { Heard, HeardTrait, Image } from './image.ts'
import type { Trait } from './trait.ts'

const figure = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
const terms = z.object({ fr: z.array(z.string()), en: z.array(z.string()) })

export const declaredReply = z.object({
  word: z.string(),
  description: z.string(),
  terms,
  opposites: terms,
  query: z.string().nullable(),
})

export const traitReply = declaredReply.extend({
  id: z.string(),
  /** Passed as `alert` to `GET /activities`, they give its posts. */
  talkId: z.string(),
  contraryId: z.string().nullable(),
  created: z.string(),
  archived: z.string().nullable(),
})

const heardReply = z.object({
  count: z.number(),
  positive: z.number(),
  negative: z.number(),
  contrary: z.number(),
  share: figure,
  tone: figure,
  denied: figure,
})

export const imageReply = z.object({
  step: z.enum(STEPS),
  brands: z.number(),
  wholeId: z.string().nullable(),
  counting: z.boolean(),
  total: z.number(),
  buckets: z.array(z.object({ from: z.string(), to: z.string(), count: z.number() })),
  traits: z.array(
    traitReply.extend({
      state: z.enum(['counted', 'counting', 'stopped', 'idle']),
      declared: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
      all: heardReply,
      points: z.array(heardReply.nullable()),
    }),
  ),
  history: z.array(
    z.object({
      at: z.string(),
      traitId: z.string(),
      word: z.string(),
      what: z.enum(['declared', 'changed', 'moved', 'retired', 'again']),
      fields: z.array(z.string()),
      position: z.number(),
    }),
  ),
  proposals: z.array(declaredReply),
})

export const unsaidReply = z.object({
  read: z.number(),
  rest: z.number(),
  partial: z.boolean(),
  phrases: z.array(
    z.object({
      phrase: z.string(),
      count: z.number(),
      positive: z.number(),
      negative: z.number(),
      share: figure,
      tone: figure,
      distinct: z.number().nullable(),
    }),
  ),
})

export function presentTrait(trait: Trait): z.input<typeof traitReply> {
  const {
    id,
    word,
    description,
    terms: said,
    opposites,
    query,
    talkId,
    contraryId,
    created,
    archived,
  } = trait
  return {
    id,
    word,
    description,
    terms: said,
    opposites,
    query,
    talkId,
    contraryId,
    created: created.toISOString(),
    archived: archived?.toISOString() ?? null,
  }
}

export function presentImage(image: Image): Omit<z.input<typeof imageReply>, 'step' | 'proposals'> {
  const { brands, wholeId, counting, total } = image
  return {
    brands,
    wholeId,
    counting,
    total,
    buckets: image.buckets.map(({ from, to, count }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
      count,
    })),
    traits: image.traits.map(presentHeard),
    history: image.history.flatMap(({ version: { at, traitId, word, position }, change }) =>
      change ? [{ at: at.toISOString(), traitId, word, position, ...change }] : [],
    ),
  }
}

function presentHeard({ trait, declared, state, all, points }: HeardTrait) {
  return {
    ...presentTrait(trait),
    state,
    declared: declared.map(({ from, to }) => ({
      from: from.toISOString(),
      to: to?.toISOString() ?? null,
    })),
    all: rounded(all),
    points: points.map((point) => point && rounded(point)),
  }
}

/** Four places: more would claim what an interval denies. */
function rounded(heard: Heard): Heard {
  const round = (value: number) => Math.round(value * 1e4) / 1e4
  const shown = (one: Heard['share']) =>
    one && { value: round(one.value), low: round(one.low), high: round(one.high) }
  return { ...heard, share: shown(heard.share), tone: shown(heard.tone), denied: shown(heard.denied) }
}
