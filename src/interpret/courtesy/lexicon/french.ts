/** Turns of courtesy in French, in the notation of `read/pattern.ts`: lower case, no accents. */
export const FRENCH = {
  greeting: `
    ^(bonjour|bonsoir|rebonjour|rebonsoir|salut|coucou|hello|hey|hi|bjr|bsr|kikou|bonjours|re bonjour|bien le bonjour|allo|hola)
    ^(cher|chere|chers|cheres) (monsieur|madame|mademoiselle|client|cliente|clients|clientes|membre|abonne|abonnee|partenaire|ami|amie|amis|collegue|tous|toutes|docteur|maitre)
    ^(madame|monsieur|mademoiselle|mesdames|messieurs|mme|mr|docteur|maitre) (,)? (madame|monsieur|mademoiselle|messieurs|ou monsieur) ,
    ^(madame|monsieur|mademoiselle|mesdames|messieurs|mme|mr|docteur|maitre) ,
    ^(bienvenue|enchante|enchantee)
    (vous|te) (souhaite|souhaitons|dis|disons|adresse) (le|un|bien le)? (bonjour|bonsoir)`,
  /** What looks like one: talk of something, or a list of titles. */
  notGreeting: `
    bonjour (les degats|l'ambiance|l'angoisse|la galere|tristesse)
    (madame|monsieur|mademoiselle) , (madame|monsieur|mademoiselle) (ou|et|est|sont)`,
  /** Before a name only, which is checked beside. */
  dear: `
    ^(cher|chere)`,
  farewell: `
    ^(bien|tres)? (cordialement|cdlt|cdt|sincerement|amicalement|chaleureusement|respectueusement)
    ^(tres|bien) (cordialement|sincerement|amicalement|chaleureusement|respectueusement)
    ^(nos|mes|avec nos|avec mes|avec)? (plus|tres)? (meilleures|sinceres|cordiales|respectueuses|amicales|chaleureuses|distinguees|belles)? (salutations|pensees)
    ^(bien)? a (vous|toi)
    ^a (tres|bien)? (bientot|vite|demain|tout|l'annee|l'an|plus tard)
    ^a (plus|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ce soir|cette semaine|la prochaine|la semaine prochaine|la prochaine fois) ;
    (dit|dis|disons|dire|retrouver|voir|revoir|lire|reparler) a (tres|bien)? (bientot|vite|demain|plus tard)
    ^au (plaisir|revoir)
    ^(dans l'attente du)? plaisir de vous *4
    ^(tres|une|un|bonne|et)? (excellente|excellent|excellentes|bonne|bonnes|bon|belle|belles|beau|agreable|agreables|douce|joyeuse|joyeux|joyeuses|super|magnifique|tres bonne|tres belle|tres bon) (fin de|debut de|fin d'|reste de)? (journee|soiree|matinee|apres|semaine|week|weekend|we|continuation|reception|nuit|dimanche|samedi|lundi|mardi|mercredi|jeudi|vendredi|vacances|fetes|fete|annee|noel|lecture|visite|route|voyage|sejour|vol|degustation|appetit|courage|retablissement|ecoute|decouverte|rentree|utilisation|chance|jeu|seance|ete)
    souhait~ *4 (bonne|bonnes|excellente|excellentes|belle|belles|bon|excellent|beau|agreable|agreables|douce|joyeuses|joyeux|prompt) (fin de|debut de|fin d'|reste de)? *
    (souhaite|souhaitons|passez|passe|passes) (a tous|a toutes|tous|toutes|vous|te|egalement|aussi|donc)? (une|un|de) (tres)? (bonne|excellente|belle|bon|excellent|beau|agreable|douce|joyeuses) *
    (prenez|prends) (bien)? soin de (vous|toi)
    (portez vous|porte toi) bien
    (agreer|recevoir|accepter|croire) *9 (salutations|sentiments|consideration|devouement|respects|hommages)
    (recevez|agreez|acceptez|croyez) *9 (salutations|sentiments|consideration|devouement|respects|hommages)
    ^(amities|bises|bisous|bise|bizz|biz|ciao|tchao|bye|bye bye|adieu|tchuss|byebye|au plaisir)
    (je|on) (vous|t') embrasse
    ^avec (toute)? (notre|ma|mes|nos) (plus)? (sincere~|profonde~|vive~)? (sympathie|affection|amitie|amities|condoleances|devouement|consideration)
    (a|au) (tres)? (plaisir|bientot) (de vous|de te|chez|dans|sur|en|pour|,|.|!|¶)`,
  thanks: `
    merci
    mercis
    mci
    remercie
    remercions
    remerciant
    remerciements
    remerciement
    remercier
    (toute|notre|ma|avec|profonde) (notre|ma|toute)? (gratitude|reconnaissance)
    (vous|t') (en)? (sommes|suis) (tres|infiniment|vraiment)? (reconnaissants|reconnaissant|reconnaissante|reconnaissantes|gre)
    c'est (tres|vraiment|super|trop)? gentil
    (apprecie|apprecions) (beaucoup|vraiment|grandement|infiniment|enormement|sincerement|vivement|tout particulierement)? (votre|vos|ton|ta|tes|la patience|le temps|que vous|que tu|l'attention|la confiance|l'effort)
    (tres|vraiment|fort|sincerement|hautement) appreci~
    (savons|sais) (vraiment|sincerement|infiniment)? gre
    ^(thanks|thx|thank you)`,
  /** `merci` that asks instead: the first verb of what follows, when it is a request. */
  asking: `
    (merci|remercie|remercions|remercier) (d'avance|par avance|beaucoup)? (de|d'|a|pour) (nous|me|m'|bien|vouloir|le|la|les|l'|lui|leur|y|en|ne|pas|n'|vous|ainsi|simplement|plus|donc|toujours|directement|egalement|cependant)? (nous|me|m'|bien|vouloir|le|la|les|l'|lui|leur|y|en|ne|pas|n'|vous)? (nous|me|m'|le|la|les|l'|lui|leur)?`,
  notThanks: `
    (sans|non|dieu|a la|leur|sa|la) merci
    n' (apprecie|apprecions) (pas|guere|jamais|que) *2
    (pouvez|peux|devez|faut|voulez|pensez a) remercier
    si (vous|tu) *4 apprecie~
    (ete|etait|est|sera|fut|etaient|sont) remercie`,
  warm: `
    ravi~
    (avec|grand|un|quel|immense) (grand|immense|vrai|tres grand|reel)? plaisir
    (le|du) (grand|immense)? plaisir de (vous|te|t')
    (heureux|heureuse|heureuses|enchante~|content|contente|contents|contentes|fier|fiere|fiers|fieres|touche|touches|touchee|touchees) (de|d'|que|par|pour|qu'|et|!|,)
    (vous|te|t') *2 (heureux|heureuse|ravi~|content|contente|contents|contentes)
    felicitations
    ^(genial|chouette|youpi|hourra|excellent|formidable|merveilleux)
    ^(super|top) (!|,|.|¶|photo|idee|choix|nouvelle)
    ^parfait (!|¶)
    (quel|quelle|le|la|une|un|oh) (tres)? (belle|bel|jolie|joli|magnifique|superbe|charmante|excellente|bonne|super|chouette|beau) *2 (!|🙂)
    quel~ (tres)? (belle|beau|bonne|bon|jolie|joli|magnifique|superbe|charmant~|chouette|merveilleu~)
    (nous|m'|me|l'equipe) (a|ont|avez|as|avait) *2 (touche~|emu~|ravi~|amuse~|rejoui~|fait sourire|fait rire)
    (trop|tellement|si|tout) (heureux|heureuse|heureuses|content|contente|contents|contentes|fier|fiere|fiers|fieres|mignon|mignonne|drole|chou)
    ^(haha|hahaha|hihi|hehe|ahah|ahaha|mdr|lol|waouh|wahou|wow|oh la la)
    (signifie~|compte~) (beaucoup|enormement|tant) pour (nous|moi|l'equipe|toute)
    avec (grande|une vraie|une grande|beaucoup d'|la plus grande)? impatience
    nous (rechauffe~|emeut|emeuvent|comble~|enchante|enchantent)
    ^bravo (a|au|aux|pour|d'|et|les|encore|!|,|.|¶|toute|toutes|tous)
    (un|immense|grand|enorme|tres gros) bravo
    (bonne|excellente|belle|super) nouvelle (!|:|,|.|que|pour)
    (sincerement touches|de tout coeur|du fond du coeur|de tout notre coeur)
    (fait|font) (chaud au coeur|tres plaisir|vraiment plaisir|plaisir|du bien)
    (fait|font) (vraiment|tellement|tres)? (plaisir|chaud)
    (hate|impatient~) (de|d')
    (nous|me) (touche|touchent|ravit|ravissent|rejouit|rejouissent|encourage|encouragent|motive|motivent)
    (nous|je) (nous|me|m')? (rejouissons|rejouis)
    (mille|merci mille|un immense) (fois|merci~)
    avec (beaucoup de|grande)? joie
    coup de coeur
    (bon|prompt) retablissement
    (joyeux|bon|tres bon) anniversaire`,
  /** Two of them make a smile; one is manners. */
  kind: `
    (n'hesitez|n'hesite) (surtout|donc)? pas
    (a|reste|restons|sommes|toujours) *2 (disposition|ecoute|votre ecoute|votre disposition)
    (avec|toute) (notre|mon|ma|toute)? (attention|joie)
    (tres|si) (vite|bientot)
    (belle|excellente|douce|tres bonne|agreable|superbe) (fin de)? (journee|soiree|semaine|annee|week|fete|fetes|matinee|apres|decouverte|continuation)
    (merci|remerci~) (beaucoup|infiniment|mille|vivement|pour votre confiance|de votre confiance|de votre fidelite|pour votre fidelite|pour votre patience|de votre patience|pour votre comprehension|de votre comprehension)
    (grand|immense) merci
    (bien sur|bien entendu|absolument|tout a fait|evidemment|volontiers|pas de souci|aucun souci)
    (bienvenue|fidelite|formidable|genial~|super|magnifique|adorable~|delicieu~|merveill~)
    (esperons|espere|espérant|esperant) *3 (plaira|plairont|satisfaction|convien~|bientot|aide|aider~|revoir|retrouver)
    s'il (vous|te) plait`,
  /** Fellow feeling. */
  empathy: `
    (desole|desoles|desolee|desolees|navre|navres|navree|navrees|confus|confuse|confuses|peines|attristes|attriste|consternes)
    (nos|mes|notre|toutes|sinceres|vous) (sinceres|plus sinceres|plates|plus plates)? (excuses|excuse|condoleances|regrets)
    (veuillez|vous prie de|vous prions de|prie d'|prions d'|te prie de) *2 (excuser|excuse)
    (excusez|excuse|pardonnez) (nous|moi|notre|cette|ce|le|la)
    (nous|je) (le|vous|te|nous en|m'en)? (excusons|excuse)
    pardon
    (je|nous|on) (le|la|vous|tout a fait|bien)? (comprends|comprenons|comprend) (tout a fait|tres bien|parfaitement|bien|que|qu'|votre|ta|ton|vos|combien|a quel|la|le|l'|,|.|!|et|evidemment|totalement)
    (regrettons|regrette) (que|sincerement|vivement|beaucoup|votre|cette|ce|cet|les|la|le|l'|infiniment|profondement|de|d')
    (mesurons|mesure|imaginons|imagine|concevons|entendons|entends|partageons|partage|conscients|consciente|conscient) *4 (frustration|deception|desagrement|desarroi|inquietude|colere|agacement|gene|embarras|tristesse|difficulte|situation|peine|impatience|mecontentement|desarroi)
    (votre|ta|cette|notre) (frustration|deception|inquietude|agacement|peine|douleur|tristesse|chagrin) *3 (legitime|comprehensible|normale|comprenons|comprends)
    (n'est|est) pas (normal|acceptable|digne|a la hauteur|le service|l'experience|ce que nous)
    (pensons|pense) (bien|fort|tres fort|tous|toutes|beaucoup)? a (vous|toi)
    (de tout coeur|toutes nos pensees|pensees vont|pensons a|pensees les plus)
    (a juste titre|vous avez raison|tu as raison|votre deception)
    (tristes|triste) (d'apprendre|de lire|pour vous)
    (decu|decus|decue|decues|chagrine~|peine~) (d'apprendre|de lire|d'entendre|de savoir|pour vous|pour toi)
    (rassurez vous|rassure toi|soyez rassure~|sois rassure~|soyez tranquille~|soyez sans crainte)
    (ne)? (vous|t') (inquietez|inquiete) pas
    (ne)? (vous en faites|t'en fais) pas
    (pas|aucune|sans) d'? inquietude
    (inquiet|inquiets|inquiete|inquietes|preoccupe|preoccupes) (de|d'|par|pour|que)
    (esperons|espere|esperant) *4 (va|vont|allez|vas|ira|iront|sent|sentez) (mieux|bien)
    (souhaite|souhaitons|souhaitent) *3 courage`,
  blame: `
    (vous|tu) (auriez|aurais) (pu|du)
    (vous|tu) (avez|as|n'avez|n'as) (pas|mal|visiblement|manifestement|sans doute|surement|encore) *2 (lu|compris|respecte|suivi|rempli|indique|precise|fourni|verifie|regarde|saisi|utilise|interprete|fait attention)
    (vous|tu) (devez|deviez|devrez|devriez|dois|devais|devrais) (lire|relire|savoir|apprendre|mieux|comprendre|faire attention|suivre les)
    (si|quand) (vous|tu) (aviez|avais) *2 (lu|suivi|respecte|regarde|verifie|pris|fait)
    il (fallait|aurait fallu|suffisait|suffit de lire|faut lire|vous suffisait)
    (comme|ainsi que) (deja|je|nous) (vous|te|l'|je|nous)? *3 (deja|indique|dit|explique|precise|repete|ecrit|signale)
    (je|nous) (vous|te|t'|l') (l')? (ai|avons) deja (dit|indique|explique|precise|repete|repondu|ecrit)
    (votre|ta|de votre|de ta) (faute|negligence|erreur|mauvaise foi|inattention|responsabilite)
    (vous|tu) (pretendez|pretends|imaginez n'importe|exagerez|exageres|mentez|mens|n'ecoutez|n'ecoutes)
    ^(soi disant|soit disant)
    (c'est) (vous|toi) qui (avez|as|vous|t')
    (vous|tu) (etes|es) (de mauvaise foi|trop presse~|impatient~|le seul|la seule|seul responsable|responsable)
    (calmez vous|calme toi|un peu de patience|soyez patient|sois patient|apprenez a|apprends a|relisez|relis) *2
    (ce|cela|c'|ca) (n')? est pas (notre|de notre) (faute|probleme|responsabilite|ressort)
    (merci de|priere de|veuillez) (bien)? (lire|relire) (attentivement|correctement|mieux)
    (bonne lecture des conditions|evident|evidemment si vous)`,
  refusal: `
    ^(non|impossible|aucune possibilite|pas possible|refuse|negatif)
    ^(ce|c'|cela) (n')? est (pas|impossible) (possible)?
    ^(nous|je|on) (ne)? (peux|pouvons|peut) (rien|pas)`,
  softened: `
    (malheureusement|helas|regret~|desole~|navre~|dommage|comprends|comprenons|excuses|excuser|cependant|en revanche)`,
  promise: `
    (revenons|reviens|reviendrons|reviendrai|reviendra|revient|recontactons|recontacte|recontacterons|recontacterai|recontactera|rappelons|rappellerons|rappellerai|rappellera|repondrons|repondrai|repondra|tiendrons|tiendrai|contacterons|contacterai|contactera|recontacter|rappelerons|tenons|tiens) *2 (vers|au courant|informe~|rapidement|bientot|prochainement|des|dans|sous|au|.|!|,|¶)
    (vous|te) (recontactons|recontacte|recontacterons|recontacterai|recontactera|rappelons|rappellerons|rappellerai|rappellera|repondrons|repondrai|repondra|contacterons|contacterai|contactera|tiendrons|tiendrai|tenons|tiens|enverrons|enverrai|rembourserons|rembourserai|livrerons|expedierons|expedierai)
    (sera|seront|serez|seras) (tres)? (rapidement|prochainement|bientot|vite)? (rembourse~|livre~|expedie~|envoye~|contacte~|recontacte~|rappele~|traite~|remplace~|repare~|corrige~|resolu~)`,
  dated: `
    (demain|aujourd'hui|aujourdhui|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)
    (sous|dans|d'ici|avant|d'|en|apres|sous les|dans les|au bout de|moins de|moins d') (les|la|le|l'|un|une|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|1~|2~|3~|4~|5~|6~|7~|8~|9~) (heure|heures|journee|jour|jours|semaine|semaines|minute|minutes|h|j|quinzaine|mois|instant|matinee|soiree|apres)
    (sous|dans|d'ici|avant|des|a partir de|jusqu'|vers|le|au|a|pour|entre) (le|les|a|au)? (1~|2~|3~|4~|5~|6~|7~|8~|9~|0~)
    (ce|cet|cette) (soir|matin|apres|midi|semaine|mois|week|weekend|fin)
    (d'ici|avant) (la|ce|cette|fin|une|un) *
    (la semaine|le mois) (prochaine|prochain)
    (dans l'heure|dans la journee|dans la matinee|en fin de|en debut de|fin de semaine|debut de semaine)`,
  /** Harm and grief, however calmly they are told. */
  harm: `
    (condoleances|deces|decede~|deuil|obseques|enterrement|funerailles|disparition de|perdu (mon|ma|notre|un proche))
    (est|sont) (mort|morte|morts|decede~)
    (hospitalis~|urgences|brulure~|intoxic~|cancer|incendie|pompiers|electrocut~|fausse couche|avc|infarctus|samu)
    (suis|est|ete|a ete|ai ete|sommes|s'est|me suis) *1 (blesse~|brule~|coupe~|ecrase~|malade|hospitalise~)
    (points de suture|soins intensifs|plaie|fracture)
    (pris|prend|prendre) feu
    (agress~|harcel~|discrimin~|violence conjugale|viole~)`,
  /** Words of anger and of injury, where the message is no friendly one. */
  anger: `
    (accident|hopital|allergi~|malade~|maladie|handicap~|feu|fume~|chute|mort|morte|danger~|saigne~)
    (racis~|vole~|escroqu~|arnaqu~|porter plainte|plainte|avocat|tribunal|justice|huissier|mise en demeure)
    (voleurs|menteur~|menti|mensonge~|escrocs|truand~|gredins|bandits)
    (scandaleu~|inadmissible~|inacceptable~|honteu~|honte|colere|furieu~|excede~|revolt~|degout~|indigne~|ecoeur~|en larmes|desespere~|a bout|ras le bol|marre|foutage|catastroph~|cauchemar)`,
  tu: `
    (tu|te|t'|toi|ton|ta|tes|tien|tienne)`,
  vous: `
    (vous|votre|vos|votres)
    (n'hesitez|veuillez|prenez|recevez|agreez|pouvez|souhaitez|avez|etes|contactez|ecrivez|envoyez|donnez|dites|faites|passez)`,
  titles: 'monsieur madame mademoiselle mme mr m mlle docteur dr maitre me',
}
