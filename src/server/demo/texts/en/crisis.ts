const victim = {
  core: [
    'My Falot lamp [melted|swelled up|got scorching hot] while charging on [the bedside table|a shelf|the kids’ desk]. [I could have been out.|House stinks of burnt plastic.|Unplug yours.]',
    'Same here, Falot battery [bulging|leaking|too hot to touch]. Serial starts with FA-07. [Anyone else?|It’s on the patio now.|]',
    'Woke up to a burning smell: the Falot, on charge. [My daughter sleeps in that room.|Still shaking.|]',
    'Burn mark on my table from a Lumerelle Falot. [Who pays?|Unreal.|]',
  ],
  more: ['Two kids at home.', 'Kept it as evidence.', 'I want an answer today.'],
  end: ['Unplug them.', 'Please share.', '😨', '🔥', 'Unacceptable.'],
}
const outrage = {
  core: [
    'I worked in product testing. A battery like that [doesn’t just slip through|shows up on day one]. Lumerelle owes us answers.',
    'Nobody should learn from a social network that their lamp is dangerous. [Lumerelle has our emails.|]',
    'late:Nice apology letter, [written by lawyers|a day late|shame about the tables].',
    'Binned my Falot. [My kid cried.|Never again, Lumerelle.|]',
    'To those defending Lumerelle tonight: [read the first post again|what if it were your child?]',

    'early:Lumerelle sells a lamp that catches fire and [says nothing|keeps posting mood shots|still has it on sale]. [Wow.|Shameful.|]',
    'early:The Falot is STILL on sale. [I just checked.|Screenshot taken.|Pull it!]',
    'So “handmade in France” means a cheap battery that burns. [Noted.|Right.|]',
    'early:How many kids’ bedrooms before a recall? [Asking.|Lumerelle?|]',
    'If you own a Lumerelle Falot: unplug it, [keep it away from curtains|put it outside|never charge it overnight]. [Share.|]',
    'early:That’s {n} Falot stories on my feed now. [Not a coincidence.|What is Lumerelle waiting for?|]',
    'Cancelled my order. [Boycott.|Trust gone.|]',
    'late:An apology that doesn’t mention refunds isn’t one. [Lumerelle, try again.|]',
  ],
  more: ['#Falotgate', 'Tell your friends.'],
  end: ['😡', '🔥', 'Disgraceful.', '#Falotgate', 'Shame.'],
}
const irony = {
  core: [
    'New Lumerelle slogan: the light that wakes you up at night.',
    'Recipe: one Falot, two marshmallows, twenty minutes on charge.',
    'Was about to buy a Falot. Got [candles, safer|a wood stove|a blanket] instead. [Thanks, Lumerelle.|]',
    'At Lumerelle it isn’t burning, it’s “accelerated patina”.',

    'Lumerelle Falot: [lamp and toaster in one|now with free heating|comes with its own fire]. [Innovative.|😂|]',
    'Me, my Falot and a fire extinguisher: [date night|the new cosy|big evening].',
    '“A warm glow”. [They weren’t lying.|It was on the box.|] 🔥',
    'Sleeping with my shoes on because my Falot looks smug.',
  ],
  more: ['Sorry.', '#Falotgate'],
  end: ['😂', '🔥', '🙃', '🧯'],
}
const worry = {
  core: [
    'I gave a Falot as a present, no receipt, [does the exchange still work|how do I prove it|is the refund still on]? => No receipt needed: the engraved number is enough.',
    'Is it safe to use without charging it? [It’s half full.|Or leave it off?|] => Please leave it off, away from anything that burns, until you’ve checked the number.',

    'Bought a Falot {when}, [is mine affected|should I worry|what do I do]? => It depends on the number engraved under the base: only FA-07 is affected. Please don’t charge it meanwhile.',
    'Where is the serial number on the Falot? [Nothing underneath.|Sticker’s gone.|] => It’s engraved under the base, near the screw. If it starts with FA-07, stop charging it.',
    'Does the Petit Hibou have the same battery? [It’s in my baby’s room.|Quick answer please.|] => No, the Petit Hibou has another battery and isn’t affected.',
    'late:The recall form [won’t open|crashes|says unknown number]. [Another way?|] => It was overloaded and is back; or reply with your number and I’ll do it.',
    'late:Refund or exchange for the Falot? [Honestly prefer a refund.|How long?|] => Your choice, and refunds take five days.',
    'late:Can I post a damaged battery? [The counter refused it.|] => Please don’t: we’re sending a safety bag and a prepaid label.',
  ],
  more: ['Serial FA-07-something.', 'Phone line is engaged.'],
  end: ['Thanks', 'Please reply fast.', '🙏', '😟', 'Worried.'],
}
const defence = {
  core: [
    'Had a Falot for a year, [no issues|charges fine|stone cold]. [Let’s wait for facts.|Probably one batch.|]',
    'late:Lumerelle replied within the hour on a Thursday night. [Fair play.|Name a big brand that does that.|]',
    'late:Clear recall, full refund, prepaid bag. [What more do you want?|Well handled.|]',
    'late:Falot refunded in three days. [No fuss.|Trust intact.|]',
  ],
  more: ['I don’t work there.'],
  end: ['👏', '🧡', 'Fair play.', 'Just saying.'],
}
const echo = {
  core: [
    'Any news on the Falot report? [Lumerelle promised one.|Asking.|]',
    'My replacement Falot is here, [runs cold|new battery, clear manual|tested for hours]. [Relieved.|Thanks.|]',
    'Still no refund for my recalled Falot, [weeks later|two reminders in]. [Lumerelle?|]',
    'Textbook recall in the end, the Falot case. [Slow start, good finish.|]',
  ],
  more: ['#Falot'],
  end: ['We’ll see.', 'Anyway.'],
}

export const crisis = { victim, outrage, irony, worry, defence, echo }
