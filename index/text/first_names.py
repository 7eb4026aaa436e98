"""First names from many languages by the gender that they suggest: "f", "m" or None.

Compiled by hand, folded; a name that both women and men bear is left out. Those added last were compared with the
reference table of nomquamgender (Van Buskirk, Clauset & Larremore, ICWSM 2023): at least 0.93 are of one gender.
"""

from __future__ import annotations

from index.text.folding import fold

FEMALE = frozenset(
    """
    aaliyah abbie abby abigail ada adela adelaide adele adelheid adelina adeline adina adriana adrienne afua agata
    agatha agathe agnes agnese agneta agnieszka agustina aicha aida aiko aileen ailsa aimee aina ainhoa aisha
    aishwarya aisling aiyana akiko akua alannah alba albertina aleida alejandra aleksandra alena alessandra alessia
    alexandra alexandria alice alicia alida aliki alina alisha alison aliya allegra alma almudena althea alyssa ama
    amalia amalie amanda amara amber amelia amelie amina aminata amira amrita amy ana anabel anais ananya anastasia
    anastasija anca andreea aneta angela angelica angelika angelina angelique angharad ania anika anisa anita anja
    anke ann anna annabel annabelle annalisa anne anneke anneli anneliese annemarie annemieke annette annick annie
    annika annukka anoushka antje antoinette antonella antonia antonina anuja anuradha anya aoife apolonia april
    araceli ariadne ariana ariane arianna arlene armelle arwen asha ashley asmaa asta astrid asya athena aude
    audrey aurelia aurelie aurora aurore ava avril axelle aya ayaka ayelet ayesha aylin ayse aysha ayumi azadeh
    azra babette bahar barbara barbora bea beata beatrice beatriz becky belinda bella bente berenice berit
    bernadett bernadette bertha beryl bess beth bethany betsy bettina betty beverley beverly bhavna bianca birgit
    birgitta birgitte birte blanca blanche blandine blathnaid blessing bodil bogna bonita bonnie bozena brandi
    branka branwen brenda brianna brid bridget brigid brigitta brigitte britta brittany bronagh bronwen bronwyn
    brooke bruna brunhilde caitlin caitriona calliope camila camilla candace candice carina carine carla carlota
    carly carmela carmen carol carole carolin carolina caroline carolyn carrie caryn carys catalina catarina cate
    caterina catherina catherine cathrine cathy catrin catriona cecile cecilia cecilie celeste celestine celia
    celina celine cerys chantal charity charlene charlotte charmaine chelsea cheryl chiamaka chiara chidinma
    chimamanda chinwe chioma chloe chrissie christa christel christelle christiane christina christine cilla cindy
    claire clara clare clarice clarissa claudette claudia claudine clea clementine cleopatra clodagh clotilde
    coleen colleen concepcion concetta connie constance consuelo cora coralie cordelia cordula coretta corina
    corine corinna corinne cornelia cosima courtney cressida cristina crystal cynthia dagmar dagny dahlia daisy
    dalia danica daniela danielle danuta daphne daria darla darlene darya davina dawn deanna debbie debora deborah
    debra deepa deepika deidre deirdre delia delphine delyth demelza denisa denise desiree dhanya diamantina diana
    diane dilara dilys dina dinah dionne divya djamila dolly dolores dominika donatella donatienne donna dora
    doreen dorina doris dorota dorotea dorothea dorothy dorottya dorte dorthe drusilla duygu dymphna ebba ebony
    edda edita edith edna edwige edyta efua eileen eimear eira eirini eithne ekaterina elaina elaine elana eleanor
    eleanora eleftheria elektra elena eleni eleonora eleonore elfriede eliane elida elif elin elina eline elinor
    elisa elisabet elisabeth elisabetta elise eliza elizabeth elke ella ellen elli ellie ellinor elodie eloise elsa
    elsebeth elsie elske elspeth elvira elwira elzbieta emanuela emilia emilie emily emine emma emmanuelle emmeline
    emmy enrica erica erika erin erna ernestine esme esmeralda esperanza estela estelle ester esther estrella ethel
    etta eudora eugenia eugenie eulalia eunice euphemia eva evangelia evangeline eve evelien evelina evelyn evie
    ewa fabienne fabiola fadia fadumo faith fannie fanny fariba farida farrah fatemeh fatima fatma fatou fatoumata
    fawzia faye federica felicity feride fernanda fernande ffion fidelma filippa filomena fiona fionnuala flavia
    fleur flora florence florentina floriane florrie folasade forough fran franca frances francesca franziska
    frederika freya frida frieda friederike gabriela gabriella gabrielle gaia gail gemma genevieve genoveva
    georgette georgia georgina geraldine gerda gerlinde gertrude ghislaine giada gianna gilda gillian gina ginette
    ginevra giorgia giovanna gisela gisele giulia giuliana giuseppina gladys glenda glenys gloria gloriana golnaz
    goretti graca grace grainne grazia graziana graziella greetje greta gretchen gretel griselda gudrun guinevere
    gulnara gunilla gwen gwendolen gwendolyn gwyneth gyongyi habiba hadiza hafsa haifa hala halima halina halle
    hana hanna hannah hanne hanneke hannelore harriet harriett harshita hatice hattie haylee hayley hazel heather
    hebe hedda hedvig hedwig heidi heike heleen helen helena helene helga helle heloise henrietta henriette henrike
    hermina hermine hermione hester hetty hilary hilda hilde hildegard hildur hilja hillary hiroko hjordis holli
    holly honora hope hortense houda hulda huma ida ieva ifeoma ifigenia ignacia ilana ilaria ildiko ileana ilka
    ilona ilse imani imelda immaculada imogen ina inbal indira ines inez inga inge ingeborg inger ingrid ingunn
    inka inmaculada ioana iolanda iona ionela irena irene irenka irina irini iris irma irmgard isabel isabell
    isabella isabelle isadora iseult ishbel isla isobel isolde isra iva ivana ivanka ivanna iveta ivona ivy iwona
    izabela jacinta jacoba jacqueline jacquelyn jade jadwiga jamila jamileh jana jane janelle janet janette janice
    janina janine janneke jarmila jasmina jasmine jayne jeanette jeanine jeanne jeannette jelena jelka jemima jemma
    jen jenna jenni jennie jennifer jenny jessamine jessica jette jill jitka jo joan joana joanna joanne joaquina
    jocasta jocelyn jodie joelle johanna jola jolanda jolanta jolien jorunn josefa josefina josephina josephine
    josette josie jovana joy joyce juana juanita judit judith judy judyta julia juliana julianna julie julienne
    juliet julieta juliette justine justyna jutta jyoti kaisa kaitlyn kajsa kalina kalliopi kalpana kamala kamila
    kamilla kara karen karima karin karina karine karla karolina karoline kasia katalin katarina katarzyna kate
    katerina katharina katharine katherine katheryn kathi kathleen kathrin kathryn kathy katie katinka katja katri
    katrien katrin katrina katya kavita kavitha kaye kayla kazuko keiko keira kelli kellyanne kendra kersti kerstin
    khadija khadijah khalida kiera kimberley kimberly kinga kirsi kirsten kirstin kirsty kitty kiyoko klara klaudia
    klementyna kornelia kristen kristin kristina krisztina krystal krystyna kumari kumiko kunigunde kyla kylie
    laetitia laila lalita lamia lana lara larisa larissa latifa latisha latoya laura laure lauren lavinia layla lea
    leah leanne leena leentje leila leilani lelia lena lenka lenore leocadia leona leonie leonor leonora leontine
    leontyne leticia letitia letizia leyla liana lianne libby liesbeth liesel lieselotte lieve ligia liis lila
    lilian liliana liliane lilias lilla lilly lily lina linda lindsay linnea linzi lisa lisbet lisbeth lise
    liselotte lisette liv livia liz ljiljana ljudmila llinos lois lola lore loredana lorelei lorena loretta lorna
    lorraine lotta lotte lotus louella louisa louise lourdes lovisa luana lubna lucia luciana lucie lucienne lucila
    lucille lucinda lucja lucretia lucrezia lucy ludivine ludmila ludmilla luisa lupita luzia lydia lydie lyn lynda
    lynette lynn lynne lyudmila maaike maarit mabel macarena maddalena madeleine madeline madelyn madhuri madison
    maeva maeve mafalda magali magda magdalena magdolna maggi maggie magnolia mahala mahnaz mahsa mai maia maiken
    maira maire mairead mairi maisie maite maja malaika malgorzata malia malika malin malvina mandisa mandy manon
    mansi manuela manuella mara marcela marcelina marcella marcia marcie mared maren margaret margareta margarete
    margarethe margarita margaux margherita margit margo margot margrethe margriet marguerite mari maria mariam
    mariama mariana mariangela marianna marianne maribel maribeth marica maricela marie marieke mariel mariella
    marielle marietta mariette marija marijke marika mariko marilyn marina marine mariona marisa marisol marissa
    marit marita maritza marja marjolein marjorie marjukka marketa marla marleen marlena marlene marlies marloes
    marsha marta martha martina martine marwa mary marya maryam maryann maryanne marzena masako masha mathilda
    mathilde matilda matilde matylda maud maude maura maureen mavis maxine maya maybelle mayumi meena meenakshi
    meera megan megumi mehwish mei meike meital melania melanie melanija melezia melina melinda melissa melita
    melody meltem mercedes mercy meret merete meri meryl mette mia micaela michaela michelina michelle michiko
    mieke miep migle mihaela miia milada milagros milana mildred mildrid milena milica milla millie milou mimi mina
    minerva minna minnie mira mirabel miranda mireille mirela miriam mirjam mirka misaki mitsuko mitzi modesta
    moira mojca molly mona monica monika monique montserrat morag moyra muireann munira muriel myfanwy myra myriam
    myrna myrtle nadia nadine nadja naila naima naledi nancy nanette naoko naomi nasrin nastassja natacha natalia
    natalie natalija natalya natascha natasha nathalie nawal nayeli nazanin neda neele neeta neha nehir nela nell
    nelli nellie nena nerea nerys nesrine nessa nettie neus nevena ngozi nia niamh nicola nicole nicoletta
    nicolette nilufer nina ninette nirmala nisha nita nives njeri nkechi noelia noelle noemi nolwenn noor nora
    norah noreen norma nuala nuray nuria oana octavia oddny odette odile ofelia oksana oleksandra olena olesya olga
    olimpia olive olivia olwen omolara ona oonagh ophelia orla ornella orsolya osnat ottilie outi paige paloma pam
    pamela pandora paola paolina parisa parvati patience patricia patrizia patti patty paula paulette pauliina
    paulina pauline pavla pavlina payal pearl peggy penelope penny pernille perpetua petra petronella petula
    petunia philippa philomena phoebe phyllis pia pierina pilar pippa pirjo pirkko polly pollyanna pooja poppy
    portia pratibha precious preethi preeti prisca priscilla pritha priti priya priyanka prossy prudence prunella
    purnima queenie rabia rachael rachel rachele radhika rafaela ragna ragnhild raisa rajni rakel ramona randi
    rania ranjana raphaelle raquel rasheeda rashida rashmi rauha razia reba rebeca rebecca rebecka regina regine
    reidun rekha renata renate renee rhea rhiannon rhoda rhona rhonda ria ricarda richenda rihanna riitta rina rita
    ritva roberta rocio roisin roksana romana romy rona rosa rosalba rosalia rosalie rosalind rosalinda rosaline
    rosalyn rosamund rosana rosanna rosaura rose roseanne rosella roselyn rosemary rosetta rosie rosita roswitha
    rowena roxana roxane roxanne roza rozalia rozalie rubina ruby rukhsana ruta ruth ruxandra ruzena ryoko saara
    sabina sabine sabrina sade sadia sadie sahar saiqa sakshi sakura salima sally sallyanne salma salome samantha
    samia samina samira sandhya sandra sandrine sangeeta sangita sanna sanne saoirse sara sarah sarai saraswati
    sarita sarojini saskia satu savannah savita sayuri scarlett seija selda selena selina selma senait senem
    serafina serap seraphina serena serenella setsuko sevgi sevil seyma shabana shabnam shahida shahnaz shaila
    shakira shalini shamima shana shania shanice shanthi shari sharifa sharmila sharon sharyn shauna shazia sheena
    sheila sheilagh shelagh shelley sherri sherry sheryl shikha shilpa shira shirin shirley shizuka shobha shona
    shoshana shreya shruti shubha sibel sibyl sibylle sidonie sieglinde sienna signe sigourney sigrid sigridur
    sigrun siham silje silke silvana silvia simone sinead sini siobhan siri sirpa siv sive sneha snezana sofia
    sofie sofija soila soile solange soledad solene solveig somaya sona sondra sonia sonja sonya sophia sophie
    sophy soraya sorcha soumaya stacey staci stanislava stefania stefanie steffi stella stephanie stine subhadra
    suchitra sudha sue sujata sumaya summer sunita sunniva supriya surabhi suraya susan susana susann susanna
    susannah susanne susie suvi suzana suzanna suzanne suzette svea svenja svetlana svitlana swapna sybil sylvia
    sylviane sylvie sylwia szilvia tabitha tahira tahmina taina talia tallulah tamara tamika tammy tamsin tania
    tanja tansy tanya tara taraneh tarja taryn tatiana tatjana tatyana temperance teodora teresa tereza tess tessa
    thalia thandi thandiwe thea theda thelma theodora theres theresa therese theresia thirza thora thuy tia tiffany
    tiina tilda tilly timea tina tindra tirza tonje torhild torill torunn tove tracey traci tricia trine trinity
    trish trista trudie trudy truus tuija tuula tuulikki tzipora ulla ulrica ulrika ulrike uma umaima una ursula
    urszula uschi usha uta ute vaishali valentina valeria valerie vanda vandana vanessa vani varvara vasiliki
    vasundhara velma vendela veneta venetia venla vera verena verica verity verna verona veronica veronika
    veronique vesna vibeke vicki vicky victoria vida vidya vigdis viktoria viktoriya vilma viola violet violeta
    violetta violette virginia virginie viridiana virpi virve vita viveca viveka vivian viviana vivien vivienne
    vlasta vlatka wafa waleria waltraud wambui wanda wangari wanjiru wenche wendy whitney wiebke wiktoria
    wilhelmina willemijn willow wilma winifred winnie wioletta xanthe xenia ximena yaara yael yara yasmeen yasmin
    yasmina yasmine yehudit yejide yelena yesenia yetunde yewande ylva yoko yolanda yolande ysabel ysolde yuka
    yukiko yuko yulia yuliya yumiko yuriko yvette yvonne zadie zahra zaina zainab zara zarina zdenka zehra zeinab
    zelda zeliha zelma zenobia zeynep zita zlata zoe zofia zohra zoja zora zoya zsofia zsuzsa zsuzsanna zubaida
    zuhal zuleikha zuzana zuzanna
    """.split()
)

MALE = frozenset(
    """
    aarav aaro aaron abbas abdallah abdel abdelkader abdou abdul abdulaziz abdulla abdullah abdullahi abdulrahman
    abe abebe abel abhijit abhishek abner abraham absalom achille achim adalbert adam adem adhemar adil adnan adolf
    adolfo adolphe adrian afonso agostino agustin ahmad ahmed ahmet aidan aiden aimo aitor ajay ajit akash akhil
    akim akin akinori akio akira aksel al alain alan alasdair alastair albano alberic albert alberto albin albrecht
    aldo alec alejandro aleks aleksandar aleksander aleksandr aleksei aleksey aleksi alessandro alessio alex
    alexander alexandre alexandros alexei alf alfie alfons alfonso alfred alfredo algernon ali alisdair alistair
    allan allen alois alojzy alonso aloysius alphonse alphonso alvaro alvin amadeo amadou amancio amar amaury
    ambroise ambrose amedeo amerigo amin amir amit ammar amos anand anastasios anatole anatoly anders andre andreas
    andrei andrej andres andrew andrey andrija andriy andrzej andy aneurin angelo angus anil ansel anselm anselmo
    antal ante anthon anthony antoine anton antoni antonin antonio antonios antony antti anwar apostolos aramis
    archibald archie ardian ari aris aristide arjan arjen arjun arlo armand armando armin arnau arnaud arne arno
    arnold arnulf aron arsene arseniy artem arthur artur arturo arun arvid arvind asbjorn asger ashok ashwin asif
    asim aslan athanasios atif atle atsushi attila august augustin augusto augustus aurel aurelien aurelio austin
    avi awad axel axl ayman ayub aziz bachir balazs baldev baldur baldwin balint balthazar baptiste barack barnabas
    barnaby barney barry bart bartek bartholomew bartlomiej bartolomeo bartosz bas bashar bashir basil bastian
    bastien baxter ben benedek benedict benedikt bengt beniamino benigno benito benjamin bennet bennett benny
    benoit benson berat bernard bernardo bernd bernhard bernie bert bertil bertram bertrand bhaskar bilal bill
    billy bjarke bjarne bjarni bjoern bjorn blake blaz bo bob bobby bogdan bohdan bojan boleslaw boniface boris
    borislav borja boubacar brad bradford bradley brady brahim bram brandon branislav branko brendan brennan brent
    bret brett brian brice bruce bruno bryan bryce burak burhan burt byron caleb callum calum calvin cameron
    camillo camilo carl carles carlo carlos carlton carsten caspar casper cathal cedric cemal cenk cesar cesare
    chad chaim charalampos charbel charles charlie chester chet chetan chike chinedu chris christer christiaan
    christian christof christoffer christoph christophe christopher christos chuck chukwuemeka cian ciaran cillian
    claes clarence claude claudio claus clay clayton clemens clement clemente cliff clifford clifton clint clinton
    clive clyde cody coleman colin colm colum conall conan connor conor conrad constantin constantinos corentin
    corey cormac cornelis cornelius corrado cory cosimo cosmin costas craig cristian cristiano cristobal csaba curt
    curtis cuthbert cyprien cyril cyrus dafydd dag dagfinn daithi dalibor damian damien damir damjan damon dan dane
    daniel danijel danilo danny dante darius dariusz darko darragh darrell darren darryl daryl dave davey david
    davide davit davor dawid dawit dean declan deepak deiniol dejan delano delbert delroy demetrios demetrius deng
    denis dennis denzel derek derick dermot derrick desmond detlef dev devin dexter dhruv diarmuid didier diego
    dieter dietmar dietrich dieudonne dikembe dilip dilwyn dimitar dimitri dimitrij dimitrios dimitris dinesh dinko
    dino diogo dion dirk dmitri dmitriy dmitry dmytro dolf domenico domingo dominic dominick dominik don donal
    donald donatello donato donnacha donnie donovan doug dougal douglas dov dragan drago drazen drew duane duarte
    dudley dugald duncan dusan dustin dwayne dwight dylan dzmitry eamon eamonn earl eberhard eckart eckhard ed
    eddie eddy edgar edgardo edmond edmund edmundo edoardo edouard eduard eduardo edvard edvin edward edwin eetu
    efrain efstathios egil egon ehud eilif einar eino eirik eitan eivind elchanan eldar eldon eliahu elias elijah
    eliot elliot elliott elmar elmer elmo elon elroy elton elvis elwood emanuel emeka emil emilian emiliano emilio
    emir emmanuel emmett emre emrys enda endre eneko engelbert enoch enos enrico enrique enver enzo eoghan eoin
    ephraim ercole erdem erhan eric erich erick erik erkki erland erling ernest ernesto ernie ernst errol erskine
    erwan erwin esteban estevan ethan etienne ettore euan eugen eugene eugenio eusebio evan evander evaristo
    everett evert evgeni evgeny ewan ewart ewout eyal eystein ezekiel ezequiel ezio ezra fabian fabiano fabien
    fabio fabrice fabrizio fadel fahad faisal faiz farhad farid farouk farouq faruk fatih faustino fausto federico
    fedor feliks felim felipe felix ferdinand ferdinando ferenc fergal fergus fernando ferran ferruccio fidel
    fikret filip filippo finbar findlay fingal finian finlay finn fintan fitzgerald flavio flemming florent
    florentin florian florin floyd folker folkert forrest foster francesc francesco francis francisco franck franco
    francois frank franklin frans frantisek frantz franz fraser fred freddie freddy frederic frederick frederico
    frederik fredric fredrik friedrich frits fritz fulgencio fulvio fyodor gabor gabriel gael gaetan gaetano galen
    gamal ganesh gareth garfield garrett garrick garry garth gary gaspar gaspard gaston gaurav gautam gauthier
    gavin gavriel gavrilo geert geir gene geoff geoffrey geoffroy georg george georges georgios geraint gerald
    gerard gerardo gerhard german germano gerrit gerry gerwin gethin ghassan giacomo giampaolo giampiero gian
    giancarlo gianfranco gianluca gianluigi gianmarco gianni gideon gijs gil gilad gilbert gilberto gildas giles
    gilles gino giordano giorgi giorgio giorgos giovanni girolamo giuliano giulio giuseppe glen glenn godfrey
    godwin goncalo gonzalo goran gordan gordon gorm gottfried gotthard graeme graham grahame grant greg gregg
    gregoire gregor gregorio gregory griff griffith grigoris grigory grzegorz guido guilherme guillaume guillem
    guillermo gunnar gunter gunther gus gustaf gustav gustave gustavo guy gwilym gyorgy gyula haakon habib hadi
    hafiz hagen haim hakan hakeem hakim hakon hal halfdan halim hallgrim halvard halvor hamid hamish hamza hank
    hannes hannu hans harald hari haris harish harlan harold haroun harris harrison harry hartmut haruki haruto
    harvey hasan hashim hassan havard heath heber hector heikki heiko heiner heinrich heinz helmut hendrick hendrik
    henk henning henri henrik henrique henry herbert heribert herman hermann hermes hernan hernando herve hideki
    hideo hilario hilmar himanshu hippolyte hiroki hiroshi hjalmar hollis homer horace horacio horatio horst hosea
    howard hubert hugh hugo humberto humphrey hussain hussein huw hywel iago iain ian ib ibrahim ibrahima idris
    ieuan ignace ignacio ignacy ignatius ignazio igor ihor ikaika iker ilan ilie ilija ilir ilkka ilya imad imanol
    immanuel imran imre indalecio ingemar ingmar ingo ingvar inigo innocent ioan ioannis ion ionut ira irfan irving
    irwin isaac isaiah isamu ishaan ishmael isidor isidore isidro ismael ismail israel istvan itai itamar itzhak
    iulian ivan ivar iven ivo ivor iwan izaak jaakko jaap jabari jacek jacinto jack jackson jaco jacob jacobo
    jacobus jacques jafar jago jaime jair jairo jake jakob jakov jakub jakup jalal jamal james jamie jamil jan
    janek janos janusz jared jarek jari jarl jarle jarno jaromir jaroslav jaroslaw jason jasper jatin javed javier
    jawad jay jean jeb jed jeff jefferson jeffrey jeh jelle jens jerald jeremiah jeremias jeremy jeroen jerome
    jeronimo jerry jerzy jesper jesse jesus jethro jhon jim jimmy jiri jitendra joab joachim joakim joao joaquim
    joaquin job jochem jochen jock joe joel joep joerg joffrey johan johann johannes john johnathan johnny jokin
    jomo jon jonah jonas jonathan jonathon jonny joost joran jordan jordi jorg jorge jorgen joris jorma joschka
    jose josef joseph josh joshua josiah josip josue jouko jouni jovan jozef juan juanjo jude juergen juha juhana
    juhani jukka jules julian juliano julien julio julius junaid junior jurek jurgen jurij jussi justin justus
    jyrki kaarlo kabir kacper kai kaj kalevi kamal kamau kamran kanye kareem karel karim karl karsten kasimir
    kaspar kasper katsuo kaveh kazimierz kazuo keanu kees keir keith kelvin kemal ken kendrick kenji kenneth kenny
    kenta kerem kevan kevin khaled khalid khalil kieran killian kingsley kiril kirill kirk kishore kjartan kjell
    kjetil klaas klaus klemens knud knut koen koenraad kofi koji kolja konrad konstantin konstantinos korbinian
    kostas kristian kristjan kristof kristofer kristoffer krzysztof kunal kurt kwabena kwadwo kwaku kwame kwasi
    kyle kyriakos kyrylo lachlan ladislaus ladislav lajos lamar lambert lamine lance lancelot landon larry lars
    lasse laszlo laurence laurent laurentiu laurenz lauritz lauro lawrence lawson layth lazar lazaro leander
    leandro lech lee leif leland lemuel len lennart lennox leo leon leonard leonardo leonhard leonid leonidas
    leopold leopoldo leroy les lester leszek lev levi lewis lex liam linus lionel llewellyn lloyd lluis logan loic
    lorcan lorenz lorenzo lothar lou louis lovro lowell luc luca lucas luciano lucien lucio lucius ludo ludovic
    ludovico ludvig ludwig luigi luis luiz luka lukas lukasz luke luther lutz luuk lyle lyndon lysander maarten
    maciej mack maddox mads magnar magnus mahdi mahesh mahmood mahmoud mahmud majid malachy malcolm malik mamadou
    manav manfred manish manoj manolis mansour manuel marc marcel marcelo marcin marco marcos marcus marek mariano
    marijan marino mario marius mark markku marko markos markus marlon marshall mart martial martijn martin martins
    marty marvin marwan masahiro masao masoud massimiliano massimo masud matej mateo mateus mateusz mathew mathias
    mathieu matias matko mats matt matteo matthew matthias matthieu matti mattias maurice mauricio maurits maurizio
    mauro max maxim maximilian maximiliano maximilien maxwell maynard mehdi mehmet meinhard meir melchior melvin
    melvyn menachem menno mert mervyn micah michael michal micheal michel michelangelo michiel mick miguel mihai
    mihail mihajlo mihaly mikael mike mikel mikhail mikkel mikko mikolaj mikulas milan miles milo milorad milos
    miloslav milton min-jun mirko miro miron miroslav mitch mitchell mladen mo modesto mohamad mohamed mohammad
    mohammed mohan mohit moises mokhtar momcilo montague monty mordechai moritz morris mort morten mortimer moses
    moshe mostafa mourad moussa muhammad muhammadu mukesh mukhtar munir murad murat murdo murray musa mustafa
    mykola myles nabil nader naim naoki naphtali narcis narendra nasir nasser nathan nathaniel naveed nazir neal
    ned neelan neil nelson nemanja nenad nestor neville niall nic niccolo nicholas nick nicklas nico nicodemus
    nicolae nicolaj nicolas nicolo niels nigel niilo nik nikhil niklas niko nikola nikolai nikolaj nikolaos
    nikolaus nikolay nikos nils ninian nir nishant nitin noah noam noel nolan norbert noriyuki norman norris norton
    nuno octavio odd oddvar odin odysseas ofer okello olaf olav olavi ole oleg oleh oleksandr oleksiy olgierd
    oliver olivier olle olli oluf olufemi omar omer omri onur oran oren orestes orhan orion orlando orson orville
    osama osamu oscar oskar osman osmo osvaldo oswald otis otmar ottavio ottmar otto ousmane ove owain owen paavo
    pablo paco paddy padraic padraig panagiotis pankaj pantelis paolo pascal pascual pasi pasquale patricio patrick
    patrik patryk paul paulius paulo paulus pavel pavle pavlo pawel peadar pedro peer pekka pelle per perceval
    percival percy perry petar pete peter petr petros petru petter petteri phil philip philipp philippe phillip
    pierce piero pierpaolo pierre piet pieter pietro pim pinchas piotr pius placido plamen poul pradeep prakash
    pramod pranav prasad prashant pravin predrag preston primo primoz prosper przemyslaw qasim quentin quintin
    quirin rabindra rade radek radim rado radomir radoslav radoslaw radovan radu rafael rafal raffaele rafi rafiq
    raghav raghu rahim rahul raimo raimund rainer raj rajan rajesh rajiv rajko rakesh ralf ralph ram raman ramesh
    rami ramin ramiro ramon ranald randal randall randolf randolph randy raoul raphael rashad rashid rasim rasmus
    rasul ratko raul ravi ray raymond raymundo redmond reed reg reggie reginald reid reidar reijo reince reiner
    reinhard reinhold reinier reino remigiusz remo remus renaldo renard renato rene renzo reuben reuven rex
    reynaldo rhys riad ric ricardo riccardo richard richie rick rickard ricky rico rigoberto rikhard rinaldo risto
    ritchie roald rob robert roberto robrecht rocco rod roddy roderick rodger rodney rodolfo rodrigo rodrigue roel
    roeland rogelio roger rogerio rohan rohit roland rolando rolf romain roman romano romeo romuald ron ronald
    ronaldo ronan ronen rory roscoe rosk ross rowland roy royce ruairi ruaridh ruben rubens rudi rudiger rudolf
    rudolph rudy ruedi rufus runar rupert rurik russ russell rustam rutger ruwan ryan ryszard saad sabri sachin
    sadiq saeed safet said saif sajid salah saleem saleh salim salman salomon salvador salvatore sam sami samir
    sampo samson samuel samuele sancho sandeep sander sandor sandro sanjay sanjeev sanjiv santeri santiago santino
    santos saqib satoshi saul saverio sayed scott seamus sean seb sebastian sebastiano sebastien sef selim selwyn
    semih sepp serafin serge sergei sergej sergey sergi sergio sergiu serhiy seth seumas seungho severin severino
    seydou seymour shafiq shahid shahrukh shakeel shamus shane shankar sharif shaun shekhar sheldon shepherd
    sherman sherwin shigeru shimon shinji shinzo shiv shlomo shoaib shyam siaka sid siddharth sidney siegfried
    siegmund sigismund sigmund sigurd silas silvan silvano silvester silvestre silvio simen simeon simon sinan
    sindre sinisa sion sipho slavko slavoj slavomir slawomir slobodan sofiane solomon soren sorin sotiris spencer
    spiros spyros srdjan sridhar srinivas stafford stan stanislas stanislav stanislaw stanley stavros stefan
    stefano steffen stein stelios stellan sten stephan stephane stephen stephon steve steven stewart stig stijn
    stipe stjepan stoyan stuart sture subhash sudhir sulayman suleiman sunil suraj suresh svein sven svend sverre
    swen sylvain sylvester szymon tadashi tadej tadeusz tadhg taha taher tahir taisto takashi takeshi takis talal
    talib tamas tapio taras tarek tarik tariq tarmo tatsuo tavish ted teddy teemu teodor teodoro teppo terence
    terrance terrell terrence terry teun thabo thaddeus theo theobald theodor theodore theodoros theodosius
    theophilus thiago thibaud thibault thierry thijs thom thomas thor thorben thord thore thorkild thorsten
    thorvald tibor tihomir tijs tillmann tilo tim timo timofey timon timothee timothy timur tino tito titus tivadar
    tobias todd todor toivo tom tomas tomasz tomaz tome tomislav tommaso tommy tonino tony tor torben torbjorn tore
    torgeir torkel torleif torstein torsten toru toshio travis tremaine trent trevor trey tristan trond troy trygve
    tudor tuomas turlough ty tyler tymon tyrone tyson tzvi uberto udo ugo ugochukwu ulf ulises ulrich ulrik ulysses
    umar umberto umut unai urho uriah uriel uros urs usama usman uwe vaclav vadim vahid valentin valentino valerian
    valerio valter valtteri vance vangelis varun vasco vasil vasile vasilios vasily vassilis vaughan veikko veli
    venkat venkatesh vernon vic vicente victor vidar viggo vignesh vijay vikas vikram viktor vilhelm viliam vilmos
    vinay vince vincent vincenz vincenzo vinko vinod virgil virgilio vishal vishnu vitalij vitaliy vitaly vito
    vitor vittorio vivek vlad vladan vladimir vladislav vladyslav vojislav vojtech volker volkmar volodymyr vuk
    vyacheslav waclaw wade wael waldemar waleed walid walker wallace walt walter walther warren warwick wayne
    webster wenceslas wendell werner wes wesley weston wieland wieslaw wiktor wilbert wilbur wilford wilfred
    wilfrid wilfried wilhelm will willard willem willi william willie willis wilmer wilson wim winfried winston
    witold wladyslaw wlodzimierz wojciech wojtek wolf wolfgang wolfram woodrow woody wout wouter wyatt xander xavi
    xavier xenophon yaakov yacine yahya yair yakov yakub yanis yann yannick yannis yaron yaroslav yash yasin yasser
    yassine yasuhiro yasuo yehuda yevgeni yevgeny yiannis yitzhak yngve yohannes yonatan yosef yoshiro yossi younes
    yuri yuriy yusef yusuf yusuke yutaka yves zac zach zachariah zachary zack zafar zaheer zahid zaid zak zakaria
    zbigniew zdenek zdravko zebedee zeev zeke zelimir zeljko zenon zeus zev zeynel ziad zlatan zlatko zoltan zoran
    zsolt zubair zvi zvonimir zygmunt
    """.split()
)


def of_first_name(name: str) -> str | None:
    """Gender that a first name suggests; the name as printed or folded."""
    folded = fold(name)
    if folded in FEMALE:
        return "f"
    return "m" if folded in MALE else None
