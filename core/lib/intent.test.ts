import { describe, expect, test } from 'vitest'
import { asksForPerson, isAssent, isClosing, isComplaint, isEmojiOnly, isGreeting, isOptOut, isSpam, isThreat, opensWithGreeting } from './intent.ts'

const table: Record<string, { of: (text: string) => boolean; yes: string[]; no: string[] }> = {
  isOptOut: {
    of: isOptOut,
    yes: ['STOP', 'stop.', 'Stop please', 'Unsubscribe', 'unsubscribe me', 'Opt-out', 'ARRÊT', 'Désabonnez-moi', 'me désabonner svp', 'Baja', 'Quiero darme de baja', 'cancelar suscripción', 'stop sending me messages'],
    no: ['When do you stop serving lunch?', 'The bus stop is where?', 'stop by tomorrow?', 'Puis-je arrêter mon abonnement quand je veux ?', '¿La camiseta baja de precio?', 'don’t stop', ''],
  },
  asksForPerson: {
    of: asksForPerson,
    yes: ['I want to talk to a human', 'can i speak with someone please', 'Human please', 'agent', 'Let me speak to your manager!!', 'is there a real person here?', 'Please call me back', 'Je voudrais parler à un conseiller', 'passez-moi un responsable', 'un humain svp', 'Puis-je parler à quelqu’un ?', 'Rappelez-moi', 'Quiero hablar con una persona', 'Necesito hablar con un agente humano', 'páseme con alguien', '¿me pueden llamar?'],
    no: ['How much is it per person?', 'How many people can I get into a room?', 'Do you sell travel agent software?', 'C’est combien par personne ?', '¿Cuánto cuesta por persona?', 'Do you speak Spanish?', 'What number do I call?', 'Hello'],
  },
  isClosing: {
    of: isClosing,
    yes: ['Thanks!', 'thank you so much', 'ok', 'Ok perfect, thanks for your help', 'Great 👍', '👍', '🙏🙏', ':)', 'Bye!', 'Merci beaucoup, bonne journée !', 'D’accord merci', 'Parfait', 'au revoir', 'Gracias, hasta luego', 'vale, muchas gracias', 'De acuerdo'],
    no: ['thanks, and when do you open?', 'Thanks but it does not work', 'ok?', 'is that ok', 'merci de me rembourser', 'gracias pero no funciona', 'Hello', '', '??', 'I have a problem'],
  },
  isGreeting: {
    of: isGreeting,
    yes: ['Hi', 'hello there!', 'Good morning', 'Hey, how are you?', 'Bonjour', 'Bonsoir à tous', 'Salut ça va ?', 'Hola', 'Buenos días', 'hola, qué tal?', 'Buenas 👋'],
    no: ['Hi, are you open?', 'Bonjour je voudrais une table', 'Hola quiero un reembolso', 'Thanks', '', 'morning hours please'],
  },
  opensWithGreeting: {
    of: opensWithGreeting,
    yes: ['Hi, are you open?', 'Good evening, a table for two', 'Bonjour, quels sont vos horaires ?', '¡Hola! ¿Abren hoy?'],
    no: ['Good value?', 'Are you open?', ''],
  },
  isEmojiOnly: { of: isEmojiOnly, yes: ['👍', '❤️❤️', '👨‍👩‍👧', ':)'], no: ['ok 👍', '123', '?', '', '...'] },
  isAssent: { of: isAssent, yes: ['Yes', 'ok', 'oui merci', 'Sí, por favor', 'no'], no: ['yes but when', 'thanks', 'oui mais non je sais pas'] },
  isThreat: {
    of: isThreat,
    yes: ['You will hear from my lawyer', 'I’ll sue you', 'I am going to take you to court', 'I will request a chargeback', 'Je vais porter plainte', 'Vous aurez des nouvelles de mon avocat', 'Voy a denunciarles', 'pondré una hoja de reclamaciones'],
    no: ['Do you have a lawyer on the team?', 'Is the tennis court free?', 'Avez-vous un avocat spécialisé ?', 'C’est avec de l’avocat ?', '¿Hay demanda?'],
  },
  isComplaint: {
    of: isComplaint,
    yes: ['This is unacceptable', 'I am still waiting for my order', 'REFUND ME NOW', 'worst service ever', 'C’est une arnaque', 'Je n’ai toujours pas reçu mon colis', 'Remboursez-moi', 'Esto es una estafa', 'mi pedido todavía no ha llegado'],
    no: ['What is your refund policy?', 'Quels sont les délais de remboursement ?', '¿Cómo pido una devolución?', 'Hello'],
  },
  isSpam: {
    of: isSpam,
    yes: ['Earn $500 per day with bitcoin! https://x.top/a', 'We offer SEO services, first page of Google. Visit www.rank.example', 'Congratulations, you have won a prize! Click here', 'Gagnez 300€ par jour, cliquez ici http://a.example', 'Gana 200€ al día con crypto'],
    no: ['Do you accept bitcoin?', 'Is this your site? https://example.com', 'I saw you on the first page of Google', 'Can I win a prize in your raffle?', ''],
  },
}

for (const [name, { of, yes, no }] of Object.entries(table)) {
  describe(name, () => {
    test.each(yes)('yes: %s', (text) => expect(of(text)).toBe(true))
    test.each(no)('no: %s', (text) => expect(of(text)).toBe(false))
  })
}
