"""First names from many languages by the gender that they suggest: "f", "m" or None.

Compiled by hand, folded; a name that both women and men bear is left out.
"""

from __future__ import annotations

from index.text.folding import fold

FEMALE = frozenset(
    """
    aaliyah abigail ada adele adriana agata agatha agnes agnieszka aicha aida aiko aileen ainhoa aisha akiko alba
    alejandra alena alice alicia alina alison amanda amara amber amelia ama amina amy ana anastasia angela angelica
    angelina anika anita anja anna anne annie annette annika anya aoife april ariana asha ashley astrid audrey
    aurora ava ayesha ayse barbara beata beatrice beatriz becky belinda bella bernadette bertha beth bethany betty
    bianca birgit blanca blessing bonnie branka brenda bridget brigitte bronagh camila camilla candice carina carla
    carly carmen carol carole carolina caroline carolyn carrie carys catalina caterina catherine cathy cecilia
    cecile celeste celia celine charlotte chelsea cheryl chiara chimamanda chloe christina christine cindy claire
    clara claudia colleen connie constance cora corinne courtney cristina crystal cynthia dagmar dagny daisy dalia
    daniela danielle daphne dawn deborah debbie debra deirdre delia denise diana diane dina dolores donna dora
    doreen doris dorothy ebba edith edna eileen elaine eleanor elena eleni elif elin elisa elisabeth elise eliza
    elizabeth ella ellen elsa elspeth emilia emily emine emma erica erika esther ethel eugenia eva evelyn fatima
    fatma fatou faye felicity fiona flora florence folasade fran frances francesca freya frida gabriela gabrielle
    gail gemma genevieve georgia georgina geraldine gerda gertrude gillian gina ginevra giulia gloria grace greta
    gretchen gunilla gwen hana hanna hannah hanne harriet hattie hazel heather hedda heidi helen helena helene helga
    henrietta hester hetty hilary hilda hillary holly huma ida ildiko ilona ilse imani imogen ina ines inga inge
    ingrid iolanda irena irene irina iris irma isabel isabella isabelle isla ivana ivanka ivy iwona jacqueline jade
    jana jane janet janice jasmine jeanette jeanne jemima jen jenna jennifer jenny jessica jill jo joan joanna
    joanne jocelyn johanna josefa josefina josephine joy joyce juana judith judy julia juliana julie juliet justine
    kaitlyn kamala kara karen karin karina karla kate katarina katarzyna katerina katherine kathleen kathryn kathy
    katie katja katrien katrin katrina katya kayla keiko kellyanne kerstin khadija kimberly kinga kirsten kirsty
    klara kristen kristin kristina lara latoya laura lauren leah leila lena leonora leticia liis lila lilian lilly
    lily lina linda lindsay linnea lisa liv livia liz lois lola lorena loretta lorna lorraine lotte louisa louise
    lucia lucie lucille lucy ludmila luisa lydia lynda lynn mabel madeleine madison magda magdalena maggie maja
    malia malin mandy manuela mara marcela marcia margaret margarita margot maria mariam mariana marianne marie
    marija marilyn marina marisa marlene marta martha mary matilda maud maureen mavis maxine maya megan mei melanie
    melania melezia melinda melissa mercedes meryl mia michaela michelle milada milena mildred millie mina mira
    miranda mirela miriam misaki moira molly mona monica monika muriel myra myrtle nadia nadine nadja naima nancy
    naomi natalia natalie natasha nell nellie nia nicola nicole nina noor nora noreen norma nuria nuray odette odile
    olena olga olive olivia olwen oksana ophelia orla ottilie paige pam pamela patricia patience paula paulina
    pauline pearl peggy penelope penny petra petronella phoebe phyllis pia pilar polly portia precious prisca
    priscilla priti priya prossy rachel raisa ramona rania raquel rebecca regina renata renee rhoda rhona rihanna
    rita roberta rosa rosalie rosalind rosamund rose rosemary rosie roxana roxanne roza ruby ruth sabina sabine
    sabrina sadie sakura sally salma samantha samira sandra sara sarah saskia savannah selena selma serena shania
    sharon sheena sheila shelley shirley sibyl sienna sigrid silvia simone sinead siobhan sofia sofie solange
    solveig sonia sonja sophia sophie stacey stella stephanie sue summer susan susana susanna susanne suzanne
    svetlana sylvia sylvie tabitha tamara tamika tammy tamsin tanya tara tatiana tatjana teresa tess tessa thelma
    theodora theresa therese tiffany tina tracey trinity trudy ulla ulrike una uma urszula ursula valentina valeria
    valerie vanessa vera verena veronica veronika vicky victoria vida vida viola violet virginia vivian vivien wanda
    wangari wanjiru wendy whitney wilhelmina wilma winifred winnie yael yara yasmin yasmine yetunde yejide yoko
    yolanda yuko yvette yvonne zahra zainab zara zoe zofia zsofia zuzana
    """.split()
)
MALE = frozenset(
    """
    aaron abdel abdul abdullah abdulla abe abel abraham adam adnan adolf adrian ahmad ahmed aidan akio akira al alan
    alastair albert alberto aldo aleksandar aleksander aleksandr alessandro alex alexander alexandre alexei alf alfie
    alfonso alfred ali alistair allan allen alonso alvaro amadou amir amit anders andre andreas andrei andres andrew
    andrey andriy andrzej andy angelo angus anselm ansel anthony antoine anton antonio anwar ari arjun armando arnold
    arthur arturo arvid ashok aslan attila august aurel avi axel barack barnaby barney barry bart bartosz basil bastian
    ben benedict benjamin benoit bernard bernardo bernd bernie bert bertrand bilal bill billy bjorn bo bob bobby bogdan
    boris borja brad bradley brandon brendan brent brett brian bruce bruno bryan burt byron caleb callum calvin cameron
    carl carlo carlos cedric cesar chad charles charlie chester chris christian christoph christopher chuck clarence
    claude clement clifford clint clive cody colin colm conor conrad cory craig curtis cyril cyrus dag damian damien dan
    daniel danny dante darius darrell darren dave david dean delroy dennis denis derek desmond deng dev devin didier
    diego dieter dilwyn dimitri dirk dmitri dmitry dominic don donal donald doug douglas dragan drew duncan dustin
    dwight dylan eamon earl ed eddie edgar edmund eduardo edward edwin elias elijah eliot elliot elmer emanuel emeka
    emil emilio emmanuel emre enda enrico enrique eric erik ernest ernesto ernst erwin esteban ethan eugene evan ezra
    fabian fabio faisal farid farouq felipe felix ferdinand ferenc fernando fidel filip finn fintan florian francesco
    francis francisco franco francois frank franklin franz fred freddie frederick fritz gabriel gael gareth garry gary
    gavin geert gene geoff geoffrey george georges gerald gerard gerardo gerry gilbert giles gino giorgio giovanni
    giuseppe glen glenn goran gordon graham grant greg gregor gregory grigory guido guillermo gunnar gunther gus gustav
    gustavo guy hakan hal hallgrim hamid hamish hamza hank hans harald harold harry harvey hassan hector heath heinrich
    heinz henk henri henrik henry herbert herman hideki hiroshi hollis horace howard hubert hugh hugo humphrey hussein
    ian ibrahim idris igor iker ikaika imran ioannis ira isaac isaiah ismail istvan ivan ivo jack jackson jacob jacques
    jaime jake jakob jakub jamal james jamie jan janos jared jason javier jay jean jeb jeff jeffrey jeh jens jeremiah
    jeremy jerome jerry jesse jesus jim jimmy joachim joao joaquin joe joel johan johann john johnny jon jonah jonas
    jonathan jordan jorge jorgen jose josef joseph josh joshua joris josiah jozef juan jude jules julian julien julio
    julius junior jurgen justin kai kamal karel karim karl kazuo keanu keith ken kenji kenneth kenny kevin khalid kieran
    kirk klaus knut kofi konrad konstantin kristian kurt kwabena kwame kyle lamar lars larry lasse laszlo laurence
    laurent lawrence layth lee leif len lennart leo leon leonard leonardo leonid leopold leroy les lester levi lewis lex
    liam lionel lloyd logan lorcan lorenzo lou louis luc luca lucas luciano ludo ludwig luis luka lukas luke luther
    magnus mahmoud malcolm malik manfred manuel marc marcel marcelo marcin marco marcos marcus marek mario marius mark
    markus marlon marshall martin marty marvin massimo mateo matej mateusz mathias mats matt matteo matthew matthias
    matti maurice mauricio mauro max maximilian maxim melvin mehmet michael michal michel miguel mihai mikael mike
    mikhail miles milan milos milton min-jun miroslav mitch mo mohamed mohammad mohammed moritz morris morten moses
    mukesh murray mustafa nathan nathaniel ned neil nelson niall nicholas nick nicolas nicolae niels nigel niklas nikola
    nikolai nikos nils noah noam noel norbert norman nuno octavio okello olaf ole oleg oleksandr oliver olivier omar
    orlando oscar oskar osman oswald otto owen pablo paddy pascal patrick paul paulo pavel pawel pedro pekka percy per
    perry pete peter petr petros phil philip philippe pierre piet pieter pim piotr prakash qasim quentin radek rafael
    raghu rahul raj rajesh ralf ralph ramesh ramon randy raphael rashid raul ravi ray raymond reggie reginald reince
    reinhold rene reuben rex rhys ricardo richard rick ricky rob robert roberto rod roderick rodney rodrigo roger rohan
    roland rolf roman romeo ron ronald rory rosk ross roy ruben rudi rudolf rudy rufus rupert russ russell ruwan ryan
    ryszard salim salman salvador salvatore sam sami samir samuel sandeep sandro sanjay santiago saul scott sean
    sebastian sergei sergey sergio seth seymour shane shaun shinzo sid sidney siegfried silvio simon sipho solomon soren
    spencer stan stanislav stanley stefan stellan stephane stephen steve steven stewart stig stuart sunil sven sylvester
    tadeusz tadhg takashi tarek tariq ted teddy terence terry thabo theo theodore thomas thorsten tim timothy tito
    tobias todd tom tomas tomasz tommy tomislav tony tor torsten travis trevor tristan troy tyler tyrone ulrich umberto
    uwe vaclav valentin vasil vernon vic victor viktor vijay vince vincent vinod vitaly vito vladimir vladislav vlad
    volker volodymyr wade walter wayne wes werner wilbur wilfred wilhelm will willem william willie wojciech wolf
    wolfgang woody wout xavier yann yannick yasser yuri yusuf yves zac zach zachary zbigniew zoltan
    """.split()
)


def of_first_name(name: str) -> str | None:
    """Gender that a first name suggests; the name as printed or folded."""
    folded = fold(name)
    if folded in FEMALE:
        return "f"
    return "m" if folded in MALE else None
