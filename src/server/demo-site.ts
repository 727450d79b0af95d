import type { Handle } from '../../lib/db/index.ts'
import { channelOf } from '../channels/index.ts'
import { createAccount } from '../ingest/index.ts'
import { logExchange } from '../relate/inbox/index.ts'
import { type Episode, type Story, tellStory } from '../relate/site/index.ts'
import type { Engine } from './engine.ts'

const MINUTE = 60_000
const weekdays = [1, 2, 3, 4, 5]
const windows = weekdays.map((day) => ({ day, from: '09:00', to: '18:00' }))
const CONFIG = {
  zone: 'Europe/Paris',
  language: 'page',
  hours: windows,
  callBack: { enabled: true, windows, minutes: 20, atOnce: 2, notice: 60, days: 10 },
}

const both = (fr: string, en: string) => ({ fr, en })
const FORM: Story['form'] = {
  name: 'Après-vente',
  thanks: both(
    'Merci, nous revenons vers vous sous un jour ouvré.',
    'Thank you, we answer within a working day.',
  ),
  fields: [
    { id: 'nom', kind: 'name', label: both('Nom', 'Name'), required: true },
    { id: 'adresse', kind: 'email', label: both('Adresse électronique', 'E-mail'), required: true },
    { id: 'commande', kind: 'order', label: both('Numéro de commande', 'Order number'), required: false },
    { id: 'message', kind: 'message', label: both('Votre message', 'Your message'), required: true },
  ],
}

/** Whoever is named here does not exist; numbers are those that are kept for stories. */
function episodes(now: Date): Episode[] {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE)
  const page = (path: string) => `https://lumerelle.example/${path}`
  return [
    {
      ...{
        at: ago(1_500),
        name: 'Soline Perrec',
        email: 'soline@client.example',
        page: page('lampes/ambre'),
      },
      talk: [
        { minutes: 0, text: 'Bonjour, la lampe Ambre existe-t-elle avec un câble plus long ?' },
        {
          ours: true,
          minutes: 6,
          text: 'Bonjour Soline, oui, en trois mètres sur demande. Belle journée à vous.',
        },
        { minutes: 8, text: 'Parfait, merci beaucoup.' },
      ],
    },
    {
      ...{ at: ago(190), name: 'Bastien Lorcy', email: 'bastien@client.example', page: page('contact') },
      filled: {
        ...{ nom: 'Bastien Lorcy', adresse: 'bastien@client.example', commande: 'LM-48213' },
        message: 'Bonjour, le pied de ma lampe est arrivé rayé. Pouvez-vous me dire comment l’échanger ?',
      },
    },
    {
      ...{ at: ago(75), name: 'Odile Varenne', email: 'odile@client.example', page: page('retours') },
      call: { phone: '+33 1 99 00 12 34', about: 'Un retour hors délai, pour raison de santé.', nth: 3 },
    },
    {
      ...{ at: ago(12), name: 'Ilyes Marchand', email: 'ilyes@client.example', page: page('livraison') },
      talk: [
        { minutes: 0, text: 'Bonjour, mon colis est noté livré mais je n’ai rien reçu.' },
        { minutes: 2, text: 'C’est la commande LM-48377, un cadeau pour demain.' },
      ],
    },
  ]
}

/** The shop’s own site with what its visitors said, and a call that was written down; to be read by the consumers after. */
export async function fillSite(
  tx: Handle,
  { vault, pipeline }: Pick<Engine, 'vault' | 'pipeline'>,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
  now: Date,
): Promise<void> {
  const channel = channelOf('site')
  if (!channel) throw new Error('our own sites are a channel')
  const config = channel.config.parse(CONFIG) as Record<string, unknown>
  const accountId = await createAccount(tx, vault, channel, {
    workspaceId,
    name: 'Lumerelle, la boutique',
    config,
  })
  const told = { ...pipeline, now: () => now }
  const story = { form: FORM, episodes: episodes(now), us: 'Lumerelle' }
  await tellStory(tx, { workspaceId, accountId, pipeline: told }, story)
  const at = new Date(now.getTime() - 150 * MINUTE)
  await logExchange(
    tx,
    { ...pipeline, now: () => at },
    workspaceId,
    {
      ...{
        kind: 'phone',
        direction: 'in',
        name: 'Gaëlle Tanguy',
        contact: '+33 1 99 00 45 67',
        at,
        minutes: 7,
      },
      ...{ outcome: 'Résolu', next: null },
      note: 'Elle voulait changer l’adresse de livraison : c’est fait, le colis part ce soir.',
    },
    { memberId, now: at },
  )
}
