import { COUNTRY, EXTRAS, LAMPS, type Product } from './brand.ts'
import { type Calendar, SHOPPING } from './calendar.ts'
import { type Dice, makeUrn } from './dice.ts'
import type { DemoPerson } from './people.ts'

export interface Order {
  id: string
  person: DemoPerson
  at: number
  lamp: Product
  lines: string[]
  /** Cents. */
  amount: number
}

/** All numbers of the story are above; lower ones were given before it. */
export const FIRST_ORDER = 41_200

const lampUrn = makeUrn(LAMPS, (lamp) => lamp.popularity)

export function drawLamp(dice: Dice): Product {
  return lampUrn(dice)
}

/** One order for each person, and the rest for those who come back. Numbers grow with time, as a shop's do. */
export function makeOrders(people: DemoPerson[], count: number, calendar: Calendar, dice: Dice): Order[] {
  const again = makeUrn(people, (person) => person.weight)
  const buyers = [...people, ...Array.from({ length: count - people.length }, () => again(dice))]
  const times = buyers.map(() => calendar.draw(dice, SHOPPING))
  const drawn = buyers.map((person, index) => ({ person, at: times[index] ?? calendar.start }))
  drawn.sort((a, b) => a.at - b.at)
  let number = FIRST_ORDER + dice.int(0, 900)
  return drawn.map(({ person, at }) => {
    number += dice.int(1, 3)
    return { id: `LU-${number}`, person, at, ...basket(person, dice) }
  })
}

function basket(person: DemoPerson, dice: Dice): { lamp: Product; lines: string[]; amount: number } {
  const language = person.lang === 'fr' ? 0 : 1
  const lamp = drawLamp(dice)
  const pieces = dice.chance(0.12) ? 2 : 1
  const lines = [`${pieces} × ${lamp.name} (${lamp.kind[language]})`]
  let amount = lamp.price * pieces
  for (let extra = 0; extra < 2 && dice.chance(0.38); extra++) {
    const item = dice.pick(EXTRAS)
    if (lines.some((line) => line.includes(item[person.lang]))) continue
    lines.push(`1 × ${item[person.lang]}`)
    amount += item.price
  }
  const abroad = COUNTRY[person.city] !== undefined || person.lang === 'en'
  if (amount < 6000 || abroad) amount += abroad ? 1290 : 490
  return { lamp, lines, amount }
}
