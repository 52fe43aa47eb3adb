package stop

// Elided words stand before the apostrophe and are taken off where words are counted, so
// "j'ai" is met here as "ai".

const french = `
le la les un une des du de d l au aux ce cet cette ces
je me moi mon ma mes tu te toi ton ta tes il elle on lui son sa ses se soi nous notre nos vous votre vos ils elles leur leurs eux y en
j m t s c n qu
mien mienne tien tienne sien sienne nôtre vôtre
qui que quoi dont où quand comment pourquoi combien lequel laquelle lesquels lesquelles quel quelle quels quelles
ceci cela ça celui celle ceux celles
et ou mais donc or ni car si comme lorsque puisque quoique afin parce tandis
à dans par pour avec sans sous sur vers chez entre contre depuis pendant avant après dès jusque hors malgré selon
suis es est sommes êtes sont étais était étions étiez étaient étant été être fus fut furent serai seras sera serons serez seront serais serait seraient sois soit soyons soyez soient
ai as a avons avez ont avais avait avions aviez avaient ayant eu avoir eus eut eurent aurai auras aura aurons aurez auront aurais aurait auraient aie aies ait ayons ayez aient
peux peut pouvons pouvez peuvent pouvait pourrait pourrais dois doit devons devez doivent devait devrait devrais faut fallait faudrait
vais vas va allons allez vont fais fait faites font
ne pas plus jamais rien aucun aucune non oui
très trop bien peu aussi encore déjà toujours puis alors ainsi même mêmes là ici maintenant juste
tout toute tous toutes autre autres chaque plusieurs quelque quelques certains certaines tel telle tels telles
moins autant assez beaucoup
`

const spanish = `
el la los las lo un una unos unas al del este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas
yo me mí mi mis conmigo tú te ti tu tus contigo él ella ello le se sí su sus consigo usted ustedes
nosotros nosotras nos nuestro nuestra nuestros nuestras vosotros vosotras os vuestro vuestra ellos ellas les
mío mía míos mías suyo suya suyos suyas
que qué quien quién quienes cual cuál cuales cuándo cuando donde dónde como cómo cuanto cuánto cuya cuyo
y e o u pero sino ni si porque pues aunque mientras
de en a con por para sin sobre entre hasta desde hacia según contra durante ante bajo tras
soy eres es somos sois son era eras éramos eran fui fue fuimos fueron sido ser siendo será serán sería serían sea sean fuera
estoy estás está estamos están estaba estaban estuve estuvo estado estar esté
he has ha hemos han había habían hubo habido haber haya hay habrá habría
tengo tienes tiene tenemos tienen tenía tenían puedo puedes puede podemos pueden podía podría debe deben debía
voy vas va vamos van iba hago hace hacen
no nunca nada nadie ningún ninguna ninguno también tampoco
muy más menos tan tanto mucho mucha muchos muchas poco poca pocos ya aún todavía siempre sólo solo así entonces ahora aquí ahí allí luego
todo toda todos todas otro otra otros otras cada algún alguna alguno algunos algunas algo alguien mismo misma
`

const italian = `
il lo la i gli le un uno una l del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai dagli dalle
nel nello nella nei negli nelle sul sullo sulla sui sugli sulle col coi
questo questa questi queste quello quella quelli quelle quel quei quegli ciò
io me mi mio mia miei mie tu te ti tuo tua tuoi tue lui lei gli si se sé suo sua suoi sue esso essa
noi ci ce nostro nostra nostri nostre voi vi ve vostro vostra vostri vostre loro ne li
che chi cui quale quali cosa quando dove come perché quanto quanta
e ed o od ma però né anche se mentre poiché benché affinché oppure
di a ad da in con su per tra fra senza sotto sopra dentro fuori verso dopo prima durante contro fino
sono sei è siamo siete ero eri era eravamo eravate erano fui fu furono stato stata stati state essere essendo sarò sarà saranno sarei sarebbe sarebbero sia siano fosse fossero
ho hai ha abbiamo avete hanno avevo avevi aveva avevamo avevano avuto avere avendo avrò avrà avranno avrei avrebbe abbia abbiano avesse
posso puoi può possiamo possono poteva potrebbe devo devi deve dobbiamo devono doveva dovrebbe
vado vai va andiamo vanno faccio fai fa facciamo fanno sto stai sta stiamo stanno
non no sì mai niente nulla nessuno nessuna
più meno molto molta molti molte poco poca pochi troppo così già ancora sempre solo poi ora adesso qui qua lì là
tutto tutta tutti tutte altro altra altri altre ogni qualche alcuni alcune qualcosa qualcuno stesso stessa tanto tanta tanti tante
`

const portuguese = `
o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa dum duma
este esta isto estes estas esse essa isso esses essas aquele aquela aquilo aqueles aquelas deste desta disto desse dessa disso nesse nessa nisso neste nesta
eu me mim meu minha meus minhas comigo tu te ti teu tua teus tuas você vocês ele ela lhe se si seu sua seus suas
nós nos nosso nossa nossos nossas vós vos eles elas lhes dele dela deles delas
que quem qual quais quando onde como porque porquê quanto cujo cuja
e ou mas nem se pois embora enquanto porém então
de em a com por para sem sob sobre entre até desde contra durante após perante
sou és é somos são era eram fui foi fomos foram sido ser sendo será serão seria seriam seja sejam fosse
estou está estamos estão estava estavam esteve estado estar esteja tá
tenho tens tem temos têm tinha tinham teve tido ter tendo terá teria tenha haver há havia houve
posso pode podemos podem podia poderia devo deve devem devia
vou vai vamos vão ia faço faz fazem
não nunca nada ninguém nenhum nenhuma sim
muito muita muitos muitas mais menos tão tanto pouco pouca já ainda sempre só também assim agora aqui aí ali lá depois
todo toda todos todas outro outra outros outras cada algum alguma alguns algumas algo alguém mesmo mesma tudo
`

const russian = `
и а но да или либо ни что чтобы если когда пока как будто хотя потому поэтому так также тоже зато же ли бы б ж
в во на с со к ко у о об обо от ото до из изо за по под над при про для без через между перед около после среди ради
я меня мне мной мною мой моя моё мое мои моего моей моих моему моим ты тебя тебе тобой твой твоя твоё твое твои
он его ему им нём нем ним него нему она её ее ей ею ней неё нее оно мы нас нам нами наш наша наше наши нашего нашей наших
вы вас вам вами ваш ваша ваше ваши они их им ими них ним ними себя себе собой свой своя своё свое свои своего своей своих сам сама само сами
кто кого кому кем что чего чему чем какой какая какое какие который которая которое которые которого которой которых где куда откуда зачем почему сколько
этот эта это эти этого этой этих этому этим тот та то те того той тех тому тем такой такая такое такие
быть был была было были есть буду будет будут будем будешь бы
не нет никто ничего никогда нигде
все всё весь вся всех всего всей всем всеми каждый каждая каждое другой другая другие другое других
очень уже ещё еще только лишь даже вот вон тут там здесь теперь сейчас потом тогда всегда опять снова более менее
можно нужно надо может могу мог могла могут
`
