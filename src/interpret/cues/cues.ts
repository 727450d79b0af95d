import type { Token } from '../token.ts'

/**
 * Turns by which customers do something: leave, buy, ask, thank, find fault, press. Each is a pattern over the folded
 * words of a text, a space between each two, with ` ? ` and ` ! ` for the marks.
 */
const FRENCH: Record<string, RegExp> = {
  leave:
    / (?:resili\w*|desabonn\w*|desinscri\w*|desinstall\w*|cloturer?|cloture|clore|rompre|quitt(?:e|er|ons|es|ent|ez)|adieu|(?:je|on|nous|j') (?:me |m' |vous )?(?:barre|casse|tire|pars|part|partons|quitte|quittons|lache)|(?:va|vais|allons|ai|avons|suis|sommes|a|songe a|pense a) (?:tout )?(?:partir|parti|partie|partis|partir|changer d' \w+|change d' \w+|resilie|aller voir|passe chez)|passer? (?:chez|a la concurrence)|(?:ferm\w*|supprim\w*) (?:mon|le|notre|son|ce|definitivement) (?:\w+ )?compte|compte (?:supprime|ferme|cloture)|changer? de (?:cremerie|banque|operateur|fournisseur|salle|boutique|marque|mutuelle|assurance|forfait|logiciel)|(?:me|m'|nous) desengager?|fin de (?:contrat|mon contrat|mon abonnement)|derniere (?:fois|commande|facture|seance)|plus jamais|jamais plus|ne (?:me|m'|nous) re\w+ (?:plus|pas)|non reconduction|ne (?:pas )?(?:renouvel\w*|recondui\w*)|(?:arret\w*|annul\w*|stopp\w*|termin\w*) (?:mon|notre|l'|son|cet) (?:abonnement|adhesion|contrat|abo|inscription)|portabilite|code rio|rio|concurrent|concurrence|ailleurs|en face|bon vent|sans moi|ciao|bye|tchao|demission\w*|retractation|preavis|depart|rends? (?:ma|mon|mes) (?:carte|badge|box|modem)|on part|je pars|au revoir et|sans regret|plus (?:client|cliente|clients|abonne|abonnee)|ancien(?:ne)? client(?:e)?) /,
  would:
    / (?:si (?:ca|vous|ce|cela|rien|je|on|j'|l'|la|le|d' ici)|sinon|encore une?|prochaine?|au prochain|a la prochaine) .*(?:part|pars|partons|quitt\w*|resili\w*|desabonn\w*|ailleurs|concurren\w*|en face|change\w*|desinstall\w*|annule|arrete|salut|adieu|ferme) /,
  buy: / (?:achet\w*|acquerir|command(?:er|e ce soir|ons)|reserv(?:er|e|ons|ation)|souscri\w*|s' inscrire|m' inscrire|nous inscrire|inscri(?:re|ption|ptions)|s' abonner|m' abonner|prendre (?:un|une|le|la|des|l')|(?:en|toujours|encore) (?:stock|dispo|disponibles?)|dispo|disponibles?|devis|tarifs?|prix|combien (?:coute|pour|vaut|la|le|l')|vous prenez combien|c' est combien|coute combien|vend(?:ez|re|u|us)|livr(?:ez|able)|faites vous|proposez vous|proposez|avez vous (?:encore|toujours|un|une|des|le|la)|vous l' avez|vous (?:avez|auriez|faites) (?:encore|toujours|un|une|des|le|la|ca)|il (?:en )?reste|reste (?:t|il|des)|promo|reduction|essai gratuit|precommande\w*|(?:je|j'|on|nous) (?:cherche|cherchons|voudrais|voudrait|aimerais|aimerait|aimerions|veux|veut|voulons|prends|prend|craque|hesite|hesitons|commande|reserve|achete|souhaite|souhaitons|souhaiterais|envisage|envisageons|me laisse tenter|me tate)|interess\w*|me tente|tentee?|envie de|liste d' attente|ajouter une|il m' en faut|il me faut|offrir|cadeau|pour (?:noel|l' anniv\w*)|a la (?:vente|carte)|en (?:38|40|42|44|taille|xl|m|l|s)|conseillez|adherer|places?|billets?|ou (?:trouver|acheter)|quand (?:sort|sera|seront)|panier) /,
  ask: / (?:comment|combien|quels?|quelles?|ou|quand|pourquoi|est ce|qui|quoi|lequel|laquelle|peut on|puis je|pouvez vous|pourriez vous|pourrais je|dois je|faut il|y a t il|y a il|existe|possible|savoir|sait|savez|connaissez|a quoi|c' est (?:quoi|ou|quand)|koi|komen|cmt|svp|stp|besoin d' (?:aide|un)|aidez|une question|question|normal que|prevu|prevoyez|est il|sont ils|peux|peut|puis) (?:[^!]* )?\? /,
  thank:
    / (?:merci|bravo|felicitations?|chapeau|respect|top|genial\w*|parfait\w*|excellent\w*|super|nickel|adore|ador\w*|j' aime|aime|ravi\w*|content\w*|satisfait\w*|recommande|conseille|meilleure?s?|regal\w*|magnifiques?|sublimes?|efficaces?|adorables?|gentil\w*|au top|impeccable\w*|sauve\w*|enfin|bluff\w*|coup de coeur|pepite|merite|bonheur|delici\w*|rapide\w*|soulag\w*|fier|fiere|champion\w*|bien (?:joue|fait|recu|vu)|rien a (?:dire|redire)) /,
  fault:
    / (?:toujours (?:pas|rien|aucune?)|encore (?:une? fois|rate|en panne)|ne (?:marche|fonctionne|repond|sert|s' allume|charge)|marche (?:pas|plus)|fonctionne (?:pas|plus)|plus (?:de|rien|aucun\w*)|pas recu|jamais recu|panne|bug\w*|plante\w*|cass\w*|casse|abime\w*|retard\w*|attend\w*|attente|annul\w*|erreurs?|debit\w*|prelev\w*|factur\w* (?:deux|2|en double)|injoignable|aucune? (?:reponse|nouvelle|explication|solution|info)|personne|rembours\w*|honte|honteux|scandale\w*|arnaque\w*|vol|voleurs|inadmissible|inacceptable|n' importe quoi|lamentable|nul|nulle|nuls|pire|marre|ras le bol|foutent?|foute|moque\w*|perdu\w*|disparu\w*|bloque\w*|coup(?:e|es|ure|ures)|rame|lent\w*|sale|froid\w*|cher|chere|augment\w*|penalites?|pub|pubs|mensong\w*|impossible|deux fois|trois fois|[2-9] (?:fois|jours|semaines|mois|heures|h)|depuis|et pourtant|cherchez l' erreur|comme par hasard|bravo pour) /,
  news: / (?:je participe|concours|tirage au sort|il parait|parait que|embauch\w*|recrut\w*|stage|alternance|cv|candidature|idee|suggestion|ce serait (?:bien|chouette|top|sympa|cool)|pourrait|un jour peut etre|joyeux|bonne (?:annee|fete|journee|soiree)|trouve|retrouve|astuce|si ca peut aider|pour (?:ceux|celles|info|rappel)|rappel|qui veut|appel a|temoign\w*|regarde\w*|blague|mdr|lol|ptdr|signe|annonce\w*|sondage|debat|mon (?:frere|pere|fils|cousin|pote) (?:joue|bosse|travaille)|vu (?:a|dans|sur)|inaugur\w*|samedi (?:a|au)) /,
  now: / (?:urgent\w*|urgence|au secours|help|vite|immediatement|tout de suite|maintenant|la maintenant|ce soir|cet apres midi|ce matin|aujourd'hui|demain|dans (?:une|1|2|deux|10|dix|15|20|30|40|quelques) (?:h|heures?|min|minutes?)|minuit|avant (?:midi|ce soir|demain|\d+ ?h)|gaz|fuite|fuit|fumee|fume|brul\w*|feu|incendie|danger\w*|bless\w*|malaise|allergi\w*|bebe|enfants?|enceinte|hopital|oxygene|insuline|handicap\w*|fauteuil|secours|pirat\w*|fraude|vole|volee|usurp\w*|bloquee?s? (?:a|dans|sur)|coince\w*|etincelles?|disjonct\w*|electrocut\w*|inond\w*|s' evanoui\w*|tombe\w*) /,
  soon: / (?:toujours (?:pas|rien|aucune?)|encore (?:rien|une fois)|relanc\w*|deja (?:ecrit|appele|signale|envoye|demande)|(?:2e|3e|4e|deuxieme|troisieme|quatrieme|nieme|enieme) (?:mail|fois|appel|relance|message|jour|semaine)|sans (?:reponse|nouvelle|nouvelles)|pas de (?:reponse|nouvelle|nouvelles)|rembours\w*|debit\w*|prelev\w*|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|semaine prochaine|cette semaine|apres demain|(?:en|depuis) panne|ne (?:marche|fonctionne|s' allume|charge) (?:plus|pas)|pas recu|quand (?:sera|seront|allez|aurai|est ce)|allez vous|j' attends|on attend|nous attendons|en attente|dysfonction\w*|penalites?|avocat|mediateur|plainte|justice|dgccrf|ufc|mise en demeure|confirm\w*) /,
}
const ENGLISH: Record<string, RegExp> = {
  leave:
    / (?:cancel(?:led|ling|ing)? (?:my|our|the) (?:account|subscription|contract|plan|membership|service)|unsubscrib\w*|switch(?:ing|ed)? to|leaving|never (?:again|buying|shopping|using|ordering)|last time|taking my business|close my account|done with (?:you|this)|goodbye|bye) /,
  would: / (?:if .*|or) (?:i'm|i am|i'll|we'll|we're) (?:leaving|gone|done|cancel\w*|switching) /,
  buy: / (?:buy|buying|order|purchase|in stock|restock\w*|available|price|how much|pre order|where can i (?:get|buy|find)|do you (?:sell|have|stock|ship|deliver)|want (?:one|this|these)|need (?:one|this|these)|interested|thinking of getting|discount|sign up) /,
  ask: / (?:how|what|when|where|why|who|which|is|are|do|does|did|can|could|will|would|should|anyone) (?:[^!]* )?\? /,
  thank:
    / (?:thanks|thank you|thx|love|great|awesome|amazing|excellent|best|perfect|happy|brilliant|kudos|well done|good job|appreciate|fantastic|wonderful|recommend) /,
  fault:
    / (?:still (?:no|not|waiting|nothing|haven't)|not working|doesn't work|won't|broken|issues?|problems?|error|worst|terrible|awful|horrible|rude|late|delay\w*|refund|waiting|never|no (?:one|reply|response|answer)|ridiculous|unacceptable|fix|cancelled|charged|lost|disappoint\w*|fail\w*|wtf|sucks|joke) /,
  news: / (?:giveaway|contest|hiring|job|congrats|happy birthday|rt|check out|article|news|lol) /,
  now: / (?:urgent\w*|asap|emergency|right now|immediately|tonight|today|tomorrow|gas|smoke|fire|burn\w*|leak\w*|danger\w*|injur\w*|hacked|fraud|stolen|stranded|stuck) /,
  soon: / (?:still (?:no|not|waiting|nothing|haven't)|(?:second|third|2nd|3rd|4th) (?:time|email|call)|no (?:reply|response|answer)|refund|charged|not working|lawyer|lawsuit|this week|monday|tuesday|wednesday|thursday|friday|saturday|sunday) /,
}
const CUES = new Map([
  ['fr', Object.entries(FRENCH)],
  ['en', Object.entries(ENGLISH)],
])
const MARKS = ['question', 'exclaim', 'named', 'brief', 'long'] as const

export const CUE_NAMES: readonly string[] = [...Object.keys(FRENCH), ...MARKS]

/** Letters read: a pattern over a long text costs, and who wants something says so early or at the end. */
const READ = 600

/** Which cues stand in a text, 1 each, and its marks. */
export function cuesIn(tokens: Token[], lang: string): Record<string, number> {
  const cues: Record<string, number> = {}
  const words: string[] = []
  let named = 0
  for (const token of tokens) {
    if (token.kind === 'word') words.push(token.form)
    else if (token.kind === 'stop')
      words.push(token.form.includes('?') ? '?' : token.form.includes('!') ? '!' : '.')
    else if (token.kind === 'skip' && token.form.startsWith('@')) named++
  }
  const whole = words.join(' ')
  const text = ` ${whole.length > READ * 2 ? `${whole.slice(0, READ)} ${whole.slice(-READ)}` : whole} `
  for (const [name, pattern] of CUES.get(lang) ?? []) if (pattern.test(text)) cues[name] = 1
  if (text.includes(' ? ')) cues.question = 1
  if (text.includes(' ! ')) cues.exclaim = 1
  if (named > 1) cues.named = 1
  if (words.length < 8) cues.brief = 1
  if (words.length > 45) cues.long = 1
  return cues
}
