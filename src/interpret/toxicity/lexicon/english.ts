/** English words that moderation looks for, by kind; written by us. Warning: these are insults. Notation as in French. */
export const ENGLISH: Record<string, string> = {
  insult: `asshole{,s} arsehole{,s} ass asses bastard{,s} bitch{,es,y} bitchass bullshitter cunt{,s} dick dicks dickhead{,s} dumbass{,es} dumbfuck{,s}
    dumb dummy dummies fool{,s,ish} fuck_you fuck_off fuck_u f_off stfu shut_up shut_the_fuck_up gtfo go_to_hell kys idiot{,s,ic} imbecile{,s}
    moron{,s,ic} loser{,s} jackass{,es} jerk{,s} motherfucker{,s} mofo prick{,s} pussy pussies scum scumbag{,s} shithead{,s} shitbag{,s} slut{,s}
    whore{,s} hoe hoes skank{,s} twat{,s} tosser{,s} wanker{,s} douche{,s} douchebag{,s} trash garbage_human piece_of_shit pos son_of_a_bitch sob
    stupid stupidity pathetic disgusting liar{,s} clown{,s} coward{,s} crook{,s} hypocrite{,s} traitor{,s} snowflake{,s} libtard{,s} retard{,s,ed}
    braindead brainless ignorant ignoramus nutjob{,s} psycho{,s} pig{,s} rat rats vermin lunatic{,s} freak{,s} creep{,s} pervert{,s} parasite{,s}
    ugly fat_ass fatass lardass bum bums lowlife{,s} scammer{,s} thug{,s} bootlicker{,s} simp{,s} incel{,s} cuck{,s} sheep fraud{,s} demon{,s}`,
  hate: `nigger{,s} nigga{,s} negro{,s} coon{,s} chink{,s} gook{,s} spic{,s} wetback{,s} kike{,s} raghead{,s} towelhead{,s} sandnigger paki{,s} gypo
    faggot{,s} fag fags dyke{,s} tranny trannies shemale{,s} homo homos subhuman{,s} savages white_trash cracker{,s} redneck{,s} feminazi{,s}
    go_back_to your_country illegals illegal_aliens invaders mudslime{,s} jihadi{,s} terrorist{,s} nazi{,s} kkk white_power antifa commie{,s}
    deport gas_the they_are_animals those_animals monkey{,s} ape apes cockroach{,es} infest`,
  threat: `kill_you kill_him kill_her kill_them kill_yourself i'll_kill i_will_kill gonna_kill going_to_kill beat_you beat_your_ass kick_your_ass
    beat_the_shit break_your punch_you punch_him shoot_you shoot_him shoot_them hang_him hang_them burn_in_hell burn_them you_will_pay you'll_pay
    watch_your_back i_know_where_you_live know_where_you_live you're_dead you_are_dead deserve_to_die deserves_to_die should_die hope_you_die
    hope_he_dies hope_they_die must_die die_in_a drop_dead find_you hunt_you slap bullet lynch rape_you slit_your put_a_bullet`,
  sexual: `cock cocks cum blowjob{,s} bj dildo{,s} penis vagina boobs boobies tits titties nipples horny porn porno pornhub nudes suck_my suck_his
    sucking_dick fucking_her fuck_her rape raped rapist{,s} molest{,ed,er} anal orgasm masturbat{e,ing,ion} jerk_off sex sexual sexy wank naked
    pedo pedophile{,s} incest milf thot thots gangbang deepthroat clit`,
}
export const ENGLISH_COARSE = `fuck fucked fucking fuckin fucks fck fuk wtf shit shits shitty bullshit bs damn damned goddamn hell crap crappy piss pissed
  bloody freaking lmfao arse ffs omfg sucks suck screw_you screwed`

/** What is said in peace as often as not, and counts in company only: "you will pay less", "the rat race". */
export const ENGLISH_PEACEFUL = `sheep bum bums cracker{,s} slap bullet find_you sex infest your_country ape apes monkey{,s}
  you_will_pay watch_your_back hope_you_die`
