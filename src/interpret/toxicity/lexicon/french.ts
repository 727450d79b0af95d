/**
 * French words that moderation looks for, by kind; written by us. Warning: these are insults. `+` stands for the four
 * forms of an adjective, braces for alternatives, `_` binds a phrase. Folded before the look-up, so accents are not needed.
 */
export const FRENCH: Record<string, string> = {
  insult: `con conne cons connes connard connards connarde connardes connasse connasses conasse conasses conard conards batard+
    encule{,s,e,es} enculer enfoire{,s,e,es} salaud{,s} salop salops salope{,s} salopard{,s} pute putes putain_de_toi fils_de_pute
    fils_de_putes fdp ntm tg ftg ta_gueule vos_gueules ferme_ta_gueule ferme_la ta_mere nique_ta_mere nique_ta_race nique_sa_mere va_te_faire
    va_te_faire_foutre va_te_faire_enculer allez_vous_faire_foutre va_crever va_mourir degage{,z,nt} casse_toi cassez_vous abruti+
    idiot+ imbecile{,s} cretin{,s,e,es} debile{,s} attarde{,s,e,es} mongol{,s} mongole mongolien{,s,ne,nes} trisomique{,s} gogol{,s}
    triso demeure{,s,e,es} taré+ tare{,s,e,es} neuneu{,s} teube teubes bouffon{,s,ne,nes} clochard{,s} crevard{,s} crasseu{x,se,ses}
    minable{,s} ordure{,s} raclure{,s} pourriture{,s} dechet{,s} vermine{,s} cloporte{,s} larve{,s} porc{,s} truie{,s} chien_de
    sale_chien chienne{,s} sous_merde sous_merdes grosse_merde merdeu{x,se,ses} petasse{,s} poufiasse{,s} pouffiasse{,s} pouf poufs
    grognasse{,s} greluche{,s} morue{,s} garce{,s} cagole{,s} trainee{,s} boloss bolos bolosse cassos cas_soc cas_sociaux beauf{,s}
    plouc{,s} pequenaud{,s} branleur{,s} branleuse{,s} trou_du_cul trouduc trous_du_cul tocard{,s} toquard{,s} guignol{,s} pignouf{,s}
    couillon{,s,ne,nes} cretinerie gros_lard grosse_vache gros_porc boudin{,s} thon_immonde laideron{,s} face_de_rat tete_de_con
    tronche_de_cake sac_a_merde bouffeu{r,se,rs} parasite{,s} escroc{,s} menteur{,s} menteuse{,s} mytho mythos lache{,s} collabo{,s}
    ignare{,s} analphabete{,s} inculte{,s} fragile{,s} puceau puceaux victime_va looser{,s} loser{,s} rageux kikoo schlag schlags
    gauchiasse{,s} gauchiste{,s} facho{,s} islamogauchiste{,s} merdeuse incapable{,s} pauvre_type pauvre_mec pauvre_fille pauvre_conne
    pauvre_con sale_con sale_conne gros_con grosse_conne bande_de_cons petit_con vieux_con vieille_peau folle_a_lier malade_mental
    va_te_faire_soigner tu_pues sale_merde espece_de bande_de_nuls gros_nul boomeur clodo{,s} pedale pedales clebard{,s} macaque_va
    narvalo{,s} chiabrena fiotte{,s} lopette{,s} tafiole{,s} tarlouze{,s} tapette{,s} golmon{,s} gol desco sale_type sale_gosse`,
  hate: `bougnoul{e,s,es} bicot{,s} raton{,s} negre{,s} negresse{,s} negro{,s} niakoue{,s} niakwe{,s} chinetoque{,s} chintok bamboula{,s}
    youpin{,s,e,es} youtre{,s} feuj{,s} sale_juif sale_juive sales_juifs sale_arabe sales_arabes sale_noir sale_noire sales_noirs sale_blanc
    sale_blanche sale_race sales_races sale_pd sale_gouine sale_gitan sales_gitans sale_etranger sale_migrant sales_migrants crouille{,s}
    melon{,s} rebeu{,s} beur{,s} arabe_de_merde muzz muzzs islamiste{,s} bougnoule romano{,s} romanos manouche{,s} gitan_de_merde
    rital{,s} boche{,s} polak{,s} espingouin{,s} toubab{,s} babtou{,s} fragile_de_babtou cafard{,s} pd pede{,s} pedal{e,es} gouine{,s}
    goudou{,s} enculeur{,s} travelo{,s} trav travs femmelette{,s} feminazi{e,es,s} sale_feministe hystérique{,s} handicape_de_merde
    remigration grand_remplacement sous_homme sous_hommes sous_race race_inferieure singe{,s} macaque{,s} guenon{,s} rentre_chez_toi
    rentrez_chez_vous retourne_dans_ton_pays retournez_dans_votre_pays dans_leur_pays chez_eux envahisseur{,s} invasion migratoire
    racaille{,s} kebab_de_merde bledard{,s} blédard{,s} renoi{,s} karlouche{,s} chleuh{,s} ricain_de_merde tous_des_voleurs
    tous_des_violeurs ne_meritent_pas_de_vivre a_vomir nuisible{,s} cancer_de_la_societe au_four a_gazer les_gazer les_exterminer
    a_exterminer deporter expulse{r,z,s} hitler nazi{,s} sioniste{,s} talmud dehors_les`,
  threat: `je_vais_te_tuer je_te_tue on_va_te_tuer je_vais_te_buter je_te_bute on_va_te_buter te_crever la_peau je_vais_te_crever te_defoncer
    vous_defoncer je_vais_te_defoncer on_va_te_defoncer je_te_defonce te_casser_la_gueule casser_la_gueule te_peter_la_gueule
    peter_la_gueule te_fracasser te_demolir te_massacrer t'egorger egorger t'etrangler te_pendre pendez_les pendaison guillotine te_bruler brulez_les
    te_retrouver je_sais_ou_tu_habites on_sait_ou_tu_habites tu_vas_voir tu_vas_mourir tu_vas_crever tu_vas_payer tu_vas_regretter
    vous_allez_payer vous_allez_voir tu_es_mort t'es_mort tes_mort t_mort on_va_venir on_t'attend je_t'attends_dehors a_la_sortie fais_gaffe_a_toi
    surveille_tes_arrieres une_balle_dans douze_balles le_peloton au_poteau fusiller fusillez_les merite_une_balle merite_la_mort
    meritent_la_mort meritent_de_mourir merite_de_mourir doivent_mourir devraient_mourir tuez_les tuer_tous tuer_les tue_toi
    suicide_toi suicidez_vous va_te_pendre va_te_suicider va_crever creve{,z} qu'il_creve qu'elle_creve qu'ils_crevent a_mort
    mort_aux frapper tabasser lyncher butez_les poser_une_bombe faire_sauter tout_cramer mettre_le_feu representailles viens_te_battre
    gifle{,s,r} des_claques une_raclee raclee la_correction`,
  sexual: `bite{,s} teub{,s} queue couille{,s} nichon{,s} chatte{,s} foune cul culs trou_de_balle sodomie sodomise{,r} sodomiser pipe{,s} suce{,r,s,z}
    sucer sucage suceu{r,se,ses,rs} suceuse branle{,r,s,tte,ttes} branler ejac ejacule{,r} ejaculation sperme foutre baise{,r,s,z}
    baiser baisable{,s} baisee niquer nique{,s,z,nt} enculade partouze{,s} gang_bang gangbang levrette fellation cunnilingus porno
    porn nudes nude a_poil seins tetons bander bandant+ chaudasse{,s} chaudass cochonne{,s} putain_de_chienne salope_a nympho{,s}
    viol violer violee violees violeur gode{,s} godemiche masturbe{,r} masturbation te_prendre montre_tes tes_seins ton_cul sexe`,
}

/** Coarse words that insult nobody by themselves: they say anger, and count for less. */
export const FRENCH_COARSE = `merde merdes merdique{,s} putain putains ptn ptin pute_de_merde de_merde bordel chier chiant+ fait_chier faire_chier
  emmerde{,r,nt,s} saloperie{,s} degueulasse{,s} degueu foutre_de foutage_de_gueule foutu+ crotte zut gueule gueules gerbe{,r} vomir`

/** What is said in peace as often as not, and counts in company only: "tu vas voir, c’est bien", "faire la queue". */
export const FRENCH_PEACEFUL = `queue{,s} pipe{,s} bander seins sexe viol violer violeur violee violees gode baiser a_poil tetons
  chez_eux dans_leur_pays invasion migratoire melon{,s} cafard{,s} beur{,s} expulse{r,z,s} deporter talmud sioniste{,s} nazi{,s} hitler au_four a_vomir
  trav travs romano{,s} frapper faire_sauter guillotine la_peau la_correction raclee une_raclee gifle{,s} des_claques a_mort pendaison au_poteau
  te_retrouver representailles lache{,s} parasite{,s} fragile{,s} boudin{,s} morue{,s} demeure{,s,e,es} gol pouf poufs larve{,s} inculte{,s}
  tu_vas_voir vous_allez_voir tu_vas_payer vous_allez_payer tu_vas_regretter on_va_venir on_t'attend
  je_t'attends_dehors a_la_sortie mettre_le_feu fais_gaffe_a_toi`
