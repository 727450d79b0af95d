const praise = {
  core: [
    '{The} survived [two house moves|a toddler|a labrador]. [Not a dent.|Solid.|]',
    'Got {the} for my [40th|50th|60th] and [switched it on before the candles|teared up a little|best present of the night].',
    'Rearranged the whole room around {the}. [Priorities.|No regrets.|]',

    'A week with {the} and [the big light hasn’t been on once|I get why people rave|my evenings are different].',
    'My dad, a retired electrician, took {the} apart. [Verdict: proper job.|He wants one.|High praise.]',
    'Was worried {the} would be too small, [it’s just right|not at all].',
    'First evening with {the}: [telly off|cards till midnight|everyone looked ten years younger].',
    'The brass on {the} is starting to age and it’s [even better|lovely].',
    'Worth the wait. {The} is [a beauty|so well made|exactly as pictured].',

    '{the} arrived [today|this morning|yesterday] and it’s [gorgeous|even nicer in person|stunning|perfect].',
    'Just want to say {the} is [beautiful|a joy|the best thing in my flat]. [That’s it, that’s the post.|Thank you.|]',
    'Obsessed with my {p}. [The glow is unreal.|Cat approves.|I now hate ceiling lights.]',
    'Six months with {the}, [still love it|not a scratch|everyone asks where it’s from].',
    'My partner said “it’s just a lamp”. [Now he reads under it every night.|He was wrong.|Sweet victory.]',
    'The handwritten note in the box 🥹 [made my day|nobody does that anymore|I kept it].',
    'Bought {the} for my mum, [she cried|instant favourite child|she keeps it on all day].',
    'Warm light, heavy base, no glare. [Exactly what I wanted.|Finally.|Worth every penny.]',
    'Repairable, made in {siege}, looks amazing. [More of this please.|This is how it should be done.|]',
    'Took five minutes to put {the} together [and no spare screws|without an argument, a first|]. [Lovely.|]',
    'Third order, [still impressed|never disappointed|my bank account is worried].',
    'Popped into the shop in {city}, left with {the}. [No regrets.|I had gone in for a candle.|Staff were lovely.]',
  ],
  more: [
    'Photos don’t do it justice.',
    'Plastic-free packaging too.',
    'A bit pricey but you can feel why.',
    'Delivery took two days.',
    'Cable could be longer, small thing.',
  ],
  end: [
    'Thank you!',
    '😍',
    '🧡',
    'Highly recommend.',
    'Love it.',
    '✨',
    '10/10',
    '👏',
    'So happy.',
    'Bravo!',
  ],
}
const service = {
  core: [
    'Huge thanks to {staff} in customer service, [sorted in ten minutes|so patient|an absolute star].',
    'Replacement {p} arrived in three days, [no questions asked|didn’t even have to argue|and a candle as an apology]. [That’s how you do it.|]',
    'I moaned on here last week, so fair’s fair: [all sorted|they fixed it|new lamp is here]. [Thanks.|Well done.|]',
    'They repaired my {p} for free after three years. [Free!|Who does that?|Customer for life.]',
    'Wrong address, my fault, {staff} caught the parcel in time. [Legend.|Thank you.|]',
  ],
  more: ['Rare these days.', 'Deserves to be said too.'],
  end: ['Thank you!', '🙏', '👏', '❤️', 'Brilliant service.'],
}
const idea = {
  core: [
    'Please make {the} in [sage green|matt black|terracotta|navy]. [Take my money.|I’d buy two.|]',
    'Any chance of {a} with a longer cable? [My socket is miles away.|]',
    'Idea: [a bulb subscription|lamp rental for weddings|workshops in English|a second-hand corner on the site]. [Just saying.|Who’s in?|]',
    'A sunset mode on {the} that fades over 20 minutes. [I’d pay extra.|Please.|]',
    'Bring back [the rattan pendant|the fig candle|the ochre one]! [We miss it.|I’ll start a petition.|]',
  ],
  more: ['Just a thought.'],
  end: ['🙏', '💡', 'Pretty please.', 'Thanks for reading.'],
}
const chatter = {
  core: [
    'Saw this [in a hotel|in a bookshop|at a friend’s|on telly] and [haven’t stopped thinking about it|didn’t know it was you|had to ask where it’s from].',
    'The little [dog|chair|cushion|cat] in the back [😂|steals the show|🥰|]',
    'My [gran|flatmate|sister|daughter] will [love this|steal it|want two] [😂|❤️|]',
    'One more payday and it’s mine [💪|🤞|]',
    'The kind of light that [forgives everything|makes people whisper|asks for a book] [✨|🕯️|]',
    'Could you add [prices|dimensions|captions] please? [🙏|]',
    'We have two, [the cat owns one|no regrets|one each, for peace] [😸|😂|]',
    'solo:Honestly, [the price hurts|I preferred the old photos|the black one looks a bit office].',
    'Just ordered mine [🎉|🙈|, wish me luck|]',
    'Did I just sigh at a lamp? [Yes.|😂|]',
    'Any [visits|workshops|open days] in English? [🙏|]',
    'Would it suit a [camper van|tiny bedside table|four-metre ceiling]? [😊|]',

    '@{ami} [look|this is the one|for your place?|birthday hint 👀|told you]',
    '[Stunning|Gorgeous|So pretty|Love this|Beautiful|Wow] [😍|✨|🤩|🧡|!|]',
    '[I need it|Want|Take my money|Adding to basket] [😍|💸|🙈|🔥|]',
    'How much is it?',
    'Do you ship to [the UK|Ireland|Denmark|Canada]? [🙏|]',
    'Anyone have {the}? [Is it bright enough?|Worth it?|True to the photo?]',
    'What colour is that wall? [Asking for me.|😍|]',
    'My wallet [says no|is crying|has left the chat] [😂|😭|]',
    'Looks like a little [mushroom|moon|ghost] [😂|🥰|]',
    'Back in stock when? [😢|]',
    'That light [😍|is everything|looks like 6pm in September]',
    'Had mine for a year, [no regrets|still love it|best purchase] [🧡|]',
    'solo:Meh, [bit pricey|prefer the old one|not for me].',
    'The craft in this 🥹',
    'Number 2! [Easily.|No contest.|]',
    'Number 1 for me[, softer|]',
    'Cosy season [on|please] [🕯️|✨|]',
    'Is this made in France too?',
  ],
  more: ['🧡', '#homedecor', '#lighting', '#lumerelle'],
  end: ['✨', '😍', '❤️', '🙌'],
}
const contest = {
  core: [
    '[Entering|Count me in|Fingers crossed] with @{ami} and @{ami2} [🤞|🍀|✨|]',
    'Favourite moment: [kids asleep, tea, silence|reading by a small lamp|rain on the window|first coffee in the dark]. @{ami} [🤞|your turn|]',
    'Never win anything but [here we go|why not] [😂|🤞|] @{ami}',
  ],
  more: ['Good luck all 🍀'],
  end: ['🤞', '🍀', '✨'],
}

const vote = {
  core: [
    'Number 2! [Easily.|No contest.|]',
    'Number 1 for me[, softer|, always|]',
    'Both, sorry [😅|]',
    'Two. [Final answer.|]',
    'Team 1 [✋|]',
  ],
  more: [],
  end: ['✨', '😍'],
}

export const joy = { praise, service, idea, chatter, contest, vote }
