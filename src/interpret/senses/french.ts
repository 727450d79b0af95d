/**
 * Words by what customers mean with them, folded: `*` stands for any ending, and a word may stand in several. Written by us.
 */
export const FRENCH: Record<string, string> = {
  self: "chui g j' jai jcrois je jme jpense jsuis jvais jveu m' ma me mes moi mon",
  we: 'nos notre nous on',
  you: 'ils leur leurs ta te tes toi ton tu vos votre vous vs',
  crowd: `
    amies amis astuce attention celles ceux commentez conseil copains debattez ecoutez kelkun ki likez monde
    notez partagez pensez potes psst quelqu'un rappel regardez suivez taguez team tous toutes tuto venez votez`,
  who: 'gens info infos ki public qui',
  media: `
    affiche clip emission film films journal logo maillot mascotte photo photos podcast pub radio reportage
    serie series slogan teaser tele trailer video videos vignette visuel`,
  better: 'autant autres comme comparaison contrairement meilleur meilleure mieux moins pire plus que',
  kin: `
    ado ados ami amie bebe belle collegue collegues compagne compagnon conjoint conjointe copain copine cousin
    cousine cousins enfants famille femme fille filles fils frere gamin gamine gosse gosses grand grands jumeaux
    maman mamie mari mere neveu niece oncle papa papi papy parents pere soeur tante voisin voisine voisines
    voisins`,
  frail: `
    80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 accouch* age agee agees ages alzheimer ans asthm* aveugle
    bebe biberon cardiaque diabet* dialys* ehpad enceinte epileps* fauteuil handicap* hopital hospit* infirmi*
    insuline jumeaux malade malades medic* nourrisson operation opere operee ordonnance oxygene pacemaker
    patient patients pmr respirateur soins sourd* telealarme teleassistance tetraplegique veuve`,
  danger: `
    112 18 agress* allergene allergi* arrach* aspir* bless* bloques brul* cable chauffe chute coince* convuls*
    coupant coupure danger* effondr* electrocut* enferm* etincel* etouff* evanou* explos* feu fils flamme
    flammes fond fondu fuient fuit fuite fume fumee gaz gonfle gonflent gresil* grille incendie inond* insalubre
    intox* malaise menace* moisi* monoxyde pend plaques pompiers rats samu sang secours surchauff* tomb*
    urgence* verre verrou* vomi*`,
  theft: `
    arnaqu* debits escro* frau* hack* inconnu intrus mouvements phishing pirat* retraits usurp* vide videe vole
    volee voles voleur voleurs`,
  today: `
    ajd asap auj aujourd'hui dem1 demain dmain ds immediat immediatement maintenant midi minuit mnt rapidement
    soir urgemment urgence urgent vite`,
  clock: 'avant h heure heures instant matin min minuit minute minutes mn nuit tot',
  week: `
    anniv anniversaire bapteme dimanche enterrement entretien examen jeudi jours lundi mardi mariage mercredi
    noel obseques prochain prochaine rdv rendez rentree reunion samedi semaine vacances veille vendredi week
    weekend`,
  lapse: `
    an annee annees ans aout automne avril ca decembre deja depuis ete fevrier heures hier hiver janvier jour
    jours juillet juin longtemps lundi mai mardi mars mois novembre octobre printemps semaine semaines septembre
    voila`,
  still: 'deja encore enieme jamais nieme nouveau plus rebelote tjrs tjs toujours',
  not: "aucun aucune impossible jamais n' nada ne ni non nul nulle pa pas personne plus point rien sans zero",
  part: `
    abandonne annuler arret arrete arreter arretez arretons barre casse cesse cesser coupe couper coupez
    decroche depart deserte desertons effacement effacer ferme fermer fermeture fermez fin fini finie finis
    lache lacher laisse mettre migrer mobilite page pars part parti partie partir partis partons rayer remettre
    remis rendons rendre rends rendu rendue renonc* restitu* retire retirer retirons rompt solder stop stopper
    stoppez suppression supprimer supprimez termine terminee terminer tire transfert*`,
  quit: `
    adieu adios bye ciao clore clos cloture cloturer cloturez demenag* demission* denoncer desabonn* desengag*
    desinscri* desinstall* migration migre migrons portabilite preavis quitte quittent quitter quittez quittons
    radiation radier reconduction reconduir* reconduis reconduit renouvel* resili* resiliation resilie retract*
    rio rompre rupture switch* tchao`,
  rival: `
    ailleurs comparateur compare comparer concurren* concurrence concurrent cremerie cremeries face migrer
    ondine oppose switch*`,
  shift: `
    autre autres banque bascule basculer change changement changeons changer compagnie enseigne fournisseur
    maison marque operateur part passe passer passes passons prestataire signe signer signes voisin voisine`,
  contract: `
    abo abonnement abonnements adhesion adhesions assurance assurances box carte compte comptes contrat contrats
    cotisation engagement engagements forfait forfaits formule inscription inscriptions licence licences ligne
    lignes livret mutuelle pass pea pel police`,
  loyal: `
    abonne abonnee abonnes adherent adherente ans client cliente clientes clients depuis fidel* habitue habituee
    societaire usager usagers`,
  last: `
    adieu continuation definitif definitivement dernier derniere dernieres derniers desormais dorenavant fini
    finie jamais rancune regret regrets route sinon suite terminee ultime vent`,
  unless: 'avant choix delai derniere dici encore faute ou prochain prochaine sans si sinon ultimatum',
  broken: `
    abime* bloqu* bloque bouloch* brise* bug bugg* bugs bugue cass* casse cassee cassees casses cligno* code
    coup* coupe coupee coupent dechir* dechire decolle* deconnect* decousu defaut defauts defectu* deform*
    deteint down dysfonction* ecran err erreur erreurs felee fendu* fige figee fissur* freeze grippe hs
    inaccessible inop* inutilisable ko lag lague mort morte morts muet muette noir orange panne pannes perce*
    percee plant* plantait plante plantent rame ramer raye rayee retreci retrecit rouge saute troue* use voyant`,
  works: `
    allume capte capter charge chauffe connect* connecte demarre demarrer ferme fonction fonctionn* fonctionne
    march* marche marchent ouvre passe reconnait repond repond* repondent sert souvre tourne valide`,
  late: `
    annul* annule annulee attend* attendons attendre attends attendu attendue attente decale delai delais
    interminable lent lente lenteur lenteurs lents long longue patience patienter report* reporte repouss*
    retard retarde retardee retardees retards supprim* supprime tard tarde traine trainer`,
  missing: `
    absent absente arrive arrivee arrives disparaitre disparu disparue disparus egare* fantome inexistant
    introuvable introuvables jamais livre livree manqu* manquant manquante manquants manque oubli* oublie perdre
    perdu perdue perdues perdus receptionn* recu recue recues recus vide vides`,
  wrong: `
    autre contraire deux different double doubles doublon erreur errone* fausse faute faux incorrect inverse mal
    mauvais mauvaise mauvaises tromp* trompe`,
  money: `
    acompte agios argent avoir caution centimes cheque compens* crediter debit* debite debitee dedommag* depot e
    eur euro euros factur* facture factures frais geste indemnis* montant paie paiement paye payee payer payes
    penalite* prelev* preleve recredit* regularis* rembours* somme sous surtax* virement`,
  costly: `
    abus abuse abusif augment* augmentation cher chere cheres chers coute double doublent exorbitant gonfle
    hausse hausses hors inflation prix ruineux salee tarif tarifs`,
  rude: `
    accueil agressi* aimable arrogan* condescend* desagreable* engueul* froid glacial hautain* hurl* ignore*
    impoli* incapable* incompetent* insolent* insult* malpoli* mensong* menteur* mepris* meprisant moque*
    moquent odieuse odieux parle raccroch* regard rude sec soupire ton`,
  shame: `
    aberrant* absurde* affreux arnaque bof bol calamit* catastroph* cauchemar daube deception deceptions
    decevant* decu decue degout* deplorable desastre dommage ecoeur* enfer exasper* fout foutage foute foutent
    galere galeres gueule honte honteuse honteux horrible inacceptable inadmissible indign* insuffisant
    insupportable lamentable marre mediocre merde merdique minable moyen nul nulle nulles nuls pire pitoyable
    pourri* racket ras regrettable ridicule* scandal* triste vol voleurs`,
  dirty: `
    avarie* brule cafards caoutchouc carbonise cheveu cheveux coule crade cru crue fade froide froides froids
    goutte graisse gras insecte* insipide moisi moisie moisissure molle mou mouche odeur odeurs perime perimee
    poussiere pue puent punaises rassis sale sales sec seche tache tachee taches tiede`,
  told: `
    appel* appele appels capture captures courrier courriers demande demandes dit dossier ecris ecrit envoye
    envoyes formulaire lettre mail mails message messages photos preuve preuves reclamation reclamations
    recommande recommandes relanc* relance signal* signale signalement ticket tickets`,
  noanswer: `
    attente automate bot chat chatbot conseiller conseillere conseillers decroche decrochent hotline
    injoignable* muet nouvelle nouvelles rappel rappeler rappelez rappelle repond repondeur repondez repondre
    reponse reponses retour robot sav service silence sourde standard suite support technicien`,
  threat: `
    arcep avocat conciliateur consommateurs demeure dgccrf huissier juridique justice mediateur mediatrice mise
    plainte plaintes police portera presse prevenus previens signalconso temoin tribunal ufc`,
  promise: `
    affichait affiche annonce annoncee annonces cense censee contrat devaient devait engagement etiquette
    garanti garantie garanties indique photo photos prevu prevue promesse promesses promet promis promise pub
    publicite sensee`,
  irony: `
    adore art beau bel belle bizarrement bravo champion championne chapeau cherchez classe comme effort elegant
    etrangement evidemment fantastique felicitations formidable genial hasard hein joli jolie magnifique
    medaille merci merveilleux palme poesie poetique quelle super sympa voyons`,
  pending: 'attente charge cours etude litige preparation pris suspens traitement verification',
  wonder:
    'abuse allo comment franchement hallucin* incroyable normal possible pourquoi serieusement serieux vraiment',
  fix: `
    agissez annulez appelez arretez attendons attends bougez corriger corrigez creditez debloquer debloquez
    demande echangez envoyez exige exigeons explication explications expliquez faites intervenez livrer livrez
    quand rappelez reclame regler reglez remboursez remplacer remplacez rendez reparez repondez reprenez
    retablissez rouvrez solution verifiez veux`,
  want: `
    aimerais aimerait aimerions besoin cherche cherchons compare compte craque craquer envie envisage
    envisageons falloir faut guette hesite hesitons interesse interessee interesses jveux louche pense prevois
    projette recherche reve souhaite souhaiterai souhaiterais souhaiterions souhaitons tente tentee tenter
    tentes veu veut veux voudrai voudrais voudrait voulons`,
  buy: `
    abonner achat achats achet* acheter acquerir adherer ajouter cadeau cadeaux command* commande commander
    commandes devis emprunter equiper essayer inscri* installer investir location louer offrir ouvrir panier
    precommand* prend prendrai prendre prends pret privatis* rajouter reservation reservations reserve reserver
    simulation souscri*`,
  stock: `
    billet billets boutique chambre chambres coloris complet couleur couleurs creneau dispo disponibilite
    disponible disponibles dispos exemplaires gamme magasin modele modeles place places pointure rayon reassort
    reste restock rupture stock table tables taille tailles version`,
  price: `
    annuel budget cb cher code combien cout coute coutent credit devis essai euros facilites fois gratuit
    gratuite mensuel moins offre offres paiement prix promo promos promotion reduc reduction reductions remise
    solde soldes tarif tarifs taux`,
  offer: `
    acceptez assurez auriez avez comptez disponible existe expediez fabriquez faites fournissez gravez installez
    livrez louez prenez pretez prevoyez proposez reprenez vendez`,
  how: `
    cmt combien coment comment esce jusqua koi komen laquelle lequel ou pourquoi quand quel quelle quelles
    quelqu'un quels qui quoi`,
  may: `
    accepte acceptes autorise besoin compatible compris dois doit doivent existe faut inclus inclut moyen
    necessaire obligatoire permis peu peut peux possible pourrais pourrait pourriez pouvez puis valable`,
  know: `
    aide aider aidez comprendre comprends connaissez connait consulter correspond curieux curiosite demarche
    demarches difference explique expliquer info information informations procedure question questions
    renseignement renseignements sais sait savez savoir sert signifie trouve trouver voir`,
  manage: `
    acces activer adresse bloquer changer code configurer connecter date debloquer declarer desactiver exporter
    fermeture fonctionnement horaires identifiant importer imprimer installer laver mettre mode modifier mot
    nettoyer notice numero ouvert ouverte ouverts ouvre parametrer parking recuperer reglage reglages regler
    renvoyer retirer retourner telecharger transferer`,
  owned: 'achete actuel actuelle ai avons deja ma mes mon nos notre recu recue',
  thanks: `
    bravo chapeau felicit* gratitude kif kiffe mci merci mercii mrc reconnaiss* remerci* remercie remercier
    respect`,
  good: `
    adorable* beau beaux belle belles bien bienveill* bijou bluff* bluffant charmant* chouette clair claire
    competent* confort* cool delic* delicieu* dingue douce douceur doux ecoute efficac* efficace epoustoufl*
    excellent* excellente extra fiable fluide formidable* genial* geniale gentil* gentille gentils humain
    humaine imbattable impecc* impeccable increvable incroyable inegal* joli jolie jolis magique magnif*
    meilleur* meilleure merveill* nice nickel nikel ouf parfait* parfaite patient* pepite perle perles ponctuel*
    pratique pro professionn* pros rapide rapides reactif* reactive regal* robuste silencieu* simple soigne*
    solide souriant* sourire sourires sublime* succulent super superbe* top top10 tro trop tuerie`,
  love: `
    adore adorent adores aime aimes aimons amour bonheur coeur comble* conquis* conquise content* contente
    emouvant emu* emue epate* fan fier fiere fiers frissons heureu* joie kiff* larmes plaisir pleure ravi* ravie
    ravis reve satisfait* satisfaite scotch* soufflee soufle soulag*`,
  recomm: `
    adopte* adoptee changez confiance conseille continuez courez etoiles fermes foncez hesitez note recommand*
    referai reprendrai retourn* reviendr* reviens sure valeur yeux`,
  solved: `
    aide aidee corrige corrigee debloque depann* depanne echange geste offert offerte rattrape recredite regle
    reglee rembourse remplace remplacee reparation repare reparee resolu* resolue retabli* retablie retrouve
    retrouvee sauve sauvee solution trouve`,
  people: `
    accueil agent agente bibliothecaire boulangere chauffeur chef coach conducteur conseiller conseillere
    controleur controleuse cuisinier dame equipe equipes facteur factrice guichet guichetier guide hotesse
    interlocut* julie karim livreur livreuse monsieur pilote prof samia serveur serveuse sonia standard sylvie
    technicien technicienne vendeur vendeuse`,
  thing: `
    acteurs album ambiance appli cafe concert cuisson decor dessert expo exposition film gateau gout graphismes
    image interface jeu manteau musique pain plat plats pull recette robe saison saveur scenario serie son
    spectacle tarte the veste vin`,
  trouble: `
    accident accroc attente bug coupure critique defaut frais incident panne pepin probleme problemes regret
    reproche souci soucis`,
  announce: `
    animation annuelle atelier brocante carnaval collecte concert concours conference coupure course debut
    defile degustation deplace deplacee dimanche distribution entree expo exposition fanfare fermeture festival
    fete finale foire forum gratuit gratuite inaugur* inscriptions lancement loto marche match ouverture ouvrir
    ouvrira permanence portes programme programmee projection publique reporte reportee reunion reunions salon
    samedi seance soiree soirees sortie spectacle stand tombola tournoi trail travaux vernissage`,
  hiring: `
    alternance apprenti* apprentissage benevol* benevoles bts candidature cdd cdi cv diplome* diplomee dispo
    embauch* emploi experience extra extras formation job licence mission motive motivee partenariat poste
    recrut* recrutement saisonnier* sponsor stage stages testeurs`,
  smallad: `
    cede chat chaton cherche chien cles contact contactez covoit* covoiturage donne echange mp perdu recherche
    recuperer revends troc trouve trouvee vend vends`,
  rumour: `
    annonce annonces apparemment article auraient aurait entendu etude infos journal lu parait presse radio
    reportage rumeur rumeurs selon seraient serait tele vu`,
  joke: `
    blague dixit drole haha hihi histoire humour imagine imaginez ironie lol marrant mdr moralite mouahaha
    proverbe ptdr rigole rire toto xptdr`,
  wish: `
    devraient devrait devriez faudrait idee idees imaginez petition pourrait pourriez propose proposer reve
    revons serait souhait suggere suggestion suggestions verrais verriez`,
  nostalgia: `
    1980 1990 ancien ancienne annees autrefois enfance epoque jadis mamie nostalgie papy rappelle retro souvenir
    souvenirs temps vieille vieux vintage`,
  life: `
    apero brume chat chien ciel classe copains crepes cuisine dessin dimanche ecole gateau jardin maison matin
    mer montagne neige nuit photo photos pluie poney reve sieste soleil vacances voiture`,
  social:
    'chance concours croise doigts follow gagne gagner joue like partage participe retweet rt tag tirage',
  politics: `
    budget conseil debat ecologie election elections etat gouvernement greve impots loi maire ministre municipal
    nucleaire politique preavis retraites syndicat vote votez`,
  greet: 'bjr bonjour bonsoir bsr cc coucou hello madame monsieur salut slt',
  please: 'cdt cordialement merci plait please stp svp',
  number: `
    10 100 11 12 13 14 15 2 20 3 30 4 40 5 50 6 7 8 9 cinq cinquante deux dix douze huit neuf onze quarante
    quatre quinze sept six trente trois vingt`,
  nth: '2e 2eme 3e 3eme 4e 4eme 5e cinquieme deuxieme enieme fois nieme quatrieme sixieme troisieme x2 x3',
  but: 'alors cependant mais malgre or pourtant quoique sauf sinon toutefois',
  past: 'ancien avaient avait dernier derniere etaient etait fut hier jadis passe passee',
  emph: `
    absolument carrement completement franchement hyper quel quelle si super tellement totalement tres trop
    ultra vraiment`,
}
