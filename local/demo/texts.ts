/** The documents, posts and conversations of the demo workspace: a small café, whose usual questions everybody knows. */

export const CAFE = 'Café Lumière'
export const MANAGER = 'Camille Laurent'

/** Names of accounts that differ from the café's name. */
export const NAMES: Readonly<Record<string, string>> = { telegram: 'Café Lumière News' }

export const DOCUMENTS = [
  {
    title: 'Opening hours and address',
    text: `# Opening hours

Café Lumière is open Tuesday to Friday from 8:00 to 18:30. On Saturdays and Sundays we open from 9:00 to 17:00. We are closed on Mondays and on public holidays.

# Where to find us

The café is at 14 rue des Tanneurs, 69001 Lyon, two minutes on foot from the metro station Hôtel de Ville. There is no car park of our own; the nearest one is Parking des Terreaux. The entrance and the toilets are accessible by wheelchair.

# Wi-Fi and working here

Wi-Fi is free; the password is on your receipt. Laptops are welcome on weekdays. At weekends we ask guests not to work on laptops between 11:00 and 15:00.`,
  },
  {
    title: 'Reservations and events',
    text: `# Reservations

Tables for up to six people can be reserved by message or by phone at +33 4 78 00 00 00. We hold a reserved table for fifteen minutes. Reservations are free and can be cancelled until two hours before.

# Groups

Groups of more than six people need to reserve at least two days ahead. For groups of more than twelve we offer a set menu at 28 euros per person.

# Workshops

Our latte art workshop takes place on the first Sunday of each month at 17:30. It lasts ninety minutes and costs 35 euros, with all materials included. A workshop that is cancelled at least 48 hours before is refunded in full.`,
  },
  {
    title: 'Menu, allergies and orders',
    text: `# Coffee and cakes

An espresso costs 2.20 euros and a cappuccino costs 3.80 euros. We roast our beans ourselves every Thursday. Oat milk and soy milk are available at no extra charge.

# Allergies and diets

Our carrot cake and our brownie are gluten-free. Every dish marked with a leaf is vegan. All our cakes are made in a kitchen that uses nuts, so we cannot guarantee that they are free of traces of nuts.

# Orders and delivery

Birthday cakes must be ordered three days in advance. We deliver in Lyon within 5 kilometres for a fee of 4.50 euros; delivery is free for orders above 40 euros. Beans can be ordered online and are sent within two working days.`,
  },
  {
    title: 'Questions fréquentes',
    text: `# Horaires

Le café est ouvert du mardi au vendredi de 8 h à 18 h 30, et le week-end de 9 h à 17 h. Nous sommes fermés le lundi et les jours fériés.

# Réservations

Vous pouvez réserver une table jusqu'à six personnes par message ou par téléphone. La réservation est gratuite et peut être annulée jusqu'à deux heures avant.

# Livraison

Nous livrons à Lyon dans un rayon de 5 kilomètres pour 4,50 euros. La livraison est gratuite à partir de 40 euros.`,
  },
]

export const FAQS = [
  {
    question: 'Do you have high chairs for children?',
    answer: 'Yes, we have four high chairs. Tell us when you reserve and one will be ready.',
    keywords: ['baby', 'kids', 'toddler'],
  },
  {
    question: 'Are dogs allowed?',
    answer:
      'Dogs are welcome on the terrace and inside, on a lead. There is always a bowl of water by the door.',
    keywords: ['dog', 'pets'],
  },
  {
    question: 'Can I pay by card?',
    answer: 'Yes. We take cards and phones from 1 euro, and meal vouchers on weekdays.',
    keywords: ['card', 'contactless', 'vouchers'],
  },
  {
    question: 'Do you sell gift cards?',
    answer: 'Yes, from 10 to 100 euros, at the counter. A gift card is valid for one year.',
    keywords: ['gift', 'voucher', 'present'],
  },
  {
    question: 'Peut-on venir avec un chien ?',
    answer: 'Les chiens sont les bienvenus, en salle comme en terrasse, tenus en laisse.',
    keywords: ['chien', 'animaux'],
  },
  {
    question: 'Acceptez-vous les titres-restaurant ?',
    answer: 'Oui, du mardi au vendredi, sur place et à emporter.',
    keywords: ['ticket', 'restaurant'],
  },
]

/** Posts due `inDays` from today; one without an hour is due at once. */
/** Labels by which the café sorts its posts. */
export const LABELS = [
  { name: 'Coffee', color: '#0b7285' },
  { name: 'Events', color: '#c2255c' },
] as const
/** A campaign of so many days from today on. */
export const CAMPAIGN = { name: 'Winter at the counter', color: '#1971c2', days: 30 }

interface DemoPost {
  inDays: number
  atHour?: number
  rrule?: string
  label?: (typeof LABELS)[number]['name']
  /** It belongs to the campaign. */
  campaign?: true
  text: string
}
export const POSTS: DemoPost[] = [
  {
    inDays: 0,
    text: 'Good morning from rue des Tanneurs. The first cinnamon rolls have just come out of the oven. 🥐',
  },
  {
    inDays: 0,
    campaign: true,
    text: 'New on the counter: pear and hazelnut tart, baked this morning, until there is none left.',
  },
  {
    inDays: 1,
    atHour: 8,
    label: 'Coffee',
    text: 'Fresh from the roaster: our Ethiopia Sidamo is back, with notes of apricot and jasmine. ☕️ Come and taste it this week.',
  },
  {
    inDays: 1,
    atHour: 16,
    label: 'Coffee',
    text: 'How do you take your filter coffee? We are brewing two side by side at four: washed and natural, the same farm.',
  },
  {
    inDays: 2,
    atHour: 16,
    campaign: true,
    text: 'Weekend plans? Carrot cake (gluten-free!) and a flat white on the terrace. We open at 9:00.',
  },
  {
    inDays: 3,
    atHour: 9,
    label: 'Coffee',
    text: 'Meet Awa, who roasts every Thursday: “I listen to the beans. The first crack tells you everything.”',
  },
  {
    inDays: 4,
    atHour: 10,
    label: 'Events',
    campaign: true,
    text: 'Three places are left for Sunday’s latte art workshop. Ninety minutes, all materials included. Send us a message to join.',
  },
  { inDays: 6, atHour: 12, text: 'Did you know? Oat and soy milk cost nothing extra here, and never will.' },
  {
    inDays: 8,
    atHour: 8,
    label: 'Coffee',
    text: 'Roasting day. If you walk past at ten, the whole street smells of caramel.',
  },
  {
    inDays: 9,
    atHour: 11,
    text: 'A birthday coming up? Order your cake three days ahead and we write the name on it.',
  },
  {
    inDays: 11,
    atHour: 15,
    campaign: true,
    text: 'Rainy afternoon, warm corner. The Wi-Fi is free and the window seats are the best in Lyon.',
  },
  { inDays: 13, atHour: 9, text: 'Our beans travel: order online, and they leave within two working days.' },
  {
    inDays: 16,
    atHour: 8,
    label: 'Events',
    campaign: true,
    text: 'Espresso or ristretto? Tell us your side, the losing team pays the round.',
  },
  {
    inDays: 5,
    atHour: 7,
    rrule: 'FREQ=WEEKLY;COUNT=4',
    text: 'Fresh bread and the first cinnamon rolls: the door opens at eight, the smell is there at seven.',
  },
  {
    inDays: 20,
    atHour: 17,
    text: 'We close on public holidays and miss you already. See you the morning after.',
  },
]

/** The café's team; they sign in with the demo's password. */
export const TEAM = {
  editor: { name: 'Camille Roux', mailbox: 'camille', role: 'editor' },
  agent: { name: 'Sam Lee', mailbox: 'sam', role: 'agent' },
  invited: { mailbox: 'noor', role: 'analyst' },
} as const

/** A file in `files/`, made for the demo, so that it shows no real person's picture or voice. */
interface Enclosed {
  kind: 'image' | 'voice'
  mimeType: string
  name: string
  caption?: string
}

export interface Talk {
  platform?: string
  from: { id: string; name: string }
  texts: string[]
  /** Files sent after the texts. */
  files?: Enclosed[]
}

/** Messages of contacts on the first day: questions that are answered, one of them in several messages, and some for a person. */
export const CONVERSATIONS: Talk[] = [
  { from: { id: '33645120987', name: 'Nadia Benali' }, texts: ['Merci pour samedi !', 'STOP'] },
  {
    from: { id: '34655123456', name: 'Lucía Romero' },
    texts: ['Do you have oat milk, and does it cost extra?'],
  },
  {
    from: { id: '4915112345678', name: 'Jonas Weber' },
    texts: ['Hi there', 'how much is the latte art workshop', 'and how long does it take?'],
  },
  {
    from: { id: '33677889900', name: 'Hugo Petit' },
    texts: ['Vous livrez à Villeurbanne ? Combien coûte la livraison ?'],
  },
  { platform: 'telegram', from: { id: '70010001', name: 'Mina Sato' }, texts: ['Can I bring my dog?'] },
  { from: { id: '33612345670', name: 'Léa Fontaine' }, texts: ['Bonjour !', 'Vous êtes ouverts le lundi ?'] },
  { from: { id: '447700900456', name: 'Ben Okafor' }, texts: ['Is the carrot cake gluten-free?'] },
  {
    from: { id: '33698765432', name: 'Inès Moreau' },
    texts: ['Could we rent the whole café for a wedding in June?'],
  },
  {
    from: { id: '33611223344', name: 'Chloé Bernard' },
    texts: [],
    files: [
      { kind: 'voice', mimeType: 'audio/ogg', name: 'voice.ogg' },
      {
        kind: 'image',
        mimeType: 'image/jpeg',
        name: 'cup.jpg',
        caption: 'I had my coffee in this cup on Sunday. Do you sell it?',
      },
    ],
  },
]

/** A contact whom a person answers, with that person's answer and note. */
export const TAKEN = {
  from: { id: '447700900789', name: 'Thomas Laurent' },
  texts: ['Hello, my order of beans from last Tuesday has not arrived. Can I speak to somebody?'],
  answer:
    'Hello Thomas, Sam here. I am calling the courier right now and will tell you within the hour where your beans are.',
  note: 'Courier called; parcel is in Vénissieux.',
}

/** The platform on which people comment. */
export const COMMENTED = 'bluesky'

/** Posts beside those of the channel, by platform. */
export const POSTS_OF: Readonly<Record<string, typeof POSTS>> = {
  mastodon: [
    {
      inDays: 0,
      text: 'Our cups come from a potter two streets away, and each is a little different. Which one is yours? #Coffee #Lyon',
    },
  ],
  threads: [
    {
      inDays: 0,
      text: 'What do you take with your first coffee of the day: a book, the news, or nobody at all? #Coffee',
    },
  ],
  linkedin: [
    {
      inDays: 0,
      text: 'We are looking for a second barista for Saturdays, from January on. No experience needed: we teach you all we know about coffee. Write to us, or come by. #Barista #Hiring',
    },
  ],
}
