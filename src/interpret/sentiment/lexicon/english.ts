/** English words of the craft that the installed lexicon lacks or weighs for another trade; same notation as French. */
export const ENGLISH = `
3: top_notch spot_on five_stars 5_stars highly_recommend would_recommend well_made well_packaged love_it chef's_kiss game_changer
  above_and_beyond kudos shout_out can't_recommend_enough cannot_recommend_enough worth_every_penny exceeded_expectations
2: fair_play sturdy gorgeous recommend{,ed} prompt{,ly} speedy well_done good_job good_value sorted_it sorted great_service no_problem{,s} no_issue{,s} no_complaints
  responsive refunded_me quick_delivery fast_delivery arrived_early on_time as_described
-1: unplug{,ged} scorching swelled swollen bulging late slow pricey overpriced meh waiting
-2: melt{s,ed,ing} burn{s,ing} smoke smoking leaking cheap delay{,s} delayed refund_refused faulty defective scratched cracked dented chipped flimsy wobbly flickers flickering unresponsive overheats
  overheating recall recalled misleading undelivered out_of_order no_reply no_response no_answer no_tracking still_no still_nothing still_waiting still_not
  let_down not_impressed damaged wrong_item wrong_colour wrong_color missing chasing ghosted unhelpful fobbed_off
-3: scam{,s,mer,mers,med} rip_off ripoff rubbish shambles joke_of_a disgrace disgraceful unacceptable shoddy avoid steer_clear never_again worst
  waste_of_money waste_of_time stay_away false_advertising fire_hazard caught_fire burnt burned electric_shock fuming livid appalling avoid_like_the_plague boycott
0: best_wishes best_regards all_the_best charge{,s,d} charging warm_regards please thanks_in_advance thank_you_in_advance best_regards kind_regards good_morning good_afternoon good_evening good_night sincerely dear like looks_like
  no_rush free_delivery free_shipping order number natural no yes share number_one support energy party chance united
`
export const ENGLISH_DENIED: Record<string, string> = {
  '-2.5': 'work works working worked turn turns charge',
  '-2': `arrived arrive received receive delivered delivery delivers reply replied replies response responded answer answered refund refunded
    respond responding help helped tracking solution update explanation shipped honoured resolved fixed happy_with`,
  '2': 'complaints complain regret regrets problem problems issue issues fault faults disappointed disappoint',
}
export const ENGLISH_PUSH: Record<string, number> = {
  very: 1.3,
  really: 1.25,
  so: 1.25,
  too: 1.2,
  extremely: 1.5,
  incredibly: 1.5,
  absolutely: 1.4,
  totally: 1.3,
  completely: 1.3,
  super: 1.35,
  utterly: 1.5,
  bloody: 1.3,
  fucking: 1.4,
  freaking: 1.3,
  such: 1.2,
  most: 1.2,
  highly: 1.3,
  truly: 1.25,
  pretty: 1.05,
  ridiculously: 1.4,
  insanely: 1.4,
  beyond: 1.3,
  particularly: 1.2,
  seriously: 1.2,
  more: 1.1,
  damn: 1.3,
  just: 1.05,
  quite: 1.05,
  slightly: 0.5,
  somewhat: 0.7,
  kinda: 0.7,
  barely: 0.4,
  hardly: -0.5,
  almost: 0.7,
  fairly: 0.85,
  less: -0.5,
  marginally: 0.5,
}
export const ENGLISH_DENIERS = new Set(
  `not no never none nobody nothing neither nor without cannot cant dont doesnt didnt wont isnt wasnt arent werent couldnt wouldnt
  shouldnt hasnt havent aint can't don't doesn't didn't won't isn't wasn't aren't weren't couldn't wouldn't shouldn't hasn't
  haven't hadn't ain't zero nowhere`.split(/\s+/),
)
export const ENGLISH_TURNS = new Set([
  'but',
  'however',
  'although',
  'though',
  'yet',
  'except',
  'unfortunately',
])
