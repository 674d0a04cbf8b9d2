import { isEmojiOnly } from '#core/lib/platform/intent.ts'
import { stem } from '#core/lib/text/stem.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'
import { words } from '#core/lib/text/text.ts'

const set = (...lists: string[]) => new Set(lists.join(' ').split(/\s+/))

/** Words that praise, without accents. */
const PRAISE = set(
  `love loved loving adore beautiful gorgeous stunning lovely delicious yummy yum tasty mouthwatering amazing awesome incredible
  fantastic wonderful brilliant fabulous excellent perfect great superb divine dreamy dreamiest cute adorable impressive congrats
  congratulations bravo nice cool fave favorite favourite best heaven heavenly goals obsessed thanks thank wow happy good pretty deserved`,
  `adore adorons aime aimons magnifique magnifiques superbe superbes sublime sublimes delicieux delicieuse delicieuses merveille
  merveilles merveilleux merveilleuse genial geniale geniaux parfait parfaite parfaits parfaites beau belle beaux belles bon bonne joli
  jolie jolis jolies mignon mignonne felicitations miam regal tuerie meilleur meilleure meilleurs meilleures chapeau merci talent`,
  `encanta encantan encanto gusta gustan rico rica ricos ricas riquisimo riquisima buenisimo buenisima bonito bonita lindo linda delicia
  maravilla pinta delicioso deliciosa precioso preciosa hermoso hermosa maravilloso maravillosa espectacular felicidades enhorabuena
  mejor mejores gracias`,
)
/** Words that may stand beside praise: who praises, what is praised anywhere, how much, and what exclaims. None asks, doubts or denies. */
const BESIDE = set(
  `a an the this that these those it its is are was were look looks looking i m we you your yours my our us s so very really absolutely
  just such ever always every all whole what how one in on at of to for from and with by here there town city world life day morning
  sunday saturday weekend guys team everyone everybody place places spot work job photo photos picture pictures pic shot post video art
  idea news well as now sharing done much oh omg yes yesss yeah haha cafe coffee shop little come
  pleasure happy proud`,
  `le la les l un une des de du d ce c cet cette ces est sont etes j ai a y je on nous vous tu tres trop tellement vraiment toujours si
  et pour avec sur dans chez au aux toute toute tous tout quel quelle quels quelles que oh oui equipe photo photos image lieu endroit
  adresse travail boulot idee initiative nouvelle coup coeur ca air monde ville vie bien`,
  `el los las lo un una unos unas este esta estos estas es son que muy tan mas siempre todo todos todas me te os nos mi tu su vuestro
  vuestra y de del en por para con a al sitio lugar equipo foto fotos trabajo idea noticia mundo ciudad vida dia si buen buena bueno`,
)
/** Praise in words that would ask or deny alone. */
const SET_PHRASE =
  /\bcan ?(?:not|t)? wait(?: to (?:try|taste|come|visit|see|be there))?\b|\bnever disappoints?\b|\bjamais decue?s?\b|\bnunca falla\b/g
/** A name within a sentence: “the best in Lyon”. */
const NAME = /(?<=[\p{L},] )\p{Lu}\p{Ll}+/gu
const WORDS_MAX = 30

/**
 * Tests whether a comment praises and says nothing else: each of its words praises, may stand beside praise, is a name, or is one of the post's own.
 * A comment that tells or asks something more, as irony does (“Great, closed again”), holds another word and is left to a person.
 */
export function isPraise(text: string, post: string): boolean {
  if (isEmojiOnly(text)) return true
  const said = words(text).join(' ').replaceAll(SET_PHRASE, 'great').split(' ')
  if (text.includes('?') || said.length > WORDS_MAX || !said.some((word) => PRAISE.has(word))) return false
  const ofPost = new Set(
    words(post)
      .filter((word) => !isStopword(word))
      .map(stem),
  )
  const names = new Set([...text.matchAll(NAME)].flatMap(([name]) => words(name)))
  return said.every(
    (word) => PRAISE.has(word) || BESIDE.has(word) || names.has(word) || ofPost.has(stem(word)),
  )
}
