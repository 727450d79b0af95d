/** Turns of courtesy in English, in the notation of `read/pattern.ts`. */
export const ENGLISH: typeof import('./french.ts').FRENCH = {
  greeting: `
    ^(hello|hi|hey|hiya|howdy|greetings|good morning|good afternoon|good evening|good day|g'day|hi there|hello again|morning|evening|afternoon)
    ^dear (sir|madam|customer|all|team|client|member|friend|friends|colleague|guest|valued|mr|mrs|ms|miss|dr)
    ^(gentlemen|ladies and gentlemen|ladies|sir|madam|sirs) ,
    ^(welcome|nice to meet you|pleased to meet you)
    (a very|a warm|a big)? (good morning|good afternoon|good evening|hello) to (you|everyone|all)`,
  notGreeting: `
    (hello|hi) (kitty|world|goodbye)
    (mr|mrs|ms|sir|madam) , (mr|mrs|ms|sir|madam) (or|and|is|are)`,
  dear: `
    ^dear`,
  farewell: `
    ^(with|our|my|very|best|kind|warm|warmest|kindest|many|sending)? (very|kind|best|warm|warmest|kindest|our|my)? (regards|wishes)
    ^(best|all the best|all my best|cheers|sincerely|yours|cordially|warmly|respectfully|faithfully|xx|xoxo|love)  (,|.|!|¶|sincerely|faithfully|truly|from|and)
    ^(yours|very) (sincerely|faithfully|truly|respectfully)
    ^(sincerely|cordially|warmly|respectfully|cheers|ciao|bye|goodbye|good bye|bye for now|byebye|farewell|ta ta|toodles|so long)
    (have|enjoy|wish you|wishing you|hope you have) (yourself)? (a|an|the|your)? (very|really|truly|rest of your|rest of)? (good|great|nice|lovely|wonderful|fantastic|pleasant|fabulous|super|brilliant|safe|relaxing|happy|amazing|beautiful|rest|weekend|day|evening|week|stay|trip|flight|the rest|your day|your weekend|your evening|excellent|your stay)
    ^(good night|goodnight|good luck|safe travels|safe journey|safe trip)
    ^(happy|merry) (holidays|new year|christmas|easter|weekend|friday|halloween|thanksgiving)
    ^get well soon
    ^(see|talk|speak|chat|write|catch) (you|to you|with you|soon|ya|later)
    (see|talk to|speak to|hear from|welcome|serve|meet|speak with|welcoming|seeing|serving|hearing from) (you|from you|ya) (all|back|again|very)? (again|soon|next|tomorrow|later|there|on|at|in|then|back|shortly|around)
    ^(take care|stay safe|stay well|be well|until then|until next time|until soon|till next time|all the best|best wishes)
    ^later ;
    ^with (our|my|all|all our)? (deepest|sincere|sincerest|heartfelt|warmest|kindest|our)? (sympathy|condolences|gratitude|love|affection)
    (take|taking) (good|great)? care (of yourself|,|.|!|¶)
    (look|looking) forward to (hearing|seeing|welcoming|meeting|speaking|serving|your|having)
    ^enjoy (the|your|every) *2 ;
    have (fun|a blast) *3 ;`,
  thanks: `
    thank you
    thanks
    thankyou
    thx
    thank (everyone|you|all|them)
    (many|much|huge|big|big|lots of) (thanks|thank yous|gratitude)
    (we|i|really|truly|greatly|so|very|do|sincerely|deeply|much) (appreciate|appreciated) (you|your|the|it|that|this|this|all)
    (much|very much|greatly|really|truly|so) appreciated
    (grateful|thankful) (for|to you|that|to have)
    ta (very much|muchly|!|,)
    ^cheers (for|mate|!)
    (very|so|too|really) kind of you`,
  asking: `
    (would|could|will) *2 (appreciate|be grateful|be thankful) (it)? (if|a|your|hearing)`,
  notThanks: `
    (no|but no|not|never|without) (thank you|thanks)
    thank you (page|note|card|letter|gift|notes|cards|email)
    thanks to (our|the|a|an|his|her|its|their|this|that|these|new|recent)`,
  warm: `
    (delighted|thrilled|overjoyed|excited|stoked|pumped|chuffed|honoured|honored|proud|tickled)
    (so|very|really|truly|super|pretty|extremely|incredibly|we are|i am|are|am|be|were) (so|very|really|truly|super|also)? (happy|glad|pleased|grateful|touched) (to|that|you|for|with|by|we|it|your|about|!)
    ^(happy|glad|pleased) to
    (my|our|a|with|great|real|absolute|much|such|the|been a|huge) (great|real|absolute|true)? pleasure
    ^(wonderful|fantastic|great|awesome|brilliant|amazing|lovely|congratulations|congrats|woohoo|yay|hooray|fab|superb|perfect|well done|good news|aww|wow|excellent|happy birthday)
    (great|good|wonderful|lovely|fantastic|exciting|excellent|happy) (news|to hear|choice|question|day to hear|to know)
    (made|makes|make|making) (our|my|us|the team) (day|week|smile|team's day|happy|whole)
    (heartfelt|from the bottom of)
    can not wait
    (means|mean|meant) (a lot|the world|so much|everything)
    (love|loved|loves) (that|to|hearing|your|this|it|seeing|reading|the)
    (congratulations|congrats|cheers to)
    ^(haha|hahaha|hehe|lol|aww|aw|ooh|oh my|hooray|yay|woop|woohoo)
    (warm|warms|warmed|melt|melts|melted|brighten|brightens|brightened|lift|lifts) *2 (heart|hearts|day|spirits)
    (what|such) (a|an) (lovely|great|wonderful|beautiful|fantastic|nice|kind|sweet|treat|joy|delight|pleasure|cute|adorable|brilliant|fun)
    (so|very|too|really|super) (cute|sweet|adorable|cool|lovely|funny)
    (that is|what|those are|looks|is) (a|an|so)? (beautiful|gorgeous|stunning|lovely|adorable|cute)
    ^(beautiful|gorgeous|stunning|adorable|great|lovely|nice|well) (shot|photo|picture|pic|capture|view|one|catch|captured|spotted|played|said)
    (have|had) (fun|a blast|a ball)
    (so|and|,|.|!|¶) enjoy (the|your|that|this)? (new)? (ride|warmth|party|show|view|sun|sunshine|cake|celebration~|match|game|concert|wedding|birthday)
    right back at (you|ya)
    we (sure)? (do)? (love|adore|miss|heart) (you|ya|u|our)
    would (sure|so|really|just)? love to (see|have|meet|welcome)
    we hope (you|that you|to|it|your) *5 (make|makes|enjoy~|feel|feels|better|soon|well|love|loves|still|find|back)
    (get well|speedy recovery|fingers crossed)
    happy (birthday|anniversary)`,
  kind: `
    (do not|do not|never|please do not) hesitate
    (feel free|here to help|here for you|happy to help|glad to help|here if you|at your disposal|by all means|of course|absolutely|certainly|no problem|no worries|you are welcome|my pleasure|anytime|any time)
    (lovely|wonderful|fantastic|great|brilliant|fabulous|amazing|beautiful) (day|evening|weekend|week|afternoon|morning|rest|one|stay|trip|time)
    (really|truly|so|very much|greatly|sincerely) (appreciate|appreciated)
    (thanks|thank you) (so much|very much|a lot|a million|kindly|a bunch|for your patience|for your understanding|for your kind|for your support|for your loyalty|for being|for taking the time|for choosing)
    (many|huge|big) thanks
    (hope|hoping) *5 (enjoy~|helps|love|soon|well|better|day|again|welcome|see)
    (looking|look) forward`,
  empathy: `
    (sorry|apologise|apologize|apologies|apology|apologising|apologizing)
    (we|i|do|really|deeply|sincerely|truly) (regret)
    (i|we|can|do|completely|totally|fully|certainly|really|appreciate|absolutely) (do|can|completely|totally|fully|certainly|really|absolutely|quite|very well)? (understand|imagine|hear|see) (how|your|that|why|this|you|the|completely|and|,|.|it)
    appreciate (how|that this|this must)
    (forgive|pardon|excuse) (us|me|our|the)
    (not|is not|was not|far from|falls short) *4 (acceptable|the experience|good enough|up to|standard|standards|what we want|what you should|expect|fair)
    (frustrating|frustration|disappointing|disappointment|upsetting|distressing|inconvenience|worrying|annoying|stressful|disheartening)
    (thoughts are|thinking of you|heart goes|hearts go|condolences|sympathies|sympathy|deepest|sad to hear|saddened|sad to read)
    you are (absolutely|quite|completely|entirely)? right
    (do not|no need to|please do not|never) worry
    rest assured
    (understand|hear|feel|share|acknowledge|recognise|recognize) (your|the) (frustration~|disappointment|concern~|anger|worry|worries|pain|upset|annoyance)
    (do not|never|not) (want|like) (our|any|to) *4 (frustrat~|disappoint~|upset|wait|waiting|hear|cancel~|delay~)
    (does not|did not|that is not) (look|looks|sound|feel) (good|right|great|fun|nice|like)
    (concerned|worried|alarmed|shocked) (by|about|to|at|that|for)
    (wish|wishing) (you|him|her|them) *3 (strength|courage|recovery|comfort)
    (hope|hoping) *5 (feeling|doing|getting) (better|well|ok|okay|alright)
    (let you down|let down|our fault|our mistake|on us|we failed|fell short)`,
  blame: `
    you (should|ought to|could|must|need to) (have|learn|read|know|understand|pay attention|be more|calm|check before|have read|try reading)
    you (did not|did not|have not|have not|failed to|never|forgot to|obviously|clearly|must have|misread|misunderstood|neglected to|ignored|refused to) *2 (read|follow~|understand|understood|check~|provide~|give|given|include~|mention~|listen|misread|misunderstood|pay|respect|fill~|missed|entered|instructions|told|tell|told|use|used)
    (as|like) (i|we|per|already|previously|stated|mentioned|explained|clearly) (have|my|our|already|previously|said|told|explained|mentioned|stated|clearly)? *3 (already|said|told|explained|mentioned|stated|email|message|above|before|previously|earlier|repeated)
    (i|we) (have|already) *1 (told|explained|said|answered|informed|mentioned) (you|this|that|it|already)
    (your|is your|was your) (own)? (fault|negligence|mistake|carelessness|responsibility|problem|error|bad faith)
    (you) (claim|allege|pretend|are lying|are exaggerating|are wrong|are mistaken|are overreacting)
    if you (had|would) *2 (read|followed|checked|looked|listened|bothered|asked|paid|told|given)
    (calm down|be patient|relax|read the|read our|re read) (!|.|,|terms|faq|manual|instructions|policy|conditions|again|properly|carefully)
    (not|is not|was not) our (fault|problem|responsibility|mistake)
    (obviously|clearly) you
    it (is|was) (obvious|clearly stated|written|common sense)`,
  refusal: `
    ^(no|nope|impossible|not possible|denied|refused|negative)
    ^(we|i|you) (can not|can not|will not|will not|do not|do not)
    ^(that|this|it) (is|is not) (not)? (possible|impossible)`,
  softened: `
    (unfortunately|sadly|sorry|regret~|afraid|apolog~|however|understand|wish we could|am afraid)`,
  promise: `
    (get|be getting|come|be|getting|coming) back (to|with) (you|u)
    (will|shall|going to|gonna) *1 (contact|call|email|update|inform|notify|reply|respond|refund|ship|send|dispatch|replace|resolve|fix|follow up|reach out|let you know|keep you|phone|ring|message|write) (you|to you|with you|it|your|up|this|out|back|a|the)
    (will|shall) (be in touch|reach out|follow up|be with you|be refunded|be shipped|be sent|be resolved|be fixed|be replaced|be delivered|be contacted)
    (keep you) (posted|updated|informed)
    (be in touch|hear from us|hear back)`,
  dated: `
    (today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december)
    (within|in|by|before|under|after|over|less than|no later than|at|on|from|between|until) (the)? (next)? (a|an|the|one|two|three|four|five|six|seven|eight|ten|1~|2~|3~|4~|5~|6~|7~|8~|9~|0~|few|couple) (hour|hours|minute|minutes|day|days|week|weeks|business|working|month|months|am|pm|of|end|h|hrs|th|to|more|and|moment)
    (by|before|at|on|after|until|from) (1~|2~|3~|4~|5~|6~|7~|8~|9~|0~|noon|midday|midnight|end|close|lunch|the end)
    (this|next) (morning|afternoon|evening|week|month|weekend|hour)
    (end of) (the|today|this|play|business|day|week)`,
  harm: `
    (condolence~|passed away|deceased|funeral|bereave~|mourning|grieving|loss of my|late husband|late wife|late mother|late father|miscarriage)
    (has|have|he|she|father|mother|husband|wife|son|daughter|who|just) (died|passed)
    lost my (mum|mom|dad|mother|father|husband|wife|son|daughter|brother|sister|grandmother|grandfather|dog|cat|baby|partner)
    (food poisoning|stitches|emergency room|intensive care)
    (hospitalis~|hospitaliz~|in hospital|to hospital|ambulance|electrocut~|poisoned|fire brigade|fire department|cancer|stroke)
    (caught|on) fire
    (got|was|been|is|am|badly) (hurt|injured|burned|burnt|sick|ill)
    (assault~|harass~|rape~|discriminat~)`,
  anger: `
    (accident|hospital|injur~|burn~|burnt|allerg~|ill|illness|disabled|disability|fire|smoke|bleed~|emergency|sick|danger~|unsafe)
    (violen~|racis~|stolen|theft|scam~|fraud~|lawyer|lawsuit|court|sue|police|legal action)
    (thief|thieves|liar|liars|lied|lying|crooks|con artists|rip off|ripped off)
    (disgrace~|unacceptable|outrageous|appalling|disgust~|furious|livid|fuming|angry|anger|rage|shameful|horrif~|horrible|nightmare|fed up|sick of|desperate|in tears|terrible|worst|atrocious|ashamed)`,
  tu: '',
  vous: '',
  titles: 'mr mrs ms miss dr sir madam mx',
}
