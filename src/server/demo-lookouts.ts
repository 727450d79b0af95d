import type { Handle } from '../../lib/db/index.ts'
import { showPage, showSite } from '../ingest/index.ts'

const DAY = 86_400_000

const RULES = [
  '# Règles des concours',
  'Les présentes règles s’appliquent aux concours, jeux et tirages organisés par une page sur ce réseau.',
  '## Ce que vous devez dire',
  'L’organisateur publie le règlement complet du concours avant qu’il commence, et le garde accessible jusqu’à la remise des lots.',
  'Il indique clairement que le concours n’est ni géré ni parrainé par le réseau.',
  '## Ce que vous pouvez demander',
  'Vous pouvez demander de commenter une publication, d’aimer une page ou de répondre à une question.',
  'Vous ne pouvez pas demander de partager une publication sur le profil d’une personne ni d’identifier des amis pour participer.',
  '## Données personnelles',
  'Les données recueillies pour un concours ne servent qu’à ce concours, et sont effacées dans les trois mois qui suivent sa fin.',
  'Une personne peut à tout moment demander ce que vous savez d’elle.',
  '## Ce que fait le réseau',
  'Le réseau peut retirer un concours qui ne respecte pas ces règles, et suspendre la page qui l’organise.',
]

/** The same rules, a month later: a delay shortened, a demand forbidden, a paragraph moved. */
function changed(): string[] {
  const lines = RULES.map((line) =>
    line
      .replace('dans les trois mois qui suivent', 'dans les trente jours qui suivent')
      .replace('de commenter une publication, d’aimer une page ou', 'de commenter une publication ou'),
  )
  const [moved = ''] = lines.splice(10, 1)
  lines.splice(4, 0, moved)
  return [
    ...lines,
    'Un concours ouvert à des mineurs demande l’accord écrit d’un parent, que l’organisateur conserve.',
  ]
}

/** Pages and sites of the story, as they stand this morning; none of them is ever asked for. */
export async function fillLookouts(tx: Handle, workspaceId: string, by: string, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const page = { kind: 'terms', every: 'day', assignee_id: by } as const
  await showPage(
    tx,
    workspaceId,
    { ...page, url: 'https://reseau.example/regles/concours', name: 'Règles des concours' },
    [
      { seen: ago(46), text: RULES.join('\n') },
      { seen: ago(1.2), text: changed().join('\n') },
    ],
  )
  await showPage(
    tx,
    workspaceId,
    { ...page, url: 'https://avis.example/professionnels', name: 'Avis · conditions des professionnels' },
    [{ seen: ago(46), text: RULES.slice(0, 6).join('\n') }],
  )
  const shop = { minutes: 60, status: null, text: 'Lumerelle', seconds: 10 }
  const expires = new Date(now.getTime() + 61 * DAY)
  await showSite(
    tx,
    workspaceId,
    { ...shop, url: 'https://lumerelle.example/', name: 'Boutique' },
    looksOf(),
    {
      now,
      expires,
    },
  )
}

/** Two weeks by the hour, slower in the evening, with a fall of two hours and a night when nobody looked. */
function looksOf() {
  return Array.from({ length: 14 * 24 }, (_, i) => {
    const hours = 14 * 24 - i
    const took = 120 + 60 * Math.sin((hours / 24) * 2 * Math.PI) + ((i * 37) % 50)
    const fell = hours === 77 || hours === 76 || hours === 75
    return {
      ago: hours * 60,
      status: fell ? 503 : 200,
      took: Math.round(took),
      asleep: hours > 120 && hours < 129,
    }
  }).filter((look) => !look.asleep)
}
