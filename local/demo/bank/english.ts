import type { Written } from './authors.ts'

/** Posts in English, written for this demo. */
export const ENGLISH: Readonly<Record<'noe' | 'ada' | 'priya', readonly Written[]>> = {
  noe: [
    {
      age: 6,
      likes: 41,
      text: 'I burnt a whole batch on Tuesday.\n\nTwelve kilos, gone because I answered a message in the last ninety seconds.\nNow my phone stays in the office while the drum turns.',
    },
    {
      age: 18,
      likes: 22,
      text: 'New on the shelf: a washed Kenyan, bright as a grapefruit.\n\nAsk for it as a filter. We will not mind if you add milk, but the coffee will.',
    },
    {
      age: 33,
      likes: 58,
      text: 'Why does the same coffee taste different on Monday?\n\nBecause beans go on changing for two weeks after the roast. We write the date on each bag so that you can taste it happen.',
    },
    {
      age: 52,
      likes: 17,
      text: 'Roasting day photos: steam, sacks and one very tired dog.',
    },
    {
      age: 71,
      likes: 36,
      text: '3 things I check before I open the door:\n1. The water, because it is most of your cup\n2. The grinder, because it drifts at night\n3. The first shot, which I drink myself',
    },
    {
      age: 96,
      likes: 29,
      text: 'Nobody needs a fifth grinder. I have bought a fifth grinder.\n\nThe reason is simple: one for each coffee means that no bag waits for another.',
    },
  ],
  ada: [
    {
      age: 4,
      likes: 1240,
      text: 'I lost our biggest customer by being polite.\n\nThey asked for a discount three times. I said “let me see” three times.\nThe fourth time they asked somebody else.\n\nSay no on the first day. People can work with a no.',
    },
    {
      age: 11,
      likes: 380,
      text: 'How do you price a bag of coffee?\n\nGreen beans, roast loss, bag, label, rent, wages, the bag that falls on the floor.\nThen profit. Not “what is left”: a line of its own.',
    },
    {
      age: 19,
      likes: 2900,
      text: 'Seven years ago I roasted in my kitchen and set off the smoke alarm twice a day.\n\nToday 14 people work here.\nNot one of them was hired by a CV. All of them had been customers first.',
    },
    {
      age: 26,
      likes: 510,
      text: '5 mistakes of my first year:\n1. Renting too much space\n2. Buying green coffee by the smell alone\n3. Paying invoices when I felt like it\n4. Hiring a friend without a contract\n5. Thinking that growth was the same as profit',
    },
    {
      age: 34,
      likes: 190,
      text: 'Our new roaster arrived this morning. It does not fit through the door.\n\nTomorrow we take out the window.',
    },
    {
      age: 41,
      likes: 860,
      text: 'Unpopular opinion: your café does not need a loyalty card.\n\nIt needs somebody who remembers the name. Cards reward the tenth visit; a name rewards the second.',
    },
    {
      age: 49,
      likes: 640,
      text: 'What would you do with one free hour a week?\n\nI used mine to call a customer who had left. Eleven calls, four came back, and all eleven told me something that no survey had.',
    },
    {
      age: 58,
      likes: 150,
      text: 'Cupping notes from the new harvest: plum, cane sugar, a little smoke. Available from Friday.',
    },
    {
      age: 66,
      likes: 1710,
      text: 'We closed for ten days in August and our sales of the month went up.\n\nEverybody came back rested. Nobody called in sick in September.\nRest is not the reward for work. It is a part of it.',
    },
    {
      age: 77,
      likes: 430,
      text: 'A machine now writes our stock list every night.\n\nIt took a weekend to set up and saves Maria two hours a day. She uses them to train the new baristas, which no machine does for us.',
    },
    {
      age: 89,
      likes: 720,
      text: 'Stop asking candidates where they see themselves in five years.\n\nAsk what they would change in your shop tomorrow. You will know within a minute who has looked.',
    },
    {
      age: 103,
      likes: 260,
      text: 'Cash flow in one sentence: the farmer wants to be paid in March, the customer pays in June, and I sleep badly in between.\n\nThis year we asked the bank before we needed it.',
    },
    {
      age: 120,
      likes: 980,
      text: '“You are too expensive.”\n\nI used to explain. Now I ask: compared with what?\nHalf of the time the answer is nothing at all, and we talk about coffee again.',
    },
  ],
  priya: [
    {
      age: 3,
      likes: 210,
      text: 'Your first line has one job: to make somebody read the second.\n\nNot to be clever. Not to say who you are. Read your last ten posts aloud and cut everything before the first real sentence.',
    },
    {
      age: 9,
      likes: 95,
      text: 'Is your newsletter boring, or is it only late?\n\nWe moved one from Friday evening to Tuesday morning. Same words. Twice as many opened it.',
    },
    {
      age: 15,
      likes: 640,
      text: 'A bakery asked me for a marketing plan. I asked for their queue.\n\nWe stood in it for two mornings and wrote down what people said.\nThose eleven sentences became the whole campaign, and nothing else was needed.',
    },
    {
      age: 23,
      likes: 130,
      text: '4 posts that small shops can write without any idea:\n1. The question you were asked today\n2. The mistake you made last week\n3. The supplier nobody sees\n4. The thing you stopped selling, and why',
    },
    {
      age: 31,
      likes: 88,
      text: 'Brand is what people say when you are not in the room. Your logo is what is on the door of the room.',
    },
    {
      age: 39,
      likes: 312,
      text: 'I deleted 400 posts of a client.\n\nReach went up. People who came to the profile now saw what the shop sells, in the first three pictures, instead of quotes about Mondays.',
    },
    {
      age: 48,
      likes: 77,
      text: 'Reminder: an audience of 300 neighbours beats one of 30,000 strangers if you sell lunch.',
    },
    {
      age: 57,
      likes: 175,
      text: 'How to ask for a review without begging:\n\n“What nearly stopped you from coming in?”\nThey tell you the objection, and usually write it down themselves afterwards.',
    },
    {
      age: 69,
      likes: 450,
      text: 'I said yes to every client for two years and then I could not get out of bed.\n\nBurnout did not feel like fire. It felt like nothing.\nNow Thursday has no meetings, and nobody has ever asked why.',
    },
    {
      age: 82,
      likes: 140,
      text: 'Everybody says: post every day.\n\nI say: answer every comment first. Thirty answers are thirty posts that somebody surely reads.',
    },
    {
      age: 94,
      likes: 66,
      text: 'Tried an AI tool for captions this week. It writes faster than I do, and says less. I keep it for the first draft and throw away the adjectives.',
    },
    {
      age: 110,
      likes: 205,
      text: 'The best campaign of my year cost 40 euros.\n\nA chalk board, one honest sentence a day, and a photo at eight in the morning. It ran for ninety days and paid for itself on the second.',
    },
  ],
}
