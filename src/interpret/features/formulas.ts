/**
 * Formulas of courtesy, as letters end and requests begin: they say nothing of how somebody feels. Written by us; `_`
 * binds the words of a phrase, braces hold alternatives, one of which may be empty. Folded before the look-up.
 */
export const FRENCH_FORMULAS = `
  merci_{d'avance,par_avance,beaucoup_d'avance,beaucoup_par_avance,bien_d'avance,d'avance_et} {mille,grand,un_grand}_merci_d'avance
  merci_{de,pour,par_avance_de,par_avance_pour,d'avance_de,d'avance_pour}_{votre,ton,vos,tes,une,un,l',le}_{reponse,reponses,retour,retours,comprehension,attention,confirmation,prompte_reponse,prompt_retour,reponse_rapide,retour_rapide,diligence,patience,collaboration,cooperation,intervention,bienveillance,lecture,prise_en_compte}
  merci_{de,pour,par_avance_pour}_la_{reponse,suite,confirmation,prise_en_compte} merci_par_avance_{de,pour}_votre_{aide,reponse,retour} merci_d'avance_{de,pour}_votre_{aide,reponse,retour}
  {je,j',nous,on}_{vous,te}_{remercie,remercions}_{d'avance,par_avance,par_anticipation,bien_d'avance,beaucoup_d'avance}
  {je,nous}_vous_{remercie,remercions}_{de,pour,par_avance_de,par_avance_pour,d'avance_de,d'avance_pour,de_l',pour_l',vivement_de}_{votre,vos,une,un,bien_vouloir,me,m',nous,attention,interet,vouloir}
  {je,nous}_vous_{remercie,remercions}_{de_votre,pour_votre,par_avance_de_votre,par_avance_pour_votre,d'avance_pour_votre}_{reponse,retour,comprehension,attention,diligence,prompte_reponse,intervention,confirmation}
  en_{vous,te}_remerciant{,_d'avance,_par_avance,_par_anticipation} vous_remerciant{,_d'avance,_par_avance,_de_votre,_pour_votre} avec_{tous_,}mes_remerciements{,_anticipes} remerciements_anticipes
  cordialement cordiale cordialmt cdlt cdt crdlt cordlt {bien,tres,plus}_cordialement bien_{a_vous,a_toi,cdt,cdlt} sincerement_votre amicalement respectueusement courtoisement
  {meilleures,sinceres,cordiales,respectueuses,distinguees,mes}_salutations salutations{,_distinguees,_cordiales,_respectueuses,_sinceres,_les_meilleures} {mes,nos}_{salutations,sinceres_salutations,meilleures_salutations,respectueuses_salutations,cordiales_salutations}{,_distinguees,_respectueuses,_cordiales,_les_meilleures,_les_plus_distinguees}
  {l'expression,expression,l'assurance,assurance}_de_{mes,nos}_{sentiments,salutations,respectueuses_salutations,sinceres_salutations,sentiments_les}_{distingues,distinguees,les_meilleurs,les_meilleures,meilleurs,respectueux,devoues,les_plus_distingues,cordiales,sinceres}
  {l'expression,expression,l'assurance}_de_ma_{consideration,haute_consideration,parfaite_consideration}{,_distinguee}
  veuillez_{agreer,recevoir,croire,trouver,accepter} {je_vous_prie,nous_vous_prions}_{d'agreer,de_croire,de_recevoir,d'accepter,de_bien_vouloir,de_trouver} veuillez_bien_vouloir je_vous_prie{,_par_avance} je_vous_en_prie
  {bonne,belle,excellente,tres_bonne,douce}_{journee,soiree,apres_midi,semaine,fin_de_journee,fin_de_semaine,fin_d'apres_midi,matinee,reception}{,_a_vous,_a_tous,_a_toi,_a_toute_l'equipe} {bon,excellent,tres_bon,beau}_{week_end,weekend,we,apres_midi,dimanche}{,_a_vous,_a_tous}
  {je_vous_souhaite,vous_souhaitant,en_vous_souhaitant,passez,je_vous_souhaite_de_passer,je_vous_souhaite_a_tous,nous_vous_souhaitons}_{une_bonne,une_belle,une_excellente,une_tres_bonne,un_bon,un_excellent,un_tres_bon}_{journee,soiree,apres_midi,semaine,fin_de_journee,fin_de_semaine,week_end,weekend,we,reception}
  au_plaisir{,_de_vous_lire,_de_vous_relire,_d'echanger} dans_l'{attente,espoir}{,_d'une_reponse,_d'un_retour,_de_votre_retour,_de_votre_reponse,_de_vous_lire,_d'une_suite_favorable,_d'une_reponse_favorable,_d'une_reponse_rapide,_d'un_geste}
  en_esperant{,_une_reponse,_un_retour,_que_vous,_avoir,_que_cela,_vous_lire} en_l'attente{,_de_vous_lire,_de_votre_retour,_de_votre_reponse,_d'une_reponse,_d'un_retour}
  {j',nous,on}_{espere,esperons}{,_que,_que_vous,_vivement,_vraiment,_sincerement,_avoir,_recevoir,_pouvoir,_obtenir,_une,_un}
  issue_{rapide,favorable,positive,heureuse} {suite,reponse,solution}_favorable {prompt,prompte}_{retour,reponse,reglement,retablissement} {j'espere,nous_esperons,esperant,pour,dans_l'attente_d',l'attente_d'}_une_{reponse,solution,intervention,resolution}_{rapide,positive,satisfaisante}
  s'il_{vous,te}_plait {je,nous}_{vous_serais,vous_serions,vous_saurais,vous_saurions}_{reconnaissant,reconnaissante,reconnaissants,gre,tres_reconnaissant,tres_reconnaissante,infiniment_reconnaissant}_de auriez_vous_{l'amabilite,la_gentillesse,la_bonte,l'obligeance}_de {avoir,ayez,ayant}_{l'amabilite,la_gentillesse,l'obligeance}_de
  {ce_serait,cela_serait,serait,sera,c'est}_{tres_,}{apprecie,appreciee} n'hesitez_pas{,_a_me,_a_m',_a_nous} {restant,je_reste,reste,nous_restons}_a_votre_{disposition,entiere_disposition,ecoute} bien_{a_vous,sincerement}
  {cher,chere,chers,cheres}_{monsieur,madame,messieurs,mesdames,service,equipe,equipes,client,clients,conseiller,conseillere} {madame,mesdames,monsieur,messieurs}_{monsieur,madame,messieurs}`

export const ENGLISH_FORMULAS = `
  {thanks,thank_you,many_thanks,thx,thank_u,tia,thanks_so_much,thank_you_so_much,thanks_very_much,thank_you_very_much}_in_{advance,anticipation} tia
  {thanks,thank_you,many_thanks}_for_{your,the,any,a}_{time,attention,consideration,understanding,patience,reply,response,prompt_reply,prompt_response,quick_reply,quick_response,prompt_attention,cooperation,assistance_in_advance,help_in_advance,time_and_consideration,time_and_attention}
  {kind,best,warm,warmest,kindest,with_kind,with_best,many,fond}_regards regards kr {yours,your's}_{sincerely,faithfully,truly,respectfully} {sincerely,faithfully,respectfully,cordially}_{yours} sincerely respectfully
  {for_a,hope_for_a,hoping_for_a,to_a}_{quick,swift,prompt,speedy,positive,favourable,favorable,satisfactory,timely}_{resolution,reply,response,answer,outcome,solution} {swift,prompt,speedy}_resolution i_hope_this_{email,mail,message,letter}_finds_you_well
  {i,we}_{would,will,should}_{appreciate,greatly_appreciate,really_appreciate,much_appreciate,be_grateful,be_most_grateful,be_very_grateful,be_obliged}{,_it,_if,_it_if,_any,_your} i'd_{appreciate,be_grateful,really_appreciate,greatly_appreciate}{,_it,_if,_it_if,_any,_your} {would,is,are,will,be}_{be_,}{much_,greatly_,very_much_,highly_,really_,}appreciated any_{help,advice,assistance,info,information,ideas,suggestions}_{is_,would_be_,will_be_,}{much_,greatly_,}appreciated
  {could,would,can,will}_you_{please,kindly,be_so_kind} please_kindly please_{and,&}_thank_you please_{advise,help,assist,confirm} kindly {dear,hello_dear,hi_dear}_{sir,madam,sirs,team,all,customer,customers,support,customer_service,customer_support,sir_or_madam,sir_madam,sirs_madams}
  {don't,do_not,please_do_not,please_don't,feel}_{hesitate,free}_to{,_contact,_call,_reach} at_your_{earliest_,}convenience`

/** What in English letters is but manners, and in a short post is meant. */
export const ENGLISH_WISHES = `
  {have,wishing_you,enjoy}_{a,an,your}_{nice,good,great,lovely,wonderful,pleasant,fantastic,blessed,excellent,amazing,happy,rest_of}_{day,evening,weekend,week,afternoon,one,night,rest_of_your_day,day_ahead} have_a_good_rest_of_your_day
  {i,we}_{look,am_looking,are_looking}_forward_to{,_hearing_from_you,_hearing_back,_your_reply,_your_response,_a_reply,_a_prompt_reply,_receiving} {looking,i'm_looking,we're_looking,look}_forward_to_{hearing_from_you,hearing_back,hearing,your_reply,your_response,a_reply,receiving,a_swift,a_prompt,a_quick}
  {i,we}_{hope,do_hope,really_hope,sincerely_hope}{,_that,_to,_for,_for_a,_you_can,_you_will} {hoping,here's_hoping}_{to,for,for_a,that,you_can} hope_to_hear{,_back}{,_from_you}{,_soon} hope_you_can{,_help}
  {best,warm,with_best,warmest,kind}_wishes all_the_best
  {good,gud}_{morning,afternoon,evening,day}`
