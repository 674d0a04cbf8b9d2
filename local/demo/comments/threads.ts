/** A comment, and what people answer to it. */
export interface Said {
  by: string
  text: string
  answers?: readonly Said[]
}

/** Posts that people comment on: questions that the assistant answers, praise, people who talk to each other, and what is for a person. */
export const THREADS: readonly { text: string; comments: readonly Said[] }[] = [
  {
    text: 'The latte art workshop is back: first Sunday of the month, 17:30. Bring a friend and a steady hand.',
    comments: [
      { by: 'Marta Ruiz', text: 'How much is the latte art workshop?' },
      {
        by: 'Oscar Lind',
        text: 'Is it good for somebody who has never made a coffee',
        answers: [
          {
            by: 'Marta Ruiz',
            text: 'I went in spring, they start from zero. Worth it.',
            answers: [{ by: 'Oscar Lind', text: 'Then I am in, see you there' }],
          },
        ],
      },
      { by: 'Paul Girard', text: 'Félicitations à toute l’équipe, quelle belle idée' },
      { by: 'Elif Kaya', text: 'I cancelled two days ago and nobody has paid me back. Very disappointing.' },
      {
        by: 'Growth Studio',
        text: 'Get more followers fast! DM us for 100% guaranteed results https://grow.example',
      },
    ],
  },
  {
    text: 'Pear and hazelnut tart, out of the oven at eight. There are twelve of them, and then there are none.',
    comments: [
      { by: 'Hanna Berg', text: 'The tart looks delicious 😍' },
      { by: 'Yusuf Demir', text: 'Are dogs allowed inside?' },
      { by: 'Claire Dubois', text: 'Vous livrez à Lyon ? Combien coûte la livraison ?' },
      { by: 'Tom Ashby', text: 'Could you make one without hazelnuts for Thursday?' },
      { by: 'Ana Prieto', text: 'My favourite place in Lyon!' },
    ],
  },
]

/** An answer that a person of the team gives. */
export const ANSWERED = {
  text: 'Could you make one without hazelnuts for Thursday?',
  answer:
    'Gladly, Tom: we can bake one with almonds for Thursday. Send us a message with the hour at which you would fetch it.',
}
