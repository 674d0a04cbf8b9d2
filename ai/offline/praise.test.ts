import { describe, expect, it } from 'vitest'
import type { RespondInput } from '#core/inbox/schemas.ts'
import { respond } from './respond.ts'

/** Comments under posts that a careful person would leave alone, or thank for at most. */
const PRAISE = [
  'This looks delicious!',
  'Love it 😍',
  'Best café in town',
  'Those cinnamon rolls look amazing',
  'Gorgeous photo, as always',
  'Can’t wait to try these!',
  'What a beautiful place ❤️',
  'How lovely!',
  'My favourite spot on a Sunday',
  'Congratulations to the whole team 🎉',
  'Well deserved!',
  'The tart never disappoints',
  'So tasty 🤤',
  'Looks so good',
  'Thank you for sharing, wonderful work',
  'J’adore !',
  'Trop belle la photo',
  'Quelle merveille, bravo à toute l’équipe',
  'C’est magnifique',
  'Miam, un régal',
  'Le meilleur café de Lyon !',
  'Félicitations à vous',
  'Ça a l’air délicieux',
  'Qué rico',
  'Me encanta este sitio',
  '¡Qué bonito! Enhorabuena',
  'El mejor sitio de Lyon',
  'Preciosa foto',
  'The best in Villeurbanne!',
]

/** Comments with a word of praise that a person has to see. */
const NO_PRAISE = [
  'Looks delicious, when do you open?',
  'Love it! Do you deliver',
  'Great, another price rise',
  'Lovely, waited forty minutes for a cold coffee',
  'Great photo but the staff was rude',
  'Nice, and I still have not received my order',
  'It used to be the best café in town',
  'Would be perfect with more seats',
  'Beautiful! Can I get the recipe',
  'Amazing how you never answer messages',
  'Best café, too bad it is so expensive',
  'Thanks for nothing',
  'Not nice',
  'Love this, I want to book a table for two',
  'The pictures are cool if you like stale bread',
  'Great customer service as always',
  'Wonderful, 45 minutes in the queue',
  'Superbe, mais trop cher',
  'J’adore ! Vous êtes ouverts le lundi',
  'Bravo pour la hausse des prix',
  'Belle photo, dommage pour l’accueil',
  'Merci, toujours rien reçu',
  'C’était parfait, plus maintenant',
  'Me encanta, ¿tenéis opción vegana?',
  'Qué bonito pero qué caro',
  'Gracias por nada',
  'Rico, aunque llegó frío',
  'We opened our new shop yesterday',
  'My sister works there',
  'Nice, ask Camille whether she agrees',
]

/** Comments that were written after the words were chosen. */
const UNSEEN = {
  praise: [
    'So happy for you guys!',
    'These are the dreamiest rolls ever',
    'Yesss, amazing news',
    'Super idée, bravo Awa',
    'Vous êtes les meilleurs',
    'Très belle initiative',
    'Qué buena pinta',
    'Sois los mejores',
    'Enhorabuena por el premio',
    'Absolutely stunning work from Awa',
    'The smell of that street in the morning is heaven',
    'Beautiful light in this picture',
    'Yum yum',
    'Impressive latte art',
    'Coup de cœur',
    'Cinnamon heaven',
  ],
  other: [
    'Nice try',
    'Love how the price went up',
    'Beautiful, except the service',
    'Best joke of the day',
    'Great, closed again',
    'Perfect timing, I am outside and the door is locked',
    'Cool story',
    'Awesome, my card was charged twice',
    'Bravo les voleurs',
    'Merci de me répondre en privé',
    'Super, encore une heure de queue',
    'Genial, otra subida',
    'Thanks, sent you a message',
    'Great if you have a dog',
    'I loved the old owner',
    'Congratulations on ruining the terrace',
  ],
}

const asked = (text: string, post?: RespondInput['post']): RespondInput => ({
  transcript: [{ author: 'contact', text }],
  burst: [text],
  passages: [],
  instructions: '',
  ignoreExamples: [],
  language: null,
  ...(post ? { post } : {}),
})
const POST = {
  text: 'Meet Awa, who bakes our cinnamon rolls and the pear tart, out of the oven at eight, in Lyon.',
}

describe('praise under a post', () => {
  it.each(PRAISE)('“%s” needs no answer and goes to nobody', (text) => {
    expect(respond(asked(text, POST))).toMatchObject({ decision: 'ignore', reply: null })
  })

  it.each(NO_PRAISE)('“%s” is left to a person', (text) => {
    expect(respond(asked(text, POST)).decision).toBe('escalate')
  })

  it('that nobody foresaw is told in more than half of the cases, and nothing else is ever taken for it', () => {
    const ignored = (texts: string[]) =>
      texts.filter((text) => respond(asked(text, POST)).decision === 'ignore')
    expect(ignored(UNSEEN.other)).toEqual([])
    expect(ignored(UNSEEN.praise).length).toBeGreaterThan(UNSEEN.praise.length / 2)
  })

  it('of what the post shows is told by the words of the post', () => {
    const text = 'The pear tart is heaven'
    expect(respond(asked(text, POST)).decision).toBe('ignore')
    expect(respond(asked(text, { text: 'We close at six.' })).decision).toBe('escalate')
  })

  it('in a conversation is left to a person, since it was written to the company alone', () => {
    expect(respond(asked('Best café in town')).decision).toBe('escalate')
  })
})
