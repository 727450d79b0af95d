import type { Terms } from '../trait.ts'

interface Known {
  /** Beginnings of the names that a brand gives it, folded: no accents, lower case. */
  names: string[]
  terms: Terms
  opposites: Terms
}

const known = (names: string, fr: string, en: string, notFr: string, notEn: string): Known => {
  const list = (text: string) => text.split(', ').filter((term) => term !== '')
  return {
    names: list(names),
    terms: { fr: list(fr), en: list(en) },
    opposites: { fr: list(notFr), en: list(notEn) },
  }
}

/** Words of what brands most often say of themselves, and of who finds the contrary: to start from, and to be amended. */
export const KNOWN: readonly Known[] = [
  known(
    'fiab, reliab, solid, robust',
    'fiable*, solide*, robuste*, tient la route, tient le coup, increvable*',
    'reliable, sturdy, solid, dependable, well built',
    'en panne, tombe en panne, fragile*, se casse, a lâché, ne marche plus',
    'unreliable, flimsy, broke, broken, stopped working, fell apart',
  ),
  known(
    'durab, sustainab, ecolog, vert, green, respons',
    'durable*, réparable*, se répare, écologique*, recyclé*, à vie, pour la vie',
    'durable, lasting, repairable, sustainable, recycled, eco friendly',
    'jetable*, obsolescence, greenwashing, pas réparable, polluant*',
    'disposable, greenwashing, wasteful, throwaway',
  ),
  known(
    'chaleur, warm, convivial, accueillant',
    'chaleureu*, chaleur, cocon, cosy, douceur, tout doux, toute douce, accueillant*',
    'warm, cosy, cozy, welcoming, soft light',
    'froid, froide, glacial*, impersonnel*, sans âme, hautain*',
    'cold, impersonal, soulless, unwelcoming',
  ),
  known(
    'honnet, honest, transparen, franc, sincer, integr',
    'honnête*, transparent*, transparence, franc, franche*, sincère*, sans détour',
    'honest, transparent, sincere, upfront, straightforward',
    'menteu*, mensonge*, arnaque*, malhonnête*, cacher, nous cache, se moque*, publicité mensongère',
    'liar*, lies, scam*, dishonest, misleading, rip off, hiding',
  ),
  known(
    "a l'ecoute, ecoute, attenti, listen, caring, proche, close, proxim",
    'à l’écoute, écoute, attentif*, attentionné*, adorable*, aux petits soins, réactif*, patience',
    'listens, listening, attentive, caring, helpful, responsive, patient',
    'sourde oreille, ne répond*, pas de réponse, sans réponse, ignoré*, s’en fiche*, silence radio, raccroche*',
    'ignored, no answer, no reply, never answer*, do not care, unresponsive',
  ),
  known(
    'fabriqu, made in, francai, local, artisan',
    'fabriqué en France, fabriquée en France, made in France, artisan*, atelier, local, locale*, savoir-faire, à la main',
    'made in France, craft*, handmade, workshop, local',
    'made in China, fabriqué en Chine, importé*, délocalis*, faux made in France',
    'made in China, imported, outsourced, mass produced',
  ),
  known(
    'qualit, excellen, premium, soign',
    'qualité, soigné*, finitions, impeccable*, belle facture, excellent*',
    'quality, well made, beautifully made, excellent, finish, craftsmanship',
    'mauvaise qualité, camelote, bas de gamme, mal fini*, bâclé*, de la merde',
    'poor quality, cheaply made, shoddy, badly made, junk',
  ),
  known(
    'innov, modern, avant-gard, creati, audac',
    'innovant*, innovation*, ingénieu*, original*, créati*, astucieu*, moderne*',
    'innovative, innovation, clever, original, creative, ingenious, modern',
    'dépassé*, ringard*, déjà vu, copie, vieillot*, sans originalité',
    'outdated, old fashioned, copied, unoriginal, dated',
  ),
  known(
    'abordab, accessib, affordab, economi, pas cher, bon marche',
    'abordable*, bon rapport, pas cher, bon prix, prix correct*, raisonnable*, accessible*',
    'affordable, good value, value for money, fair price, reasonable, cheap',
    'trop cher*, hors de prix, cher pour, prix abusif*, exorbitant*',
    'too expensive, overpriced, pricey, costs a fortune',
  ),
  known(
    'rapid, fast, quick, reactif, reactiv, efficac, ponctu',
    'rapide*, rapidement, réactif*, efficace*, en avance, à temps, dans les temps',
    'fast, quick, quickly, prompt, on time, efficient',
    'retard*, lent, lente*, en retard, interminable*, j’attends, toujours pas reçu',
    'late, slow, delay*, still waiting, takes forever',
  ),
  known(
    'expert, competen, professionn, savoir',
    'expert*, compétent*, professionnel*, savoir-faire, de bon conseil, maîtris*',
    'expert*, competent, professional, knowledgeable, know their',
    'incompétent*, amateur*, pas professionnel*, n’y connaît rien, mal conseillé*',
    'incompetent, amateurish, unprofessional, clueless',
  ),
  known(
    'sur, secur, safe, sans danger, confian, trust',
    'sûr, sûre, en sécurité, sécurité, confiance, rassurant*, les yeux fermés',
    'safe, safety, secure, trust, trustworthy, reassuring',
    'dangereu*, danger, brûl*, prend feu, peur, méfian*, plus confiance',
    'dangerous, unsafe, caught fire, burn*, scared, do not trust',
  ),
  known(
    'beau, belle, elegan, esthet, design, raffin, beauti',
    'beau, belle, élégant*, magnifique*, superbe*, sublime*, joli, jolie, design',
    'beautiful, elegant, gorgeous, stunning, lovely, stylish, design',
    'moche*, laid, laide*, kitsch, hideu*, vilain*',
    'ugly, hideous, tacky, ungainly',
  ),
  known(
    'simpl, facil, easy, pratique',
    'simple*, facile*, pratique*, intuitif*, sans prise de tête, en cinq minutes',
    'simple, easy, practical, intuitive, straightforward, effortless',
    'compliqué*, usine à gaz, prise de tête, incompréhensible*, galère*',
    'complicated, confusing, cumbersome, hassle',
  ),
  known(
    'solidair, engag, ethi, generou, humain, citoyen',
    'engagé*, solidaire*, éthique*, généreu*, humain, humaine*, respectueu*',
    'committed, ethical, generous, fair, human, respectful',
    'exploite*, cynique*, inhumain*, irrespectueu*, sans scrupule*',
    'exploit*, cynical, greedy, disrespectful, unethical',
  ),
  known(
    'inclusi, divers, ouvert, accessib',
    'inclusi*, divers*, ouvert à tous, pour tous, bienveillant*, accessible*',
    'inclusive, diverse, for everyone, open, accessible',
    'discrimin*, sexiste*, raciste*, exclu*, méprisant*',
    'discriminat*, sexist, racist, excluded, condescending',
  ),
]
