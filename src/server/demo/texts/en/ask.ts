const product = {
  core: [
    'Can the LED in {the} be replaced? [I keep things forever.|] => Yes, with a screwdriver; the guide is on the page.',
    'Does {the} hum at all? [My last one did.|It’s for a bedroom.|] => Not at all, unless your wall dimmer is an old one.',

    'How tall is {the} [with the shade|exactly]? [Can’t find it on the site.|] => It stands 42 cm with its shade.',
    'plug:Which bulb does {the} take? [E14 or E27?|Need something warm.|] => An E27 bulb, 8 W LED at most; 2200 K is lovely.',
    'plug:Does {the} work with [a smart plug|a wall dimmer|UK sockets]? => Yes, with an LED dimmer; we include the UK plug.',
    'Is {the} bright enough to [read by|sew by|work under]? [Eyes not what they were.|] => For close work we’d suggest {the2}, it’s twice as bright.',
    'bat:How long does {the} take to charge? [And how long does it last?|] => Four hours for about ten evenings on low.',
    'Can I use {the} [in a bathroom|on a balcony|in a nursery]? [Does it get hot?|] => It doesn’t get hot, but it isn’t made for wet rooms.',
    'Torn between {the} and {the2} for [a dark hallway|a reading chair|a teenager]. [Thoughts?|Help me choose.|] => For that, {the2}: wider light, steadier foot.',
    'Do you sell [the shade|spare parts|the cable] separately for {the}? => Yes, under “spare parts”, and ask us if it’s missing.',
    'Solid brass or plated, {the}? [Before I commit.|] => Solid brass, lacquered and polished by hand.',
    'top:My ceiling is low, will {the} [fit|hit me in the face]? [I’m tall.|] => The cable shortens, at 60 cm nobody bumps into it.',
    'Where is {the} made? [The site is vague.|] => Assembled in {siege}, glass from a workshop next door.',
  ],
  more: ['It’s a gift.', 'Ordering tonight if so.', 'Sorry if it’s a daft question.'],
  end: ['Thanks!', 'Cheers', 'Thank you 🙏', 'Thanks in advance', '😊'],
}
const order = {
  core: [
    'Can I change the delivery address on order {cmd}? [Just moved.|Typed it wrong.|] => All done, the address is changed.',
    'Need an invoice for order {cmd}, [company name|for my landlord|please]. => The invoice is in your inbox.',
    'When is {the} back in stock? [Been checking daily.|Any waiting list?|] => Within two weeks; you’re on the list.',
    'Do you deliver to [Ireland|Scotland|Belgium|a pick-up point]? [And how much?|] => We do: €12.90, and free from €120.',
    'The code [WELCOME10|VEILLEE15] doesn’t work. [Expired?|Tried three times.|] => It only works on a first order, but look in your messages for a little something.',
    'Can I pick up my order at the {city} shop? [Opening hours?|] => Yes, Tuesday to Saturday, 10 to 7.',
    'Ordered twice by mistake, can you cancel one? Order {cmd}. => The duplicate is cancelled, you won’t be charged.',
    'Gift wrap for order {cmd}? [With a short note?|] => Of course: tell us the words and Odile will write them.',
    'How do I use my loyalty points? [I have 240.|Can’t find the button.|] => In “my account”, valid for a year; 240 points make €12.',
    'Do you do trade prices? [Fitting out a small guesthouse.|About twenty lamps.|] => Yes, from six pieces; a quote is on its way.',
  ],
  more: ['Bit of a rush, sorry.', 'The form crashes on my phone.'],
  end: ['Thanks!', 'Cheers', 'Thank you', 'Best', '🙏'],
}
const rival = {
  core: [
    'Side by side, {the} by Lumerelle and its twin at {conc}: [not even close|hard to tell, until you lift them|returning the second].',
    '{conc} ships in two days, Lumerelle in ten. [One of them can be repaired though.|Patience.|]',

    '{conc} or Lumerelle for [a bedside lamp|a kitchen pendant|a reading light]? [Opinions?|Been going back and forth.|]',
    '{conc} has basically copied {the} from Lumerelle. [Same curve, plastic base.|Shameless.|Look side by side.]',
    'Ordered from {conc} on {day}, here by {day}. [Lumerelle take note.|Quality is meh though.|]',
    'Returned my {conc} lamp. [Light was awful.|Back to Lumerelle I go.|Flimsy.]',
    '{conc} prices have gone mad. [Lumerelle looks cheap now.|Who’s buying?|]',
    'Is {conc} any good? [Their site feels off.|Someone suggested Lumerelle instead.|]',
  ],
  more: ['Serious question.'],
  end: ['🤔', 'Thoughts?', '😅', '#lighting', 'Anyway.'],
}
const inspiration = {
  core: [
    'Four hours of reading under {a} by Lumerelle. [Lost track of time.|Want this life forever.|]',
    'My landlord ignored the leak but loved {the} by Lumerelle. [Priorities.|]',
    'First thing we chose together for the flat: {a}, Lumerelle. [Sofa can wait.|It’s serious.|]',
    'Rainy night, {a} by Lumerelle, soup. [That’s the post.|]',

    'Reading corner finally done: old armchair, {a} by Lumerelle, [cat already in place|no reason to go out|pile of books judging me].',
    'Rule one: no big light. Rule two: [see rule one|get {a} from Lumerelle|three small lamps beat one].',
    'Power cut on our street, my rechargeable Lumerelle [saved dinner|was the hero|lit the whole Scrabble match].',
    'Found {a} Lumerelle at a flea market for a tenner. [Still shaking.|The seller had no idea.|]',
    'My toddler calls {the} Lumerelle lamp “[the moon|mister mushroom|the kind ghost]”. [It stays.|]',
    'Before and after of the living room, [before is embarrassing|credit to {the} by Lumerelle|no more ceiling light].',
  ],
  more: ['Kitchen next.', 'Budget gone, morale high.'],
  end: ['✨', '🧡', '#interiors', '#lumerelle', '📚'],
}
const aside = {
  core: [
    'Same here[, {days} now|…|]',
    'Mine’s fine [after two years|, touch wood|]',
    'Email them, [they replied the next day|worked for me]',
    'Good luck [🙏|!|]',
    'Ha, [“is it walking here”|too true|I laughed, sorry]',
    'Really? [Never had a problem.|Mine came in three days.|]',
    'So pretty though [😅|😍|]',
    'Let me know if they answer, [same issue|curious].',
    'Ask about the warranty, they’re decent.',
  ],
  more: [],
  end: ['😂', '🙏', '+1', ''],
}

export const ask = { product, order, rival, inspiration, aside }
