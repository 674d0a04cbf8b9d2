import { describe, expect, test } from 'vitest'
import { detectLanguage } from './language.ts'

describe('detectLanguage', () => {
  test.each([
    ['What are your opening hours?', 'en'],
    ['Hi there', 'en'],
    ['hi', null],
    ['Do you deliver?', 'en'],
    ['thanks', 'en'],
    ['Quels sont vos horaires ?', 'fr'],
    ['Bonjour', 'fr'],
    ['Livrez-vous en Belgique ?', 'fr'],
    ['merci', 'fr'],
    ['¿Cuál es el horario?', 'es'],
    ['Hola', 'es'],
    ['¿Tienen mesa para dos?', 'es'],
    ['gracias', 'es'],
    ['We deliver within two working days to every address in the country, and returns are free.', 'en'],
    [
      'Nous livrons sous deux jours ouvrés à toutes les adresses du pays, et les retours sont gratuits.',
      'fr',
    ],
    [
      'Entregamos en dos días laborables en cualquier dirección del país, y las devoluciones son gratis.',
      'es',
    ],
    [
      'Wir liefern innerhalb von zwei Werktagen an jede Adresse im Land, und Rücksendungen sind kostenlos.',
      'simple',
    ],
    [
      'Entregamos em dois dias úteis em qualquer endereço do país, e as devoluções são gratuitas para você.',
      'simple',
    ],
    ['営業時間は月曜日から金曜日の午前九時から午後六時までです。', 'simple'],
    ['', null],
    ['12345', null],
    ['👍', null],
    ['ok', null],
  ] as const)('%s → %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })

  // Languages close to the three, and others: none of the three.
  test.each([
    [
      'ca',
      'Hola, vaig demanar un llum fa dues setmanes i encara no ha arribat. Em podeu dir on és, si us plau?',
    ],
    [
      'ca',
      'Tots els éssers humans neixen lliures i iguals en dignitat i en drets i han de comportar-se fraternalment.',
    ],
    ['da', 'Hej, jeg bestilte en lampe for to uger siden, og den er stadig ikke kommet. Hvor er den henne?'],
    [
      'de',
      'Hallo, ich habe vor zwei Wochen eine Lampe bestellt und sie ist noch nicht angekommen. Wo ist sie?',
    ],
    ['id', 'Halo, saya memesan lampu dua minggu yang lalu dan belum sampai. Bisa tolong beri tahu di mana?'],
    [
      'it',
      'Ciao, ho ordinato una lampada due settimane fa e non è ancora arrivata. Mi può dire dove si trova?',
    ],
    [
      'nl',
      'Hallo, ik heb twee weken geleden een lamp besteld en die is nog steeds niet aangekomen. Waar is hij?',
    ],
    ['pl', 'Dzień dobry, zamówiłam lampę dwa tygodnie temu i jeszcze nie dotarła do mnie. Gdzie ona jest?'],
    ['pt', 'Oi, comprei uma camisa preta tamanho 42 e veio errada, quero trocar, como faço para devolver?'],
    [
      'ro',
      'Bună ziua, am comandat o lampă acum două săptămâni și încă nu a ajuns. Îmi puteți spune unde este?',
    ],
    ['ru', 'Здравствуйте, я заказала лампу две недели назад.'],
    [
      'sv',
      'Hej, jag beställde en lampa för två veckor sedan och den har fortfarande inte kommit. Var är den?',
    ],
    [
      'tr',
      'Merhaba, iki hafta önce bir lamba sipariş ettim ve hâlâ gelmedi. Nerede olduğunu söyler misiniz?',
    ],
    ['vi', 'Xin chào, tôi đã đặt một chiếc đèn hai tuần trước và nó vẫn chưa đến. Nó đang ở đâu vậy?'],
    ['zh', '您好,我两周前订了一盏灯。'],
    ['ar', 'مرحبا، طلبت مصباحا قبل أسبوعين ولم يصل بعد.'],
  ])('another language, %s: %s', (_code, text) => {
    expect(detectLanguage(text)).toBe('simple')
  })

  // Texts as people write them to a shop.
  test.each([
    ['Need size 42 in black pls, and can u ship to Lyon before Friday? Otherwise cancel order 4711', 'en'],
    ['My invoice shows a wrong VAT number, please send me a corrected one as soon as possible thanks', 'en'],
    [
      'slt je voudrais savoir si vs livrez a lyon avant vendredi sinon annulez ma commande 4711 svp merci',
      'fr',
    ],
    ['Ma facture indique un mauvais numéro de TVA, merci de m’en envoyer une corrigée au plus vite', 'fr'],
    [
      'necesito la talla 42 en negro, hacen envios a lyon antes del viernes? si no cancelen el pedido 4711',
      'es',
    ],
    ['Mi factura tiene un NIF equivocado, por favor envíenme una corregida lo antes posible, gracias', 'es'],
  ] as const)('%s → %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language)
  })
})
