import {
  type AccountKey,
  actorOf,
  CHANNEL_OF,
  needsAnswer,
  type Post,
  SELF,
  type Stage,
} from '../stage/stage.ts'
import { DAY, EVENING, HOUR } from '../world/calendar.ts'
import { type Dice, makeUrn } from '../world/dice.ts'

const SOCIAL: ReadonlySet<AccountKey> = new Set<AccountKey>(['bluesky', 'mastodon', 'instagram'])

/** Likes, or reposts, until there are `count` of them: the hot posts get most, in their first hours. */
export function acclaim(stage: Stage, verb: 'Like' | 'Announce', count: number): void {
  const dice = stage.dice.fork(verb)
  const fields = stage.posts.filter(
    (post) => SOCIAL.has(post.account) && post.heat > 0.25 && post.activity.visibility === 'public',
  )
  const open = verb === 'Like' ? fields : fields.filter((post) => post.account !== 'instagram')
  const urn = makeUrn(open, (post) =>
    verb === 'Like' ? post.heat : post.intent === 'ours' ? post.heat * 0.4 : post.heat ** 1.15,
  )
  const done = new Set<string>()
  const gone = deletions(stage)
  for (let made = 0, tries = 0; made < count && tries < count * 20; tries++) {
    const post = urn(dice)
    const person = stage.who(CHANNEL_OF[post.account], dice, true)
    const externalId = `${verb.toLowerCase()}-${post.activity.object.id}-${person.key}`
    if (person === post.person || done.has(externalId)) continue
    const at =
      post.activity.published.getTime() + 20_000 + dice.around(verb === 'Like' ? 1.4 * HOUR : 0.7 * HOUR, 1.2)
    const { id, url, thread } = post.activity.object
    if (at >= (gone.get(id) ?? Number.POSITIVE_INFINITY)) continue
    const object = { type: 'Note' as const, id, ...(url ? { url } : {}), ...(thread ? { thread } : {}) }
    if (
      !stage.emit(post.account, {
        verb,
        externalId,
        published: new Date(at),
        actor: actorOf(person, post.account),
        object,
        visibility: 'public',
      })
    )
      continue
    done.add(externalId)
    made++
  }
}

/** When each thing that was taken back was so. */
function deletions(stage: Stage): Map<string, number> {
  const all = stage.items.filter(({ activity }) => activity.verb === 'Delete')
  return new Map(all.map(({ activity }) => [activity.object.id, activity.published.getTime()]))
}

/** New subscribers, and some who leave on the days of the crisis. */
export function follow(stage: Stage, count: number, crisisAt: number): void {
  const dice = stage.dice.fork('follow')
  const done = new Set<string>()
  for (let made = 0, tries = 0; made < count && tries < count * 20; tries++) {
    const account = dice.among({ bluesky: 4, mastodon: 2, instagram: 6 })
    const self = SELF[account]
    const person = stage.who(CHANNEL_OF[account], dice, true)
    const externalId = `follow-${account}-${person.key}`
    if (!self || done.has(externalId)) continue
    const at = stage.calendar.draw(dice, EVENING)
    const object = { type: 'Person' as const, id: self.id, title: 'Lumerelle' }
    stage.emit(account, {
      verb: 'Follow',
      externalId,
      published: new Date(at),
      actor: actorOf(person, account),
      object,
      visibility: 'public',
    })
    done.add(externalId)
    made++
    if (at > crisisAt || made % 12 !== 0) continue
    const left = crisisAt + dice.around(10 * HOUR, 0.8)
    stage.emit(account, {
      verb: 'Undo',
      externalId: `un${externalId}`,
      published: new Date(left),
      actor: actorOf(person, account),
      object: { ...object, id: externalId },
      visibility: 'public',
    })
  }
}

const EDITABLE: ReadonlySet<AccountKey> = new Set<AccountKey>(['mastodon', 'instagram', 'forum', 'review'])

/** People who correct themselves, come back on their stars, or take back what they said. */
export function amend(stage: Stage, edits: number, takenBack: number): void {
  const dice = stage.dice.fork('amend')
  const theirs = stage.posts.filter((post) => post.person && post.activity.visibility === 'public')
  const changed = new Set<Post>()
  const answered = new Set(stage.items.map(({ activity }) => activity.object.inReplyTo))
  pick(
    theirs.filter((post) => EDITABLE.has(post.account)),
    edits,
    changed,
    dice,
    (post) => edited(stage, post, dice),
  )
  pick(
    // What was answered or repeated stays: who takes it back does so before anybody has seen it.
    theirs.filter((post) => post.account !== 'review' && !answered.has(post.activity.object.id)),
    takenBack,
    changed,
    dice,
    (post) => deleted(stage, post, dice),
  )
}

function pick(
  posts: Post[],
  count: number,
  changed: Set<Post>,
  dice: Dice,
  change: (post: Post) => boolean,
): void {
  for (let made = 0, tries = 0; made < count && tries < count * 20; tries++) {
    const post = dice.pick(posts)
    if (changed.has(post) || !change(post)) continue
    changed.add(post)
    made++
  }
}

const SECOND_THOUGHTS = {
  fr: {
    better: [
      'MISE À JOUR : le SAV m’a rappelé, tout est réglé. J’ajoute deux étoiles.',
      'EDIT : remboursement reçu. Merci.',
      'Edit : échangé sans discuter finalement, je corrige ma note.',
    ],
    solved: [
      'EDIT : répondu en privé, merci !',
      'Edit : c’est bon, tout est réglé !',
      'Edit : ils m’ont écrit ce matin.',
    ],
    typed: ['Edit : fautes de frappe.', '(edit : orthographe…)', 'Edit : j’avais mal lu.'],
  },
  en: {
    better: ['UPDATE: support called me, all sorted. Two more stars.', 'Edit: refund received, thanks.'],
    solved: ['EDIT: got an answer, thanks!', 'Edit: sorted now.'],
    typed: ['Edit: typo.', '(edit: misread, sorry)'],
  },
}

/** Reviews are taken up again days after, the rest within the hour. */
function edited(stage: Stage, post: Post, dice: Dice): boolean {
  const { object, published, actor, visibility } = post.activity
  const review = object.rating !== undefined
  const low = review && (object.rating ?? 5) <= 2
  const wanted =
    post.intent !== 'ours' && post.intent !== 'press' && post.intent !== 'rival' && needsAnswer(post.intent)
  const words = SECOND_THOUGHTS[post.person?.lang ?? 'fr'][low ? 'better' : wanted ? 'solved' : 'typed']
  const at = published.getTime() + (review ? dice.around(5 * DAY, 0.6) : dice.around(25 * 60_000, 1))
  const text = `${object.text}\n\n${dice.pick(words)}`
  return stage.emit(post.account, {
    verb: 'Update',
    externalId: `${object.id}#2`,
    published: new Date(at),
    actor,
    object: { ...object, text, ...(low ? { rating: (object.rating ?? 1) + 2 } : {}) },
    visibility,
  })
}

function deleted(stage: Stage, post: Post, dice: Dice): boolean {
  const { object, published, actor, visibility } = post.activity
  const at = published.getTime() + dice.around(50 * 60_000, 1.2)
  const gone = { type: object.type, id: object.id, ...(object.thread ? { thread: object.thread } : {}) }
  return stage.emit(post.account, {
    verb: 'Delete',
    externalId: `${object.id}#gone`,
    published: new Date(at),
    actor,
    object: gone,
    visibility,
  })
}
