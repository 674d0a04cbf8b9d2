import { type Lexicon, weigh, weighPhrases } from './lexicon.ts'

/** Written for Chorus: what French posts about brands, places and products say. */
export const fr: Lexicon = {
  words: new Map(
    weigh([
      [
        4,
        'exceptionnel* extraordinaire* formidable* magnifique* merveill* fantastique* sublime* parfait* genial* incroyable* splendide*',
      ],
      [
        3,
        'excellent* adore* adorable* superbe* delicieu* top ravi* genialissime bravo felicitation* impeccable* nickel canon bluffant* regal regale* coup_de_coeur chouchou conquis* enchant* passionnant* amour heureu* hate',
      ],
      [
        2,
        'bon bonne bons bonnes bien merci mercis super aime aimes aimons aiment aimez aimer aimais beau belle beaux belles content* satisfait* satisfaction agreable* sympa sympas sympathique* efficace* rapide* recommande* gentil* accueillant* souriant* magique* reussi* reussite utile* pratique* facile* plaisir joli* cool chouette* meilleur* mieux fier* fiere* sourire* interessant* fiable* propre* professionnel* savoureu* gourmand* confortable* hilarant* marrant* drole* fonctionnel* fluide* intuitif* intuitive* serviable* reactif* reactive* soigne* charmant* abordable* gagne* felicite* apprecie* kiffe* kiff frais fraiche* vivement impressionn* solide*',
      ],
      [
        -1,
        'bof moyen* lent* cher chere chers cheres dommage attente* difficile* complique* bruyant* froid* tiede* fade* dur dure fatigue* souci* probleme* manque* bizarre*',
      ],
      [
        -2,
        'decu* decevant* deception* mauvais* triste* nul nulle nuls nulles panne* bug bugs bugue* bugge* plante* retard* casse* cassee* perdu* rate* ratee* echec* erreur* plainte* ennuyeu* ennui* inutile* inutilisable* inadmissible* desagreable* impoli* sale sales sec seche defectueu* defaut* abime* incompetent* incompetence lamentable* ridicule* penible* galere* galerer hors_de_prix injoignable* fuit fuite* peur inquiet* inquiete* colere enerv* agac* frustr* refus* bloque* ralenti* pire pires regrette* malpoli* surfait* trompeu* mensonge* mensong* desole* marre trahi* degrad*',
      ],
      [
        -3,
        'horrible* affreu* atroce* catastroph* arnaque* arnaqu* escroc* escroquerie scandaleu* scandale honte honteu* degueu* degoutant* degout* deteste* detestable* hais haine execrable* infect* immonde* insupportable* inacceptable* desastre* desastreu* pourri* merde merdique* foutage voleur* vol vole* minable* cauchemar* ignoble*',
      ],
    ]),
  ),
  phrases: new Map(
    weighPhrases([
      [
        3,
        'bonne qualite,belle qualite,pas mal du tout,au top,coup de coeur,que du bonheur,je recommande,les yeux fermes,tient ses promesses,tres tres bon,trop bon,trop bien,trop beau,trop cool,trop hate,j ai hate,vivement la suite,rien a redire,rien a dire,bluffe par,rapport qualite prix,sans hesiter,ca fait plaisir,fait du bien',
      ],
      [
        2,
        'pas mal,pas mauvais,pas decu,pas decue,pas decus,sans souci,sans probleme,aucun souci,aucun probleme,vaut le coup,vaut le detour,a refaire,a l heure,bonne surprise,belle surprise,enfin repare,enfin corrige,bien joue,chapeau,gain de temps,pas cher,pas chere',
      ],
      [
        0,
        'bonne journee,bonne soiree,bonne nuit,bonne annee,bon week end,bon weekend,bon appetit,bonne chance,bon anniversaire,joyeux anniversaire,ou bien,aussi bien,bien que,bien sur,bien entendu,est ce que,ou est,bon de commande,bons plans,bon plan,eh bien,quelqu un sait,merci de,a partir de,s il vous plait,plus de,pas de,de plus,eau froide,code de la route,en cas de probleme,service apres vente,merci d avance,belle gamme',
      ],
      [
        -2,
        'ne marche pas,marche pas,ne fonctionne pas,fonctionne pas,ne marche plus,marche plus,ne fonctionne plus,fonctionne plus,ne repond pas,repond pas,aucune reponse,pas de reponse,sans reponse,toujours pas,toujours rien,toujours en attente,j attends toujours,attends encore,jamais recu,jamais arrive,jamais livre,trop cher,trop chere,trop chers,trop lent,trop long,trop sale,trop sucre,trop bruyant,hors de prix,hors service,en panne,c etait mieux,mieux avant,peut mieux faire,rien compris,perte de temps,laisse a desirer,bon a rien,pas terrible,pas top,pas fou,pas ouf,pas bon,pas bonne,pas content,pas contente,pas serieux,sans interet,me faire rembourser,rembourser,remboursement,personne ne repond,ca plante,en retard,a fuir,a eviter,evitez,fuyez,passez votre chemin,ras le bol,en ai marre,service client inexistant,sans gout,tombe en panne,tombee en panne,plus jamais,deux fois,se moque,moquez',
      ],
      [
        -3,
        'n importe quoi,foutage de gueule,une honte,quelle honte,de pire en pire,a vomir,le pire,la pire,jamais plus,c est fini pour moi,je change de',
      ],
    ]),
  ),
  negations: ['ne', 'n', 'pas', 'aucun', 'aucune', 'sans', 'ni', 'jamais', 'rien', 'guere', 'nullement'],
  negationsAfter: ['pas', 'plus', 'jamais'],
  degrees: new Map(
    weigh([
      [
        1.35,
        'tres trop vraiment extremement tellement absolument totalement completement super hyper ultra si franchement carrement particulierement tout grave vachement',
      ],
      [0.6, 'peu assez plutot presque legerement moyennement'],
    ]),
  ),
  turns: ['mais', 'cependant', 'pourtant', 'toutefois', 'malheureusement', 'helas', 'sauf'],
}
