/** The same turns in English, by the same names. */

export const ENGLISH: Record<string, RegExp> = {
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
  sell: / (?:for sale|selling|giving away|free to (?:a|good)|swap|dm me|pick up only|collection only) /,
  rumour:
    / (?:apparently|rumou?rs?|according to|i heard|i read|reportedly|news says|the paper|local news|seems they) /,
  event:
    / (?:open day|free entry|come along|join us|save the date|exhibition|workshop|festival|tournament|raffle|giveaway|contest|competition|parade|this weekend|on saturday|on sunday|postponed|sponsor\w*) /,
  crowd:
    / (?:who (?:wants|is|else|has|knows|remembers|here)|anyone (?:else|want|fancy|know|up)|does anyone|your favou?rite|poll|vote|petition|share this|tag a|guys|everyone|folks) /,
  wish: / (?:would be (?:nice|great|cool|lovely|awesome|good)|you should|please (?:make|add|bring)|wish you|i wish|suggestion|idea|imagine|maybe one day|how about) /,
  self: / (?:i|i'm|i've|i'd|i'll|my|me|mine|we|we've|we're|our|us) /,
  you: / (?:you|you're|you've|your|yours|u|ur|yall) /,
  wait: / (?:since|for (?:\w+ )?(?:days|weeks|months|hours)|days|weeks|months|promised|supposed to|was meant to|still|waiting|chased|so far|yet|ago) /,
  money:
    / (?:refund\w*|charge\w*|pay|paid|payment|money|bill\w*|fees?|invoice|overcharged|cost|price|deposit|£|\$|€|bucks|quid|pounds|dollars) /,
  over: / (?:last (?:time|order|straw|chance)|never again|i'm out|done with|over it|had enough|that's it|moving (?:to|away)|moved to|lost a customer|lost my business|elsewhere|competitor\w*|cancel\w*|terminate|close (?:my|our)|unsubscrib\w*|uninstall\w*|goodbye|farewell|renew\w*) /,
  solved:
    / (?:sorted|fixed|resolved|solved|replaced|repaired|refunded|within (?:minutes|hours|\w+ minutes|\w+ hours|a day)|next day|same day|first time|no fuss|went above) /,
  warm: / (?:thank you so much|thanks to|shout ?out|highly recommend|above and beyond|friendly|helpful|lovely|delicious|brilliant|superb|stunning|gorgeous|can't fault|worth every|five stars|5 stars|spot on|top notch|will be back|made my day|lifesaver) /,
  broken:
    / (?:broken|broke|dead|faulty|crash\w*|freez\w*|stuck|missing|wrong|cold|stale|dirty|damaged|ripped|torn|expired|closed|down|outage|no signal|doesn't|don't|can't|cannot|nobody|none|nothing|zero|ignored|useless|shame\w*|scam|rip off|rubbish|poor|avoid|waste) /,
}
