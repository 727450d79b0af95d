/** The brand's own voice: vouvoiement, warm and sober. */
export const posts = [
  'Ce matin à l’atelier : [pliage des abat-jour|polissage des socles|contrôle des câbles un par un|soufflage des globes]. Quarante minutes de patience par pièce. ✨',
  '{Le} revient en stock, [en laiton et en noir|dans son coloris d’origine|en petite série de 300]. Lien en bio 🧡',
  'Une question qu’on nous pose souvent : quelle ampoule pour une lumière douce ? Réponse : 2200 K, et pas plus de 4 W le soir. 🕯️',
  'Plutôt 1 ou plutôt 2 ? Le futur coloris {du} se décide avec vous. [On lit tout.|Vous avez jusqu’à dimanche.|L’atelier attend votre verdict.]',
  'Derrière chaque {p}, il y a [Odile et ses trente ans de métier|Samir et son chalumeau|deux paires de mains et un chat qui surveille]. Portrait à lire sur le blog.',
  'Vos photos nous réchauffent. Merci à @{ami} pour ce joli coin lecture. Montrez-nous le vôtre ! #lumerelle',
  'Saviez-vous que toutes nos lampes se réparent ? Pièces détachées et tutos sont sur le site, [sans avoir à demander|et l’atelier vous aide par téléphone|pour toujours, ou presque].',
  'Portes ouvertes de l’atelier à {siege} [samedi prochain|ce week-end|le premier samedi du mois], de 10 h à 18 h. [Démonstrations, café, petites fournées de seconds choix.|Venez avec votre vieille lampe, on la regarde ensemble.]',
  'Nouveau sur le blog : [éclairer une pièce sans fenêtre|trois petites lumières valent mieux qu’un plafonnier|l’histoire {du}|comment nettoyer un abat-jour plissé].',
  'Le dimanche, [on baisse la lumière|on ralentit|on ne fait rien, et bien]. Belle soirée à toutes et à tous.',
  'La boutique {aville} fête ses trois ans. Un café et une bougie vous attendent [jusqu’à samedi|toute la semaine].',
  '{Le} vu par @{ami}. On ne s’en lasse pas.',
  'Petites économies : une lampe LED de 4 W allumée cinq heures par soir coûte moins de deux euros par an. 💡',
  'Seconde vie : rapportez une ancienne lampe, [repartez avec un bon de 15 €|on la répare ou on la démonte|rien ne part à la benne]. Dans nos quatre boutiques.',
  'L’atelier recrute [un·e abat-jouriste|un·e conseiller·ère pour la boutique de Nantes|une personne au service client]. Tout est sur le site.',
  'Il y a des [lampes|soirs|livres] qu’on ne finit jamais. [Bonne lecture.|Bonne soirée.]',
  'On termine la semaine avec {le}, photographié{e} par [Odile, entre deux vernis|notre voisine du dessus|un client {aville}].',
]
export const contestPost =
  '🎁 Jeu : une lampe au choix à gagner ! Racontez-nous votre moment préféré de la soirée et invitez deux amis. Tirage dimanche à 18 h, règlement sur le site, sans obligation d’achat.'
export const contestEnd =
  'Le sort a désigné @{ami} parmi vos {n}47 participations ! Merci pour vos récits, on les a tous lus à l’atelier. 🧡'

export const crisisPosts = [
  'Nous avons connaissance de deux signalements concernant la lampe Falot, dont la batterie a surchauffé pendant la charge. Par précaution : débranchez votre Falot et ne le rechargez pas. Nous revenons vers vous ce soir avec des informations précises.',
  'Point de 22 h. La vente du Falot est suspendue. Les lampes dont le numéro commence par FA-07 peuvent être concernées. Ne les chargez plus, tenez-les loin de ce qui peut brûler. Nous appelons une à une les personnes qui nous ont écrit.',
  'Rappel volontaire du lot FA-07 de la lampe Falot (1 240 pièces). Remboursement intégral ou échange, sans facture. Étiquette de retour et sac de sécurité envoyés à votre adresse : lumerelle.example/rappel-falot. Nous vous devons des excuses, les voici : nous sommes désolés.',
  'Où en est-on ? 731 lampes du lot FA-07 sur 1 240 sont revenues ou déclarées. L’expertise de la cellule est en cours dans un laboratoire indépendant ; nous publierons ses conclusions, quelles qu’elles soient.',
  'L’expertise est terminée : un séparateur mal posé sur une série de cellules livrée par notre fournisseur. Nous changeons de fournisseur et testons désormais chaque batterie 6 h en charge. Le rapport complet est en ligne.',
]

/** Answers, by what the customer's message was about. `{hi}` is filled with a greeting, `{bye}` with a farewell and a first name. */
export const answers: Record<string, string[]> = {
  again: [
    '{hi} Pardon pour ce silence, [votre message était passé entre deux files|j’attendais une réponse qui n’est pas venue]. [Je reprends la main aujourd’hui.|C’est réglé depuis ce matin.|Je vous appelle avant ce soir.] {bye}',
    '{hi} Vous avez bien fait d’insister. [Le dossier est sur mon bureau.|Je vous confirme une date demain au plus tard.|Farida s’en occupe en priorité.] {bye}',
    '{hi} Je n’ai pas encore la réponse du service concerné, [je préfère vous le dire|et je sais que c’est long]. [Point demain midi, promis.|Je relance à l’instant.] {bye}',
  ],
  welcome: [
    'Avec plaisir {à} ! {sig}',
    'Merci à vous, {à}. [N’hésitez pas.|Belle suite.|] {sig}',
    'Je vous en prie, [à bientôt|bonne soirée sous la lampe|on reste là si besoin]. {sig}',
  ],
  low: [
    '{hi} Merci d’avoir pris le temps d’écrire, même pour nous dire cela. [J’aimerais comprendre et réparer : écrivez-moi à contact@lumerelle.example, je suis votre dossier.|Ce que vous décrivez n’est pas ce que nous voulons ; je vous appelle demain.|Un échange ou un remboursement vous attend, selon votre préférence.] {bye}',
    '{hi} Nous prenons votre avis tel qu’il est. [Votre commande est retrouvée, un message vous attend.|L’atelier en a copie.|Pardon pour cette expérience, nous allons la rattraper.] {bye}',
    '{hi} Vous avez raison d’être {g déçu/déçue}. [Le retour est à notre charge, l’étiquette part ce soir.|Je reprends tout depuis le début avec vous.] {bye}',
  ],
  mid: [
    '{hi} Merci pour cet avis équilibré. [Nous notons le câble et l’ampoule, ce sont deux points que nous revoyons.|Si quelque chose vous gêne à l’usage, l’atelier ajuste gratuitement.] {bye}',
    '{hi} C’est utile, merci. [La fiche du site va être précisée.|Dites-nous ce qui ferait la quatrième étoile.] {bye}',
  ],
  high: [
    '{hi} Merci, votre avis est punaisé à l’atelier. [Belle soirée sous sa lumière.|Odile vous salue.|Au plaisir de vous revoir en boutique.] {bye}',
    'Merci {à} ! [C’est exactement ce que nous espérons à chaque lampe.|Vos mots donnent du cœur.|À bientôt.] {sig}',
    '{hi} Quel plaisir de vous lire, merci. {bye}',
  ],
  blog: [
    '{hi} Bonne remarque, [nous complétons l’article cette semaine|je corrige le lien tout de suite|nous préparons justement un billet là-dessus]. {bye}',
    '{hi} Merci de nous lire ! [Et pour les plantes comme pour les yeux, tout est affaire de dosage.|Les portes ouvertes sont libres d’accès, enfants compris.] {bye}',
  ],
  echo: [
    '{hi} L’expertise complète est en ligne, et les remboursements du Falot en retard sont [tous repris cette semaine|suivis un par un] : [envoyez-moi votre numéro en privé.|dites-moi si le vôtre manque.] {bye}',
  ],
  defence: [
    'Merci {à}, [ces mots font du bien ce soir|on ne lâche rien|on continue à répondre à chacun]. {sig}',
  ],
  late: [
    '{hi} [Merci de votre message|Merci de nous avoir écrit] et [toutes nos excuses pour ce retard|pardon pour cette attente]. [Je regarde avec {transp} et je reviens vers vous aujourd’hui.|Pouvez-vous me confirmer votre adresse ?|Votre colis est retrouvé, il repart ce soir.] {bye}',
    '{hi} Je comprends votre agacement. [J’ai ouvert une enquête chez {transp}, réponse sous 48 h|Nous vous renvoyons {un} dès demain, sans attendre {transp}|Votre colis a été mal trié, il est de nouveau en route] et je vous tiens au courant moi-même. {bye}',
    '{hi} Vous avez raison, nous aurions dû vous prévenir. [Livraison prévue {jour}.|La nouvelle date est {jour}, je la surveille.|Les frais de port vous sont remboursés.] {bye}',
  ],
  broken: [
    '{hi} Quelle déception, je suis désolé{s}. [Une photo suffit : je lance le remplacement dans la foulée.|Nous renvoyons {un} dès aujourd’hui, gardez l’ancien pour les pièces.|Échange ou remboursement, dites-moi ce que vous préférez.] {bye}',
    '{hi} Merci de nous l’avoir signalé. [L’emballage était clairement insuffisant|Le carton a souffert], c’est à nous de réparer : [nouvel envoi demain, retour gratuit|remboursement fait ce matin|une étiquette retour vous attend dans vos mails]. {bye}',
  ],
  fault: [
    '{hi} Une lampe qui lâche au bout de {delai}, ce n’est pas normal. [Elle est sous garantie : je vous envoie un interrupteur et le tuto.|Je vous propose un retour à l’atelier, port payé.|Avez-vous pu essayer une autre ampoule ?] {bye}',
    '{hi} Merci de nous l’avoir signalé. [Débranchez-la en attendant, par prudence.|C’est souvent le variateur : nous le remplaçons gratuitement.|L’atelier la reçoit et vous rappelle {jour}.] {bye}',
  ],
  refund: [
    '{hi} Vous avez raison de relancer. [Le remboursement est parti ce matin, comptez 2 à 3 jours ouvrés.|Je vois votre retour bien enregistré ; la comptabilité traite votre dossier aujourd’hui.|Il manquait les frais de port : c’est corrigé.] [Pardon pour l’attente.|Merci de votre patience.] {bye}',
  ],
  anger: [
    '{hi} Je lis votre message et je comprends. [Je reprends votre dossier personnellement, et je vous rappelle avant ce soir.|Puis-je vous appeler cet après-midi ?|Nous n’avons rien supprimé, et nous ne le ferons pas ; parlons-en.] {bye}',
    '{hi} Nous n’avons pas été à la hauteur. [J’aimerais réparer ça : puis-je vous appeler demain ?|Votre dossier est sur mon bureau, je vous réponds avant ce soir.] {bye}',
  ],
  product: [
    '{hi} Bonne question ! [{Le} mesure 42 cm avec son abat-jour.|Il faut une ampoule E27, 8 W maximum.|Oui, sans souci avec un variateur LED.|Plutôt non pour une salle de bain : il faudrait du IP44.|Le câble fait 1,80 m, et nous vendons une rallonge assortie.] {bye}',
    '{hi} Merci de votre intérêt. [Tout est monté à {siege}, le verre vient d’un atelier voisin.|Pour lire, choisissez plutôt {le2}.|L’abat-jour seul est sur le site, rubrique pièces détachées.|Comptez 4 h de charge pour une dizaine de soirées.] {bye}',
  ],
  order: [
    '{hi} C’est fait ! [L’adresse est modifiée|La facture est dans vos mails|Le doublon est annulé]. {bye}',
    '{hi} [La boutique est ouverte du mardi au samedi, de 10 h à 19 h.|Le restock est prévu d’ici deux semaines, je vous mets sur la liste.|La livraison est offerte dès 60 €.|Le code n’est valable que sur une première commande, mais je vous fais un geste : regardez vos messages.|Oui, en trois fois sans frais dès 100 €.] {bye}',
  ],
  praise: [
    '{hi} [Votre message a fait le tour de l’atelier|Quel plaisir à lire|Merci infiniment] ! [Belle soirée sous la lampe.|Odile rougit.|Montrez-nous une photo !] {bye}',
    'Merci {à}[, vraiment|] 🧡 [Ça nous touche.|On transmet à l’atelier.|À très vite.] {sig}',
    '{hi} Merci d’avoir pris le temps de l’écrire. [C’est notre meilleur carburant.|Toute l’équipe vous embrasse.] {bye}',
  ],
  service: [
    '{hi} Merci, je transmets à {staff} ! {bye}',
    'Merci {à} d’être revenu{g /e} nous le dire 🙏 {sig}',
  ],
  idea: [
    '{hi} Merci pour l’idée ! [Elle est notée et part à l’atelier.|Vous n’êtes pas {g le seul/la seule} à la demander, on y travaille.|Nous l’ajoutons à la boîte à idées du prochain comité.] {bye}',
  ],
  rival: [
    '{hi} Merci de nous citer ! [Si vous hésitez, passez nous voir en boutique, sans engagement.|Une question sur {le} ? On est là.] {bye}',
  ],
  inspiration: ['Quel joli coin, merci {à} 🧡 [On peut le partager ?|L’équipe est fan.] {sig}'],
  victim: [
    '{hi} Merci de nous avoir alertés, et je suis sincèrement désolé{s} de ce que vous avez vécu. Débranchez la lampe, tenez-la à l’écart, ne la rechargez pas. [Je vous appelle dans l’heure : à quel numéro ?|Nous prenons en charge les dégâts, je vous explique en privé.] {bye}',
  ],
  worry: [
    '{hi} Le numéro est gravé sous le socle. S’il commence par FA-07 : ne chargez plus, et remplissez lumerelle.example/rappel-falot, [sans facture|remboursement sous 5 jours|un sac de sécurité vous est envoyé]. Sinon, aucun risque connu. {bye}',
    '{hi} [Le Petit Hibou n’a pas la même batterie, il n’est pas concerné.|Remboursement ou échange, c’est vous qui choisissez.|Pas besoin de facture.|Ne le postez pas sans le sac de sécurité que nous envoyons.] {bye}',
  ],
  outrage: [
    'before:{hi} Votre colère est légitime. Nous vérifions tout en ce moment même ; si vous avez un Falot, débranchez-le et ne le chargez pas. Des nouvelles précises ce soir. {bye}',
    'before:{hi} Nous répondons à chacun, nous ne supprimons rien. La vente est suspendue le temps de comprendre. {bye}',
    'late:{hi} Votre colère est légitime. Le lot FA-07 est rappelé, remboursé ou échangé sans facture ; tout est sur lumerelle.example/rappel-falot. {bye}',
    'late:{hi} Nous répondons à chacun, et nous publierons l’expertise telle quelle. Si vous avez un Falot, vérifiez son numéro sous le socle. {bye}',
  ],
}
export const thanks = [
  'Merci beaucoup [!|pour votre réactivité|, c’est parfait|, bonne soirée|à vous|, vous me sauvez]',
  '[Super|Génial|Nickel|Parfait|Top], merci [!|🙏|😊|beaucoup|pour la réponse rapide|{staff}]',
  'Ok [merci|super|ça marche|, noté]',
  'ship:Reçu [ce matin|aujourd’hui|finalement|hier soir], [tout est bon|impeccable|merci encore|rien de cassé] [😊|!|]',
  'Merci {staff}, [vous êtes au top|adorable|efficace|c’est rare] !',
  'Ah [super|parfait|génial], [je ne m’attendais pas à une réponse si vite|merci du geste|ça me rassure|vous êtes rapides].',
  'pub:[D’accord|Ok|Entendu|Ça marche], [j’envoie ça|je vous écris|la suite] en [privé|MP][.|, merci|]',
  'pub:[C’est envoyé|Envoyé|Je viens de vous écrire|Regardez vos messages] [en MP|en privé|à l’instant|, merci][ !|.|]',
  'pub:Je vous ai tout mis en message privé[.|, photos comprises.|, avec le numéro.]',
  'Merci de [votre réponse|votre retour|la précision|votre franchise], [bonne journée|c’est noté|je patiente donc|on fait comme ça].',
  'Très bien, [j’attends|je patiente jusqu’à {jour}|merci de me tenir au courant|je guette].',
  '[Parfait|Entendu|C’est noté|Bien reçu]. Merci [de votre aide|{staff}|pour le geste|de votre patience avec moi].',
  'Merci, [je vous tiens au courant|je vous dirai|j’espère que ça tiendra|à bientôt en boutique] !',
  'Rapide et clair, merci [🙏|!|{staff}|, ça change]',
  '[Je retire ce que j’ai dit|Bon, j’ai râlé un peu fort|Pardon pour le ton], merci {staff}.',
  'Ça me va. [Merci.|Bonne fin de journée.|On fait comme ça.|Je valide.]',
  'ship:Colis bien [arrivé|reçu] [ce matin|hier|ce midi|à l’instant], merci [encore|beaucoup|pour le suivi|d’avoir insisté].',
  '[Formidable|Impeccable|Très bien] [, merci|, vous assurez|. Rien à ajouter.|]',
  'Merci, [mon mari ne me croyait pas|je n’y croyais plus|vous remontez dans mon estime|ça valait le coup d’écrire] [😅|🙂|]',
]
export const insists = [
  '[Bonjour, |]toujours [rien|aucune nouvelle|pas de réponse] [depuis votre message|à ce jour|de votre côté]…',
  'Vous deviez me [rappeler|répondre|recontacter] {jour}. [J’attends.|Personne.|Rien.|Vous m’avez oublié{g /e} ?]',
  '[Et donc ?|Du coup ?|Alors ?|Hello ?] [Ça fait {jours}.|J’attends depuis {jour}.|Plus de nouvelles ?|On avait dit {jour}.]',
  'Réponse à côté de ma question[.|, désolé{g /e}.|, vous avez lu ?|, on recommence ?]',
  'pub:Je vous ai répondu en privé [hier|il y a {jours}], [pas lu|aucune suite|et depuis, silence].',
  'Désolé{g /e} d’insister mais [c’est urgent|je pars {jour}|je ne vois rien venir|le temps passe].',
  'Je [relance|me permets de relancer|reviens vers vous][, deuxième fois|, troisième fois| encore une fois|], [commande {cmd}|sans nouvelles|toujours au point mort].',
  '[Du nouveau|Une nouvelle] pour la {cmd} ? [Le temps passe.|Je n’ai rien vu venir.|Je commence à m’inquiéter.|]',
  'On m’avait dit « sous 48 h ». [On y est.|C’était {jour}.|Ça en fait 96.]',
  'Sans réponse de votre part [depuis {jours}|à ce jour|], je me permets d’insister.',
  'Rien n’a bougé [depuis|de mon côté]. [Une date ?|Que dois-je faire ?|Qui s’en occupe ?]',
  '[Honnêtement|Franchement], [j’attendais mieux|c’est long|je ne comprends pas ce qui bloque]. [Une réponse aujourd’hui ?|Merci de trancher.]',
]
export const greetings = ['Bonjour,', 'Bonjour {prenom},', 'Bonsoir {prenom},', 'Bonjour {civ} {nom},']
export const farewells = [
  'Belle journée, {me}',
  'Bien à vous, {me} de Lumerelle',
  'Bonne soirée, {me}',
  'À bientôt, {me}',
  'Merci encore, {me}',
  'Avec toutes nos excuses, {me}',
]
