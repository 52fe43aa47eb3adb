package stop

const english = `
a an the this that these those
one ones i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself
we us our ours ourselves they them their theirs themselves one's
who whom whose which what when where why how whatever whoever whichever whenever wherever
and or but nor so yet if unless because since as than though although while whereas whether until till
of at by for with about against between into onto through during before after above below to from up down in out
on off over under within without upon across along around among towards toward behind beside besides beyond near per via
be am is are was were been being have has had having do does did done doing
can could will would shall should may might must ought
not no nor none never ever too very just also only even still then there here now again once
all any both each few more most much many other others another some such own same every either neither
isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't can't cannot couldn't won't wouldn't
shan't shouldn't mightn't mustn't needn't ain't
i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
we're we've we'd we'll they're they've they'd they'll
that's that'll that'd there's there'd there'll here's what's who's who'd who'll where's when's why's how's let's
would've could've should've might've must've
s t d ll m re ve
`

const german = `
der die das den dem des ein eine einen einem einer eines
dieser diese dieses diesen diesem jener jene jenes jenen jenem solcher solche solches solchen solchem
ich mich mir mein meine meinen meinem meiner meines du dich dir dein deine deinen deinem deiner deines
er ihn ihm sein seine seinen seinem seiner seines sie ihr ihre ihren ihrem ihrer ihres es
wir uns unser unsere unseren unserem unserer unseres euch euer eure euren eurem eurer eures ihnen
sich selbst selber man einander derselbe dieselbe dasselbe
wer wen wem wessen was welcher welche welches welchen welchem wo wohin woher wann warum wieso weshalb wie
und oder aber sondern denn weil wenn als ob dass daß damit sodass obwohl während bevor nachdem bis seit
sowie sowohl weder noch entweder je desto indem
in im ins an am ans auf aufs aus bei beim mit nach von vom vor zu zum zur über übers unter um ums durch durchs für fürs
gegen ohne hinter neben zwischen wegen trotz statt außer innerhalb außerhalb
bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären wärst
habe hast hat haben habt hatte hattest hatten hattet gehabt hätte hätten hättest hab
werde wirst wird werden werdet wurde wurden wurdest würde würden würdest worden geworden
kann kannst können könnt konnte konnten könnte könnten muss musst müssen müsst musste mussten müsste müssten muß
soll sollst sollen sollt sollte sollten will willst wollen wollt wollte wollten
darf darfst dürfen dürft durfte durften dürfte dürften mag magst mögen mögt mochte mochten möchte möchten
nicht kein keine keinen keinem keiner keines nichts nie niemals
auch nur schon noch sehr so ja nein doch mal halt eben dann da dort hier jetzt nun immer wieder mehr
also etwa zwar dabei dadurch dafür dagegen daher dahin danach daneben daran darauf daraus darin darüber darum darunter davon davor dazu dazwischen
alle alles allen allem aller viel viele vielen vieler einige einigen einiger jeder jede jedes jeden jedem andere anderen anderer anderes anderem
etwas jemand niemand irgendwie irgendwo irgendwas irgendwann
hin her ab s
`

const dutch = `
de het een t n s deze dit die dat
ik me mij mijn mezelf je jij jou jouw u uw uzelf hij hem zijn z'n zichzelf zij ze haar hun hen zich
we wij ons onze jullie men elkaar
wie wat welke welk waar wanneer waarom hoe waarheen
en of maar want dus omdat als dan toen terwijl hoewel voordat nadat totdat zodat tenzij noch
van in op aan met voor door bij tot uit over naar onder tegen na om te tussen zonder binnen buiten achter naast boven sinds per via
ben bent is zijn was waren geweest wees heb hebt heeft hebben had hadden gehad
word wordt worden werd werden geworden
kan kun kunt kunnen kon konden zal zul zult zullen zou zouden moet moeten moest moesten
mag mogen mocht mochten wil wilt willen wilde wilden wou doe doet doen deed deden gedaan
niet geen niets nooit nee ja
ook nog wel toch al zo heel erg maar dan daar hier er nu weer altijd steeds alleen eens even juist
alle alles al veel meer meest sommige enkele ieder iedere elk elke ander andere anderen iets iemand niemand
daarom daarna daarvan daarin daarmee daaraan daarop daarvoor ervan erin ermee eraan erop ervoor hiervan waarvan waarin waarmee
zelf zelfs
`

const danish = `
den det de en et denne dette disse
jeg mig min mit mine du dig din dit dine han ham hans hun hende hendes vi os vores jer jeres i de dem deres man sig sin sit sine selv
hvem hvad hvilken hvilket hvilke hvor hvornår hvorfor hvordan
og eller men for så fordi da når hvis om at som der end mens selvom inden indtil hverken enten
af i på til med fra ved for om under over efter før mellem mod gennem hos uden blandt siden bag
er var været være har havde haft have bliver blev blevet blive
kan kunne skal skulle vil ville må måtte bør burde gør gjorde gjort gøre
ikke ingen intet aldrig nej ja jo
også kun meget mere mest dog nok lige bare nu her der da igen altid stadig endnu allerede måske
alle alt al mange nogle nogen noget hver andre anden andet begge sådan
derfor derefter dermed derved deraf hertil ned op ud ind hen
`

const swedish = `
den det de en ett denna detta dessa
jag mig mej min mitt mina du dig dej din ditt dina han honom hans hon henne hennes vi oss vår vårt våra ni er ert era dem dom deras man sig sej sin sitt sina själv
vem vad vilken vilket vilka var när varför hur vart
och eller men för så eftersom då när om att som än medan fast fastän innan tills varken antingen
av i på till med från vid för om under över efter före mellan mot genom hos utan bland sedan sen bakom
är var varit vara har hade haft ha blir blev blivit bli
kan kunde kunnat ska skall skulle vill ville måste får fick fått bör borde gör gjorde gjort göra
inte ingen inget inga aldrig nej ja jo
också bara mycket mer mera mest dock nog ju väl nu här där igen alltid fortfarande ännu redan kanske
alla allt all många några någon något varje andra annan annat båda sådan sådant sådana
därför därefter därmed ner upp ut in
`

const norwegian = `
den det de en ei et denne dette disse
jeg meg min mi mitt mine du deg din di ditt dine han ham hans hun henne hennes vi oss vår vårt våre dere deres dem man seg sin si sitt sine selv sjøl
hvem hva hvilken hvilket hvilke hvor når hvorfor hvordan
og eller men for så fordi da hvis om at som enn mens selv inntil verken enten
av i på til med fra ved under over etter før mellom mot gjennom hos uten blant siden bak
er var vært være har hadde hatt ha blir ble blei blitt bli
kan kunne skal skulle vil ville må måtte bør burde får fikk fått gjør gjorde gjort gjøre
ikke ingen intet aldri nei ja jo
også bare kun veldig mye mer mest dog nok nå her der da igjen alltid fortsatt ennå allerede kanskje
alle alt all mange noen noe hver andre annen annet begge slik slike sånn
derfor deretter dermed ned opp ut inn
eg ikkje ein eit dei me hjå kva kven korleis kvifor kor nokon noko frå ho
`
