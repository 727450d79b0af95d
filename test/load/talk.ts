import type { Activity } from '../../src/activity/index.ts'

export interface Talk {
  messages: Activity[]
}

export type Draw = () => number

/** mulberry32: small, seeded, good enough to draw words. */
export function randomOf(seed: number): Draw {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const ASKED = [
  'Bonjour, ma lampe {thing} commandée le {day} n’est toujours pas arrivée, pouvez-vous me dire où elle est ?',
  'La {thing} est magnifique mais le pied est rayé, c’est vraiment décevant pour {day} euros.',
  'Est-ce que la {thing} existe en laiton ? Je cherche une lampe pour un salon de {day} m².',
  'Toujours aucune réponse depuis {day} jours, je demande un remboursement.',
  'The {thing} lamp stopped working after {day} days, what can you do about it?',
  'Merci pour la {thing}, arrivée en {day} jours, parfaite.',
  'Je n’arrive pas à régler l’intensité de ma {thing}, le bouton {day} ne répond pas.',
]
const ANSWERED = [
  'Bonjour, nous sommes désolés de ce retard. Votre {thing} part demain, voici le suivi {day}. Belle journée !',
  'Merci de nous l’avoir signalé. Nous vous envoyons un nouveau pied pour la {thing} sous {day} jours.',
  'Hello, thank you for writing. A new {thing} leaves our workshop within {day} days. Have a good day!',
]
const THINGS = ['Falot', 'Brasero', 'Ondine', 'Luciole', 'Vigie', 'Clairière', 'Solstice', 'Pénombre']
const MINUTE = 60_000
const DAYS = 60

function pick<T>(draw: Draw, list: readonly T[]): T | undefined {
  return list[Math.floor(draw() * list.length)]
}

function words(draw: Draw, patterns: readonly string[]): string {
  const pattern = pick(draw, patterns) ?? ''
  return pattern
    .replaceAll('{thing}', pick(draw, THINGS) ?? '')
    .replaceAll('{day}', String(2 + Math.floor(draw() * 40)))
}

/** What a customer and the shop said to one another, some time in the last sixty days. */
export function talkOf(draw: Draw, index: number, length: number, now: Date): Talk {
  const root = `load:${index}`
  let at = now.getTime() - Math.floor(draw() * DAYS * 24 * 60) * MINUTE - length * 240 * MINUTE
  const visibility = draw() < 0.5 ? ('private' as const) : ('public' as const)
  const customer = {
    id: `customer:${Math.floor(draw() * 40_000)}`,
    name: `Client ${index}`,
    handle: `client${index}`,
    followers: Math.floor(draw() ** 6 * 50_000),
  }
  const messages = Array.from({ length }, (_, i): Activity => {
    const ours = i % 2 === 1
    const externalId = i === 0 ? root : `${root}:${i}`
    at += Math.floor(1 + draw() * 240) * MINUTE
    return {
      verb: 'Create',
      externalId,
      published: new Date(Math.min(at, now.getTime())),
      actor: ours ? { id: 'shop', name: 'Lumerelle', handle: 'lumerelle' } : customer,
      object: {
        ...{ type: 'Note', id: externalId, text: words(draw, ours ? ANSWERED : ASKED) },
        ...(i > 0 && { inReplyTo: i === 1 ? root : `${root}:${i - 1}` }),
        thread: root,
      },
      visibility,
      ...(ours && { ours }),
    }
  })
  return { messages }
}
