/** Sign, name and other words in French, name and other words in English: those that an answer has use for. */
const LIST = `
😊|visage souriant, sourire, content|smiling face, smile, happy
🙂|léger sourire, gentil|slight smile, kind
😀|grand sourire, joie|grinning, joy
😄|rire, joyeux|laughing, joyful
😉|clin d’œil|wink
😍|yeux en cœur, adorer, amour|heart eyes, love
🥰|affection, tendresse|affection, tender
🤗|câlin, accueil|hug, welcome
😅|sueur, gêne|sweat, phew
🤔|réflexion, penser|thinking, hmm
😌|soulagé, serein|relieved, calm
😎|lunettes de soleil, cool|sunglasses, cool
🤩|émerveillé, étoiles|star-struck, wow
🥳|fête, anniversaire|party, birthday
😇|ange, innocent|angel, innocent
😔|pensif, déçu, désolé|pensive, disappointed, sorry
😕|confus, perplexe|confused, puzzled
😟|inquiet|worried
😢|triste, larme|sad, tear
🥺|suppliant, s’il vous plaît|pleading, please
😳|gêné, rouge|flushed, embarrassed
😴|dormir, fatigue|sleeping, tired
🤒|malade|ill, sick
🙏|merci, mains jointes, prière|thank you, folded hands, please
👍|pouce, d’accord, bien|thumbs up, ok, good
👎|pouce en bas, pas bien|thumbs down, bad
👌|parfait, ok|perfect, ok
👏|applaudir, bravo|clap, bravo
🙌|bravo, victoire, mains levées|hooray, raised hands
💪|force, courage|strength, courage
🤝|poignée de main, accord|handshake, deal
✌️|victoire, paix|victory, peace
👋|bonjour, coucou, au revoir|hello, wave, goodbye
🤞|doigts croisés, chance|fingers crossed, luck
👉|droite, voir|right, see
👇|bas, dessous|down, below
✍️|écrire, main|writing, hand
👀|regarder, yeux|looking, eyes
❤️|cœur, amour|heart, love
🧡|cœur orange|orange heart
💛|cœur jaune|yellow heart
💚|cœur vert|green heart
💙|cœur bleu|blue heart
💜|cœur violet|purple heart
🤍|cœur blanc|white heart
🖤|cœur noir, deuil|black heart, mourning
💔|cœur brisé|broken heart
✨|étincelles, neuf, magie|sparkles, new, magic
⭐|étoile, avis|star, review
🌟|étoile brillante|glowing star
🎉|fête, félicitations|party, congratulations
🎊|confettis|confetti
🎁|cadeau|gift, present
🎂|gâteau, anniversaire|cake, birthday
🏆|trophée, gagner|trophy, win
🥇|médaille, premier|medal, first
🎈|ballon, fête|balloon, party
🔥|feu, tendance|fire, trending
💡|idée, lampe, lumière|idea, lamp, light
✅|fait, validé, oui|done, check, yes
☑️|coché|checked
❌|non, erreur, croix|no, error, cross
⚠️|attention, alerte|warning, caution
❗|exclamation, important|exclamation, important
❓|question|question
ℹ️|information|information
🆕|nouveau|new
🔔|cloche, rappel|bell, reminder
📢|annonce, haut-parleur|announcement, loudspeaker
💬|message, bulle|message, speech
📩|message reçu, e-mail|message received, e-mail
✉️|lettre, courrier|letter, envelope, mail
📧|e-mail, courriel|e-mail
📞|téléphone, appel|telephone, call
📱|portable, mobile|mobile phone
💻|ordinateur|computer, laptop
🖨️|imprimer|printer
📷|photo, appareil|camera, photo
🎥|vidéo, caméra|video, camera
🔗|lien|link
📎|trombone, pièce jointe|paperclip, attachment
📄|document, facture|document, invoice
📝|note, mémo|note, memo
📅|calendrier, date|calendar, date
⏰|réveil, heure|alarm clock, time
⏳|attente, sablier|waiting, hourglass
🕒|heure, horloge|clock, hour
📦|colis, carton, livraison|parcel, package, delivery
🚚|livraison, camion|delivery, truck
🛵|livreur, scooter|courier, scooter
✈️|avion, voyage|plane, travel
🚆|train|train
🚗|voiture|car
🛒|panier, courses|cart, shopping
🛍️|achats, sacs|shopping bags
💳|carte bancaire, paiement|credit card, payment
💶|euros, argent|euros, money
💷|livres, argent|pounds, money
🧾|reçu, ticket|receipt, bill
🏷️|étiquette, prix|label, price, tag
🔁|échange, retour|exchange, repeat, return
↩️|retour|return, back
🔧|réparation, clé|repair, wrench
🛠️|outils, service après-vente|tools, after-sales
⚙️|réglages|settings, gear
🔒|sécurité, cadenas|security, lock
🔑|clé|key
🔍|recherche, loupe|search, magnifying glass
🏠|maison|house, home
🏬|magasin|shop, store
📍|lieu, adresse|place, pin, address
🗺️|carte, plan|map
🌍|monde, Terre|world, Earth
🇫🇷|France, drapeau|France, flag
🇬🇧|Royaume-Uni, drapeau|United Kingdom, flag
🇪🇺|Europe, drapeau|Europe, flag
☀️|soleil, beau temps|sun, sunny
🌤️|éclaircie|partly sunny
🌧️|pluie|rain
❄️|neige, froid|snow, cold
🌈|arc-en-ciel|rainbow
🌙|lune, nuit|moon, night
🌸|fleur, printemps|flower, spring
🌹|rose|rose
🌻|tournesol|sunflower
🌱|pousse, écologie|sprout, ecology
🌲|sapin, arbre|tree, fir
🍀|trèfle, chance|clover, luck
♻️|recyclage|recycling
☕|café|coffee
🍵|thé|tea
🍞|pain|bread
🥐|croissant|croissant
🧀|fromage|cheese
🍕|pizza|pizza
🍰|gâteau, part|cake, slice
🍫|chocolat|chocolate
🍷|vin|wine
🥂|santé, trinquer|cheers, toast
🐶|chien|dog
🐱|chat|cat
🐝|abeille|bee
🦋|papillon|butterfly
👶|bébé|baby
👪|famille|family
👩‍💻|conseillère, informatique|advisor, technologist
🧑‍🔧|technicien, réparateur|mechanic, technician
🎓|diplôme, études|graduation, studies
📚|livres, lecture|books, reading
🎵|musique|music
🎨|art, peinture|art, paint
⚽|football|football, soccer
🏃|courir, vite|running, fast
🕯️|bougie, hommage, lumière|candle, tribute, light
🏮|lanterne|lantern`

export interface Emoji {
  sign: string
  fr: string[]
  en: string[]
}

export const EMOJI: readonly Emoji[] = LIST.trim()
  .split('\n')
  .map((line) => {
    const [sign = '', fr = '', en = ''] = line.split('|')
    return { sign, fr: fr.split(', '), en: en.split(', ') }
  })

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/’/g, "'")
    .replace(/œ/g, 'oe')
    .toLowerCase()

export function nameOf(emoji: Emoji, locale: string): string {
  return (locale === 'fr' ? emoji.fr[0] : emoji.en[0]) ?? emoji.sign
}

/** Those whose words begin with what is typed, in the reader’s language first; all of them where nothing is. */
export function found(typed: string, locale: string): Emoji[] {
  const asked = fold(typed.trim())
  if (asked === '') return [...EMOJI]
  const begins = (names: readonly string[]) =>
    names.some(
      (name) =>
        fold(name)
          .split(/[\s'-]+/u)
          .some((word) => word.startsWith(asked)) || fold(name).startsWith(asked),
    )
  const own = EMOJI.filter((one) => begins(locale === 'fr' ? one.fr : one.en))
  const other = EMOJI.filter((one) => !own.includes(one) && begins(locale === 'fr' ? one.en : one.fr))
  return [...own, ...other]
}

const KEY = 'veillee.emoji'
const MOST = 16
type Kept = Pick<Storage, 'getItem' | 'setItem'>

/** Used last, the newest first. */
export function recent(storage: Kept = localStorage): Emoji[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]')
    const signs = Array.isArray(kept) ? kept : []
    return signs.flatMap((sign) => EMOJI.find((one) => one.sign === sign) ?? []).slice(0, MOST)
  } catch {
    return []
  }
}

export function noteRecent(sign: string, storage: Kept = localStorage): void {
  const signs = recent(storage).map((one) => one.sign)
  try {
    storage.setItem(KEY, JSON.stringify([sign, ...signs.filter((one) => one !== sign)].slice(0, MOST)))
  } catch {
    // It is only not remembered.
  }
}

/** Where an arrow leads in a grid of `columns`; null for a key that is none. */
export function stepIn(key: string, at: number, count: number, columns: number): number | null {
  const step = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -count,
    End: count,
  }[key]
  if (step === undefined || count === 0) return null
  return Math.max(0, Math.min(count - 1, at + step))
}
