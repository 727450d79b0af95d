import type { AccountKey, Stage } from '../stage/stage.ts'
import { ours } from '../stage/talk.ts'
import { contestEnd, contestPost, posts } from '../texts/fr/brand.ts'
import { fill } from '../voice/phrase.ts'
import { DAYS } from '../world/calendar.ts'

/** A contest every month or so, on these days of the story. */
const CONTESTS = [16, 46, 78]
const TIMES: [hour: number, minute: number][] = [
  [8, 15],
  [12, 5],
  [18, 30],
  [20, 15],
]

/** What the brand publishes: every day but a few, the same idea on two or three networks; nothing for two days of crisis. */
export function broadcast(stage: Stage, crisisDay: number): void {
  const dice = stage.dice.fork('brand')
  for (let day = 0; day < DAYS; day++) {
    if (day > crisisDay && day < crisisDay + 4) continue
    const contest = CONTESTS.includes(day) ? contestPost : CONTESTS.includes(day - 5) ? contestEnd : null
    if (!contest && dice.chance(0.18)) continue
    const [hour, minute] = dice.pick(TIMES)
    const at = stage.calendar.at(day, hour, minute)
    if (at < stage.calendar.start) continue
    const subject = stage.subject(stage.who('instagram', dice), at, dice)
    const text = stage.fresh(() =>
      fill(contest ?? stage.chooser.pick(posts, posts, at, dice), subject.slots, { feminine: true }, dice),
    )
    const accounts: AccountKey[] = [
      'instagram',
      ...(dice.chance(0.6) ? (['bluesky'] as const) : []),
      ...(dice.chance(0.35) ? (['mastodon'] as const) : []),
    ]
    for (const [index, account] of accounts.entries()) {
      ours(
        stage,
        account,
        at + index * dice.int(1, 25) * 60_000,
        account === 'instagram' ? text : text.replace(/ ?Lien en bio/, ' Sur lumerelle.example'),
        dice,
        { heat: contest === contestPost ? 40 : dice.around(12, 0.6), by: 'ines' },
      )
    }
  }
}
