/**
 * French words and what they weigh, from -4 to 4; written by us for those who read what customers say. One line a
 * weight. `+` makes the four forms of an adjective (e, s, es), `~` the forms of a verb in -er, braces alternatives;
 * `_` binds the words of a phrase. Accents are folded away before the look-up, so "déçu" and "decu" are one.
 */
export const FRENCH = `
4: excellent+ excellentissime parfait+ extraordinaire{,s} exceptionnel{,s,le,les} magnifique{,s} merveill{eux,euse,euses}
  merveille{,s} fantastique{,s} formidable{,s} sublime{,s} remarquable{,s} irreprochable{,s} impeccable{,s} genialissime
  meilleur+ fabul{eux,euse,euses} splendide{,s} incomparable{,s} somptu{eux,euse,euses} grandiose{,s} j'adore coup_de_coeur
  je_recommande_vivement je_recommande_a_100 les_yeux_fermes rien_a_redire rien_a_dire au_dela_de_mes_attentes
  a_la_perfection le_top_du_top sans_faute au_top_du_top foncez chapeau_bas 10_sur_10 10/10 20/20
3: genial+ geniaux super top ador~ ravi+ enchant~ excellence perfection bravo{,s} felicitation{,s} chapeau superbe{,s}
  adorable{,s} magique{,s} bluff~ bluffant+ epoust{oufl,ouf}~ epoustouflant+ impressionnant+ enthousias{me,te,tes,mant,mante,ment}
  heur{eux,euse,euses} bonheur{,s} joie joy{eux,euse,euses} emerveill~ delicieu{x,se,ses} brillant+ reussite{,s} reussi+
  triomphe{,s} triomph~ victoire{,s} passionnant+ amour{,s} amoureu{x,se,ses} kiff{e,er,es,ent,ant} kif ouf love top_qualite
  au_top coup_de_maitre tres_bien trop_bien du_bonheur que_du_bonheur un_regal regal~ impec nickel nickel_chrome parfaitement
  je_recommande recommande{,nt,rai} a_recommander tip_top trop_fort chapeau_l'artiste hors_pair hate_de
  bonne_surprise belle_surprise agreable_surprise jamais_decu+ vaut_le_coup vaut_le_detour valent_le_coup
  ne_le_regrette_pas aucun_regret zero_regret sans_regret canon{,s} chef_d'oeuvre masterclass prodigieu{x,se,ses}
2.5: content+ satisfait+ satisfaction{,s} satisfaisant+ contentement plaisir{,s} beau beaux belle{,s} bel joli+ jolie{,s}
  charmant+ charme{,s} elegant+ elegance agreable{,s} sympa{,s} sympathique{,s} gentil{,s,le,les} gentillesse aimable{,s}
  chaleureu{x,se,ses} accueillant+ bienveillan{t,te,ts,tes,ce} efficace{,s} efficacite professionnalisme irresistible{,s}
  aime aimes aimons aimez aiment aimer aime+ adorateur fier{,s} fiere{,s} fierte admir~ admirable{,s} admiration fascinant+
  captivant+ inspirant+ rassur{e,ee,es,ees,ant,ante} soulage{e,es,,ment} reconnaissan{t,te,ts,tes,ce} gagn{e,er,ant,ants} laureat{,s,e,es}
  succes espoir{,s} prometteu{r,rs,se,ses} innovant+ ingenieu{x,se,ses} astucieu{x,se,ses} malin maligne malins pepite{,s}
  felicit~ honneur fete{,s} celebr~ cadeau{,x} hilarant+ rigolo{,s} drole{,s} marrant+ mignon{,s,ne,nes} chouette{,s} classe
  cool nice good yes youpi yay hourra miam savoureu{x,se,ses} delice{,s} resolu+ au_poil sans_souci sans_probleme
  sans_problemes sans_accroc de_qualite bonne_qualite grande_qualite belle_qualite super_qualite bon_rapport_qualite
  bon_produit bons_produits bon_service service_client_au_top rapide_et_efficace tient_ses_promesses fidele{,s}
  rien_de_plus_simple bien_emball+ bien_fini+ bien_recu_merci bien_joue beau_travail bon_travail beau_boulot bon_boulot
2: bon bonne bons bonnes bien mieux merci{,s} remerci~ remerciement{,s} qualite{,s} rapide{,s} rapidement rapidite
  soigne+ soigneusement solide{,s} robuste{,s} fiable{,s} fiabilite confortable{,s} confort pratique{,s} utile{,s}
  conforme{,s} reactif{,s} reactive{,s} reactivite disponib{le,les,ilite} serieu{x,se,ses} professionnel{,s,le,les}
  honnete{,s} sincere{,s} courtois+ courtoisie poli+ amical{,e,es} amicaux attentif attentive attentionne+ genereu{x,se,ses}
  generosite confian{ce,t,te,ts} recommande+ appreci~ appreci{e,er,es,ent,ons,ez,ee,ees,able} avantage{,s} atout{,s}
  positif{,s} positive{,s} positivement favorable{,s} interessant+ interess{e,ent,ee,es} riche{,s} precieu{x,se,ses} lumineu{x,se,ses}
  douc{e,es,eur} doux chaleur convivial{,e,es} optimiste{,s} optimisme ideal{,e,es,ement} souriant+ sourire{,s} rire{,s} souri{t,ent}
  amusant+ amus~ rigol~ propre{,s} impatien{t,te,ts,tes}_de vivement ameliore+ amelioration{,s} progres progress~ gain{,s} benefi{ce,ces,que,ques}
  offert+ offre_speciale gratuit+ gratuitement remise_commerciale geste_commercial sauv{e,er,ee,es} soutien{,s} soutenir soutenu+ soutiens solidarite solidaire{,s}
  proteg{er,e,ee,es} protection sante paix liberte{,s} bienvenue+ vive bonne_nouvelle bonnes_nouvelles bonne_idee merci_beaucoup mille_mercis
  grand_merci un_grand_merci encore_merci dans_les_temps en_avance a_temps comme_prevu plus_rapide_que_prevu facile{,s} facilement
  facilite simple_et_efficace pas_mal pas_mal_du_tout pas_decu+ plait plaisent plu reparee_vite pas_de_souci pas_de_probleme
  aucun_souci aucun_probleme aucun_defaut ne_decoit_pas bonne_ambiance exempl{e_a_suivre,aire,aires}
0.5: mdr lol ptdr haha hahaha hihi
1: ok correct+ correctement simple{,s} leger{,s} legere{,s} moderne{,s} neuf neuve original{,e,es} originaux stable{,s}
  normal{,e,es}ement curieu{x,se,ses} promo{,s} soldes vif vive_les reussir reussit
  fonctionn{e,ent,ait,aient,er} marche marchent marchait sur_mesure calme{,s} tranquille{,s} serein+ accord d'accord
  espere esperons esperer croissance record bonus aide aider
  encourag~ encourageant+ favoris~ favorise{r,nt} profit{er,ez,ons} excit{e,ee,ant,ante} motiv~ motivant+ rejoui{,s,t,e,es,r,ssant} rejoui partag~
  heureusement tant_mieux pourvu_que hate vivent creatif creative{,s} creativite artisan artisanal{,e,es} talent{,s} talentueu{x,se,ses} magie
  douillet{,te,tes} cosy chaleureusement volontiers utilement accompli+ prosper~ avancee{,s} inaugur~ recompens~ recompense{,s} prime+ louang~ salu~
-1: debranch~ inquieter flamme{,s} surveill~ mefi{e,er,ez} lent+ lente{,s} lentement lenteur{,s} attente bof mouais moyen{,s,ne,nes} mediocrement cher{,s} chere{,s} couteu{x,se,ses} compliqu{e,ee,es,ees}
  difficile{,s} difficulte{,s} dur dure doute{,s} dommage regrett{e,er,able,ables,ons} limite+ banal{,e,es} vieux hesit~ incertain+ fragile{,s}
  bizarre{,s} etrange{,s} confus+ manqu{e,ent,er,ant,ante,ants} absence absent+ baisse{,s} critiqu{e,es,er,ent,ee} polemique{,s}
  alerte{,s} risque{,s} risqu~ relanc{e,er,ee} reclam~ reclamation{,s} plainte{,s} sav litige{,s} greve{,s} cout{,s} seul+
  trop_cher trop_chere trop_chers un_peu_cher attend{s,ent,ais} j'attends on_attend ca_fait_longtemps sans_plus peut_mieux_faire tant_pis
-2: fond{u,ue,us,ues,re,ent} a_fondu surchauff~ surchauffe{,s} fume fumee fichu+ foutu+ bombee gonfle+ cloqu~ noirci+ roussi+ calcine+ odeur_de retard{,s} retarde+ probleme{,s} souci{,s} panne{,s} en_panne casse+ cass~ abime+ raye+ fele+ fissure+ brise+ bris~ endommage+
  defaut{,s} defectueu{x,se,ses} defaillan{t,te,ts,tes,ce,ces} defaillance{,s} bug{,s} bugg~ bugue{,nt,r} plante{,nt} erreur{,s} faute{,s} bloque+ bloqu~
  annule+ annul~ rembours~ remboursement{,s} perdu+ perd perdent perdre perte{,s} egare+ oublie+ ignor~ silence_radio mauvais+ mal pire{,s} faux fausse{,s}
  decev{ant,ante,ants,antes,oir} decoit deçu+ deception{,s} triste{,s} tristesse malheureu{x,se,ses,sement} helas desol{e,ee,es,ant,ante} inquiet+ inquiete{,s,nt}
  inquietude{,s} inquietant+ peur{,s} crain{s,t,dre,te} craintes stress stress~ fatigue+ fatigant+ fatigu~ penible{,s} ennui{,s} ennuy{eux,euse,euses,er} agac~
  agacant+ enerv~ enervant+ enervement lass~ lassant+ deplor~ deplorable{,s} critiquable{,s} douteu{x,se,ses} suspect+ inutile{,s} inutilement
  inutilisable{,s} insuffisant+ incomplet+ incomplete{,s} incorrect+ inexact+ inadapte+ inefficace{,s} injuste{,s} injustice{,s} anormal{,e,es} anormaux
  impossible{,s} incapable{,s} incompeten{t,te,ts,tes,ce} negligen{t,te,ce} negatif{,s} negative{,s} froid_et_distant refus~ refus rejet~
  menac~ menace{,s} conflit{,s} guerre{,s} crise{,s} danger{,s} dangereu{x,se,ses} pollu~ pollution{,s} polluant+ destruction{,s} detrui{t,re,te,sent,sant}
  accus~ accusation{,s} condamn~ condamnation{,s} proces plainte_deposee tromp~ trompeu{r,rs,se,ses} exces excessif excessive{,s} abus abusif{,s} abusive{,s}
  souffr{e,ir,ent,ance,ances} victime{,s} blesse+ blessure{,s} bless~ malade{,s} maladie{,s} cancer{,s} toxique{,s} catastroph{isme,iste} chomage pauvre{,s} pauvrete echec{,s} echou~ rat~ ratage
  echouer gach~ gachis galer~ galere{,s} chiant+ chier boulet{,s} nase{,s} naze{,s} moche{,s} laid+ sale{,s} degueu puant+ pue bruyant+ bancal{,e,es} instable{,s}
  interminable{,s} long_a_venir aucune_nouvelle sans_nouvelle sans_nouvelles aucune_reponse sans_reponse pas_de_reponse pas_de_nouvelles toujours_pas toujours_rien
  toujours_aucun toujours_aucune laisse_a_desirer a_eviter a_revoir pas_terrible mal_emball+ mal_fini+ mauvaise_qualite mauvaise_surprise c'est_long
  j'attends_toujours tombe_en_panne ne_s'allume ne_s'allume_pas ne_s'allume_plus grillee chauffe_trop qui_chauffe ca_chauffe pas_serieu{x,se} pas_normal mise_en_demeure
  hors_service hors_d'usage perte_de_temps rien_recu pas_recu jamais_recu+ non_recu+ non_livre+ non_conforme{,s} pas_conforme{,s} contrefacon{,s} cheap camelote
  regress~ licenci~ licenciement{,s} supprim~ suppression{,s} interdi{t,te,ts,re} fuite{,s} chut~ chute{,s} recul recule effondr~ faillite{,s} radioactiv{e,ite}
  punir punitif punitive{,s} nuisance{,s} nuisible{,s} nui{re,t,sent} tueur{,s} tueuse{,s} assassin{,s,er,e} delire{,s} magouille{,s} lobby lobbies deni oubli
  contraire_a absurdite{,s} mepriser lutt~ entrav~ gaspill~ gaspillage deplor~ denonc~ oppos~ opposition protest~ manifestement_faux retrograde{,s}
  aberration aberrant+ hypocri{te,tes,sie} cynique{,s} cynisme lach~ abandonn~ abandon trahi{,r,s,e,es} trahison mensonger sabot~ sabotage pill~ expuls~ vide_de_sens
  preoccup~ preoccupant+ angoiss~ angoisse{,s} deprim~ deprimant+ deprime pleur~ larme{,s} seum degoute saoul~ gonfl{e,ant,ante} relou{,s} pourri+ pourrave claqué+
  sature+ debord~ penurie{,s} rupture{,s} desastre pression surfact~ surprix hors_de_prix exorbitant+ escalade contrari~ contrariant+ contrariete decontenanc~ deboussol~
  desorganis{e,ee,es,ation} bacl~ baclage negligemment brutal+ brutaux froiss~ vex~ vexant+ coinc~ tordu+ decoll~ deform~ perc~ troue+ tach~ rouill~ clignot{e,ent,er} gresill~ bourdonn~
-3: nul{,s,le,les} nullite{,s} nulissime horrible{,s} horreur{,s} affreu{x,se,ses} atroce{,s} abominable{,s} catastroph{e,es,ique,iques} desastr{e,es,eux,euse} lamentable{,s}
  pitoyable{,s} minable{,s} mediocre{,s} mediocrite execrable{,s} inadmissible{,s} inacceptable{,s} intolerable{,s} scandal{e,es,eux,euse,euses} honte honteu{x,se,ses}
  indigne{,s} indign~ indignation indecent+ revolt~ revoltant+ furieu{x,se,ses} fureur rage{,s} rager colere{,s} enrag~ degout{e,ee,es,ant,ante,er} decourag{e,eant,eante}
  insupportable{,s} infect+ immonde{,s} arnaqu{e,es,er,ee,eur,eurs,ent} vol voleur{,s} voleuse vole+ escroc{,s} escroquerie{,s} escroqu~ fraud{e,es,eur,eurs} mensong{e,es,er,ere} menteur{,s} menteuse{,s} ment{ir,i,ent}
  mepris mepris~ meprisant+ insult~ insulte{,s} irrespect irrespectueu{x,se,ses} agressif agressive{,s} violen{ce,ces,t,te,ts,tes} hain{e,eux} hai{r,s,t,ssent} detest~ detestable{,s}
  con{,s} conn{e,es,ard,ards,asse,erie,eries} merde{,s} merdique{,s} putain bordel enfoire{,s} salaud{,s} saloperie{,s} encul~ debile{,s} idiot+ imbecile{,s} stupide{,s} ridicule{,s} absurde{,s} grotesque{,s}
  boycott boycott~ fuyez a_fuir fuir passez_votre_chemin n'achetez_pas n'achetez_rien ne_commandez_pas plus_jamais jamais_plus c'est_fini_pour_moi derniere_fois se_mo{que,quent}
  se_fout{,ent} foutage_de_gueule foutre_de foutent_de_la_gueule ras_le_bol marre_de en_ai_marre j'en_ai_marre c'est_abuse abuse{r,z} n'importe_quoi aucun_respect aucun_scrupule
  mort{,s} mourir tu{er,e,es,ent} meurt meurtr{e,es,ier,iere} attentat{,s} terrorisme terroriste{,s} drame{,s} dramatique{,s} trag{edie,edies,ique,iques} catastrophe_naturelle raciste{,s} racisme fascis{te,tes,me} corrompu+ corruption
  cauchemar{,s} calvaire{,s} enfer infernal+ brul~ brulure{,s} incendie{,s} explos~ explosion{,s} prend_feu pris_feu electrocut~ court_circuit court-circuit au_secours a_la_poubelle poubelle vomi{r,,tif} gerb~ ecoeur{e,ee,es,ant,ante}
  argent_perdu argent_par_les_fenetres zero_pointe 0_sur_10 0/10 0/20 pire_achat pire_service le_pire la_pire aucune_excuse inexcusable{,s} on_se_moque_de publicite_mensongere service_client_inexistant aux_abonnes_absents
0: merci_de_repondre merci_de_votre_retour merci_de_votre_transparence merci_pour_votre_reponse merci_de_faire merci_de_regulariser merci_de_trancher belle_mere belle_soeur belle_fille beau_pere beau_frere beau_fils
  chere_equipe cher_monsieur chere_madame chers_tous beau_temps bonne_journee bonne_soiree bonne_nuit bon_week bon_courage bonne_annee bonne_reception bon_dimanche bonne_fin bon_de_commande bon_de_reduction bon_d'achat
  bon_de_retour bons_d'achat code_promo merci_d'avance merci_de_votre_reponse merci_de_me merci_de_votre_aide merci_de_bien merci_par_avance bien_a_vous bien_cordialement bien_sur
  bien_que eh_bien ou_bien si_bien_que bien_recu bien_commande bien_entendu bel_et_bien c'est_bien_le c'est_bien_la est_ce_bien pour_de_bon mal_de_tete mettre_a_mal sans_doute plus_de_details
  bon_marche bon_an un_bien_fou le_bien_commun bon_nombre bien_plus bien_moins bien_avant bien_apres
  bon_alors bon_bref bon_ben meilleurs_voeux meilleur_prix en_bon_etat bonne_taille
`

/** Words that weigh little by themselves and a good deal once denied: "ne répond pas", "jamais reçue". */
export const FRENCH_DENIED: Record<string, string> = {
  '-2.5': `fonctionn{e,ent,ait,aient,er} marche marchent marchait allum{e,ent} s'allume recommand{e,ent,erai} tient tiennent pardonne{,rai,nt} acheterai achetez commanderai commandez reviendrai racheterai`,
  '-2': `recu+ recois livre+ arrive+ arrivent repond repondu repondent repondez reponse reponses rembourse+ remboursement
    nouvelle nouvelles retour respect respecte+ solution aide suivi prevenu+ explication excuse excuses envoye+ expedie+ serieux
    resolu+ change+ regle+ tenu+ prevu conforme clair clairs claire normal normale professionnel`,
  '2': `regrette regrettez regretterez regret probleme problemes souci soucis defaut defauts decu+ decevoir decoit hesite hesitez reproche reproches`,
}

/** Verbs come before "pas": a weighty word marked here is denied by a "pas" that follows it. */
export const FRENCH_VERBS = `aime aimes aimons aimez aiment adore adores recommande recommandent recommanderai marche marchent marchait
  fonctionne fonctionnent fonctionnait plait plaisent apprecie apprecies apprecient comprend repond repondent tient tiennent allume
  regrette regrettez hesitez hesite decoit recois conviens convient respecte respectent change arrive arrivent satisfait kiffe espere`

/** Before a weighty word these push it, above 1, or hold it back. */
export const FRENCH_PUSH: Record<string, number> = {
  tres: 1.3,
  trop: 1.3,
  vraiment: 1.25,
  tellement: 1.35,
  hyper: 1.4,
  super: 1.35,
  ultra: 1.4,
  mega: 1.4,
  archi: 1.4,
  extremement: 1.5,
  incroyablement: 1.5,
  totalement: 1.3,
  completement: 1.3,
  absolument: 1.4,
  particulierement: 1.25,
  franchement: 1.2,
  si: 1.15,
  carrement: 1.3,
  grave: 1.3,
  vachement: 1.3,
  bien: 1.1,
  fort: 1.2,
  plus: 1.1,
  tant: 1.2,
  enormement: 1.4,
  profondement: 1.3,
  beaucoup: 1.2,
  clairement: 1.15,
  juste: 1.1,
  purement: 1.2,
  peu: 0.6,
  assez: 0.85,
  plutot: 0.8,
  moyennement: 0.4,
  presque: 0.7,
  legerement: 0.5,
  moins: -0.5,
  relativement: 0.75,
}

/** `ne` alone denies nothing; `plus` does when a `ne` stands before it, `sans` and the rest always. */
export const FRENCH_DENIERS = new Set([
  'pas',
  'jamais',
  'aucun',
  'aucune',
  'sans',
  'ni',
  'guere',
  'nullement',
  'non',
  'rien',
  'point',
  'zero',
])
export const FRENCH_TURNS = new Set([
  'mais',
  'cependant',
  'pourtant',
  'toutefois',
  'neanmoins',
  'hormis',
  'sauf',
])
