/**
 * Turns that say how soon: by when, what is awaited and since when, what is over, who or what is at stake. Written as the
 * other turns are, and found apart from them: all side by side would be in more places at once than can be kept.
 */
export const FRENCH_PRESSING: Record<string, RegExp> = {
  dueNow:
    / (?:avant|d' ici|pour|a|des|vers|jusqu' a|part|partent|decolle|ferme|fermez|commence\w*|expire\w*|limite|c' est|dans|de) (?:\w+ )?(?:ce (?:soir|midi|matin)|cet? aprem|cet apres midi|demain(?: (?:matin|soir|midi|a \w+))?|aujourd'hui|minuit|midi|tout a l' heure|(?:\d+|une|dix|vingt|cinq|quinze|trente|deux|trois|quelques) ?(?:h|heures?|min|minutes?|mn)|un quart d' heure|\d+h\d*) /,
  today:
    / (?:ce soir|ce midi|ce matin|cet apres midi|cet? aprem|aujourd'hui|demain|cette nuit|tout a l' heure|tout de suite|immediatement|en ce moment|maintenant|minuit|\d+h\d*|\d+ h) /,
  dueSoon:
    / (?:avant|d' ici|pour|a partir (?:de|du)|jusqu' (?:a|au)|des|le|ce|au|fin|sous|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:la |le |\w+ )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week end|semaine prochaine|fin (?:de la semaine|du mois|de semaine)|huitaine|quinze jours|48 h\w*|rentree|1er|[1-3]?\d (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)) /,
  since:
    / (?:depuis|ca fait|voila|cela fait|il y a|y a|apres) (?:maintenant |bientot |plus de |presque )?(?:\d+|un|une|deux|trois|quatre|cinq|six|huit|neuf|dix|quinze|des|plusieurs|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|la (?:mise a jour|maj)|le \d+) /,
  awaits:
    / (?:j' attends|on attend|nous attendons|attends toujours|toujours (?:pas|rien|aucun\w*|en)|sans (?:reponse|nouvelles?|solution)|en attente|a l' etude|en cours|relanc\w*|(?:\d|deux|trois|quatre|cinq|plusieurs) (?:relances?|mails?|appels?|fois|courriers?|messages?)|silence|pas (?:de|eu de|recu de) (?:reponse|nouvelles?|retour)|jamais (?:recu|arrive\w*|verse\w*|rembourse\w*|venu\w*)|introuvable|personne ne (?:vient|repond|rappelle)) /,
  pleads:
    / (?:pouvez vous|pourriez vous|merci de|rendez|rappelez|reparez|remboursez|debloquez|envoyez|repondez|intervenez|faites|venez|corrigez|livrez|activez|reglez|annulez|verifiez|dites moi|aidez|que faire|on fait quoi|comment faire|je fais quoi|qui (?:contacter|appeler|vient)|svp|stp|s' il vous plait|j' exige|je veux|je demande|il (?:me )?faut|besoin) /,
  past: / (?:hier|avant hier|(?:samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|semaine|mois|annee|an|fois|ete|hiver) (?:dernier|derniere|passe|passee)|l' an (?:dernier|passe)|a l' epoque|autrefois|on a (?:fini|mange|dine|survecu)|c' etait|etait|etaient|avait|avaient|m' avait|avez fini) /,
  child:
    / (?:bebes?|nourrisson|nouveau ne|biberon|creche|maternelle|enceinte|(?:mon|ma|mes|notre|nos|un|des|les|le|la) (?:fils|fille|filles|enfants?|petits?|petites?|gamins?|gosses?|jumeaux|ecole)|\d+ mois) /,
  hurt: / (?:gaz|fumee|brul\w*|etincell\w*|electrocut\w*|incendie|feu|fuit|fuite|allergi\w*|gonfl\w*|malaise|vomi\w*|bless\w*|sang|danger\w*|cable|verre|tombe|bascul\w*|intoxi\w*|crise|respirer|urgences|pompiers|coince\w*|enferme\w*|fondu\w*|chauffe|court circuit|monoxyde) /,
  purse:
    / (?:carte (?:avalee|bloquee|refusee|mangee)|compte (?:bloque|gele|bloquee)|salaire|loyer|paie|retraite|allocation|pension|plus un (?:centime|euro|sou)|virement (?:bloque|refuse|en attente)|debloqu\w*|paiement refuse) /,
  stranded:
    / (?:bloque\w* (?:a|au|dans|sur|dehors)|coince\w*|a la rue|dehors|devant (?:la|le|l') (?:porte|salle|gite|immeuble|agence)|bande d' arret|sur le quai|a l' embarquement|dans le (?:wagon|train|tunnel|noir)|au bord de|rase campagne|seul\w* (?:a|dans|sur)) /,
}

/** The same in English, by the same names. */
export const ENGLISH_PRESSING: Record<string, RegExp> = {
  dueNow:
    / (?:before|by|for|at|until|till|leaves?|flies|shuts?|closes?|starts?|in|from|due|it's|is) (?:\w+ )?(?:tonight|this (?:morning|afternoon|evening)|tomorrow|today|midnight|noon|(?:\d+|ten|fifteen|twenty|five|thirty|an|two|a few) ?(?:minutes?|mins?|hours?)|\d+(?:am|pm)) /,
  today:
    / (?:tonight|today|tomorrow|this (?:morning|afternoon|evening)|right now|midnight|now|noon|as i type|at the moment) /,
  dueSoon:
    / (?:by|before|on|for|until|till|this|from|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday) (?:the )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|next week|month end|end of|\d+(?:st|nd|rd|th)|christmas) /,
  since:
    / (?:since|for|been|after|it's been) (?:over |nearly |almost |about )?(?:\d+|a|two|three|four|five|six|several|ten|days|weeks|months|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|last|january|february|march|april|may|june|july|august|september|october|november|the update|spring) /,
  awaits:
    / (?:still (?:no|not|waiting|nothing|haven't|in|held|owed)|waiting (?:for|on)|no (?:reply|response|answer|word|confirmation)|on order|never (?:came|arrived|got|received|turned)|(?:second|third|fourth|two|three|four|2|3|4) (?:times?|emails?|calls?|trips?|tickets?)|unanswered|silent|silence|nobody's (?:called|answered)|in progress|asked (?:twice|three)) /,
  pleads:
    / (?:please|can you|could you|call me|ring me|send|fix|sort|refund|unblock|answer|help|what do (?:i|we) do|who do (?:i|we)|need|want|explain|reopen|reply) /,
  past: / (?:yesterday|last (?:week|month|year|night|winter|summer|saturday|sunday|time)|ago|was|were|had|used to|in the end) /,
  child:
    / (?:bab(?:y|ies)|newborn|nursery|toddler|kids?|pregnant|(?:my|our|the|a) (?:son|daughter|children|child|little one|twins)|school|months? old|weeks? old) /,
  hurt: / (?:gas|smoke|burn\w*|spark\w*|shock|fire|leak\w*|allerg\w*|swell\w*|faint\w*|sick|hurt|injur\w*|bleed\w*|blood|danger\w*|wire|glass|breath\w*|choke\w*|ambulance|stuck|trapped|locked|melt\w*|rung|brakes?|seizure|carbon) /,
  purse:
    / (?:card (?:declined|swallowed|eaten|refused|blocked)|account (?:frozen|blocked|locked)|froze|frozen|wages|rent|payday|salary|pension|benefits|declined|swallowed) /,
  stranded:
    / (?:stranded|stuck (?:at|on|in|outside)|at the gate|outside the|locked out|in the dark|lay by|shoulder|pulled over|standing at|alone at|off the road) /,
}
