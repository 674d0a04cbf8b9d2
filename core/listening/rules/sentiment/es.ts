import { type Lexicon, weigh, weighPhrases } from './lexicon.ts'

/** Written for Chorus: what Spanish posts about brands, places and products say. */
export const es: Lexicon = {
  words: new Map(
    weigh([
      [
        4,
        'excepcional* extraordinari* maravillos* fantastic* espectacular* increible* perfect* magnific* sublime* brutal',
      ],
      [
        3,
        'excelente* encanta encanto encantan encantad* encantador* genial* estupend* delicios* riquisim* buenisim* adoro amo enamorad* impecable* felicidades enhorabuena feliz felices fabulos* crack crac espectaculo alucinante* fenomenal chulisim* recomendadisim* amor hermos* precios* mejor mejores',
      ],
      [
        2,
        'buen buena bueno buenos buenas bien gracias gusta gustan gusto gustado gusto bonit* linda lindo lindas lindos content* satisfech* agradable* amable* amabilidad eficaz eficiente* rapido rapida rapidos rapidas rapidisimo rapidez recomiendo recomendable* recomendad* maravilla* util utiles practic* facil faciles placer divertid* guapo guapa mola molan chulo chula chulos chulas orgullos* sonrisa* interesante* fiable* limpi* profesional* sabros* rico rica ricos ricas comod* atent* acert* exito* acierto disfrut* simpatic* impresionante* agradezco barato barata baratos encantadora vale_la_pena fresc* intuitiv* estable* ganar',
      ],
      [
        -1,
        'regular caro cara caros caras lento lenta lentos lentas espera dificil complicad* ruidos* fri fria frio soso sosa raro rara dura duro lastima pena cansad* fallo fallos problema problemas',
      ],
      [
        -2,
        'mal mala malo malos malas decepcion* decepciona* triste* averia* averiad* error errores bug bugs retraso* roto rota rotos rotas perdid* perder fracas* queja* aburrid* inutil* desagradable* sucio sucia sucios defectuos* incompetente* lamentable* ridicul* falla fallan fallar fallando colgad* cuelga bloque* enfad* molest* frustr* preocupad* miedo ira devolucion* devolver reembolso* engan* mentira* peor peores arrepient* maleducad* groser* pesim* insufrible* carisim* estafad* tarde harta harto hartos pesado abusiv*',
      ],
      [
        -3,
        'horrible* horroros* atroz catastrof* estafa* estafador* timo timados escandal* verguenza vergonzos* asco asqueros* odio odia* detest* nefast* repugnante* insoportable* inaceptable* desastre* desastros* mierda basura robo ladron* pesadilla* terrible* inadmisible* fatal penos*',
      ],
    ]),
  ),
  phrases: new Map(
    weighPhrases([
      [
        3,
        'buena calidad,gran calidad,gran trabajo,me encanta,me encanto,lo mejor,la mejor,el mejor,muy recomendable,totalmente recomendable,lo recomiendo,la recomiendo,vale la pena,merece la pena,sin duda,cinco estrellas,no puedo esperar,que ganas,de lujo,de diez,un 10,un diez,super contenta,super contento,volveremos,volveria,repetiremos,hace feliz',
      ],
      [
        2,
        'nada mal,no esta mal,sin problemas,sin problema,ningun problema,a tiempo,buena sorpresa,por fin,bien hecho,calidad precio,muchas gracias,de maravilla,va genial,no falla,nunca falla,que rico,que bueno,que bien',
      ],
      [
        0,
        'buenos dias,buenas tardes,buenas noches,buen dia,buen fin de semana,buena suerte,feliz cumpleanos,feliz ano,mas bien,o bien,si bien,alguien sabe,gracias de antemano,agua fria,mas tarde,esta tarde,por la tarde,de la tarde,tarde o,costa rica,lo mejor posible',
      ],
      [
        -2,
        'no funciona,no funcionan,no funciono,no sirve,no sirven,dejo de funcionar,ya no funciona,no responde,no responden,nadie responde,nadie contesta,no contestan,sin respuesta,ninguna respuesta,sigo esperando,seguimos esperando,todavia espero,aun espero,nunca llego,no llego,no ha llegado,no me ha llegado,no llega,muy caro,muy cara,demasiado caro,demasiado cara,muy lento,demasiado lento,demasiado largo,demasiado salado,demasiado dulce,era mejor,era mucho mejor,mejor antes,podria ser mejor,perdida de tiempo,deja mucho que desear,no es bueno,no es buena,no me gusta,no me gusto,no gusta,no recomiendo,no lo recomiendo,no la recomiendo,no vale la pena,no merece la pena,mi dinero,tomadura de pelo,no vuelvo,no volvere,no compren,no compreis,no comprar,evitar,eviten,por los suelos,se cae,se cayo,se cierra,se rompio,dos veces,sin sabor,fuera de servicio,que pena,que lastima',
      ],
      [
        -3,
        'nunca mas,una verguenza,que verguenza,que asco,de mal en peor,lo peor,la peor,el peor,cancelo mi,me cambio a,vaya estafa,un robo',
      ],
    ]),
  ),
  negations: ['no', 'nunca', 'jamas', 'ni', 'sin', 'tampoco', 'ningun', 'ninguna', 'nada', 'apenas'],
  negationsAfter: [],
  degrees: new Map(
    weigh([
      [
        1.35,
        'muy tan super realmente totalmente absolutamente extremadamente completamente demasiado mas bastante mucho mucha sumamente hiper re',
      ],
      [0.6, 'poco algo casi ligeramente medio'],
    ]),
  ),
  turns: ['pero', 'aunque', 'embargo', 'lamentablemente', 'desgraciadamente', 'salvo'],
}
