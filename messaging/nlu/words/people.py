"""Who comes along."""

from __future__ import annotations

from typing import Final

CLASSES: Final = {
    "one": "un una um uma a an una",
    "adult": "profes maestros chaperones acompanantes coordinadores "
    "adultos adulto adultas adulta adults adult grandes grande mayores mayor grown-ups grownups ad adul adts"
    " adultitos jubilados jubiladas idosos",
    "person": "mates personitas enfermeras enfermeros maestras profesoras abogados abogadas monjas bomberos musicas doctoras "
    "operarios empleados tecnicos choferes ingenieros medicos alumnos jugadores deportistas musicos corredores "
    "docentes profesores funcionarios engineers students players employees socios invitados vecinos vecinas "
    "companhias colaboradores pasajeras buceadores pescadores visitantes comensales individuos pessoinhas "
    "personas persona people persons person pax huespedes huesped huespede guests guest pessoas pessoa hospedes "
    "hospede"
    " pasajeros pasajero viajeros amigos amigas amigo amiga friends friend compas compadres companeros "
    "companeras colegas"
    " hombres mujeres hombre mujer homens mulheres chicas senoras senores tipos pibes pibas muchachos muchachas "
    "ocupantes"
    " women men girls guys gente pessoal almas cuates parceros hermanos hermanas primos primas turistas amg "
    "cabezas plazas"
    " viajantes trabajadores obreros estudiantes integrantes jovenes estudantes jovens travellers travelers "
    "coworkers ppl"
    " compis ciclistas motoqueros adolescentones familiares parientes parentes caballeros damas muchachonas "
    "mochileros"
    " irmaos irmas brothers sisters cousins cunados cunadas suegros colleagues workers bikers hikers surfistas "
    "surfers",
    "child": "nenes nene nena nenas ninos nino nina ninas ninitos ninito ninita ninitas chicos chico chiquitos chiquito "
    "chiquita peques peque"
    " pequenos pequeno pequena hijos hijo hija hijas bebe bebes bebecito bebito bebita bebita guaguas guagua "
    "menores menor"
    " infantes infante crianca criancas criancinha filhos filho filha filhas filhinho filhinha neném nenem "
    "menino menina meninos meninas"
    " kids kid children child toddler toddlers baby babies infant infants son sons daughter daughters chamacos "
    "chamaco"
    " gurises guri guris gurisito gurises pibitos adolescentes adolescente teen teens teenager teenagers minors "
    "minor chavitos"
    " cabros escuincles nietos nieto nieta nietas netos neto neta netas sobrinitos babys enanos enano pequenitos "
    "chiquis chiquitines"
    " criaturas criatura lactante lactantes newborn grandkids grandchildren grandson granddaughter boy boys girl "
    "pibito crios crio bb bbs beba patojos patojo patojas patoja guiros cipotes cipote cipotas "
    "chiguines chiguin chavalos chavalo chavalas chavales mocosos guambras botijas botija gurias guria pias moleques moleque "
    "molequinho pirralhos pirralho wawas wawa huahuas churumbeles pelaos pelaitos chinitos chamitos chamito carajitos "
    "carajito "
    "babys littles bairns chiquillos chiquillo chiquilla chiquillas guilas guila chibolos chibolo chibola morritos morrito "
    "hermanito hermanita sobrinito sobrinita primito primita irmaozinho irmazinha sobrinhos",
    "kin": "marido esposo esposa mujer pareja novio novia senora senor companero companera conyuge hermano hermana mama "
    "papa madre padre"
    " vieja viejo suegro suegra abuelo abuela amigo amiga primo prima tio tia cunado cunada jefe jefa socio "
    "socia colega"
    " esposo esposa namorado namorada noivo noiva mulher irmao irma mae pai avo sogra sogro companheira "
    "companheiro parceiro parceira"
    " husband wife partner boyfriend girlfriend brother sister mom mum mother father dad friend mate fiance "
    "fiancee gf bf hubby spouse"
    " patroa sobrinho sobrinha nephew niece vo nana nonna polola pololo roommate cuate compa comadre compadre bestie "
    "mejor sobrino sobrina nuera yerno "
    "viejita viejito enamorada enamorado concubina concubino cunadito prometida prometido coworker",
    "parents": "padres papas viejos suegros abuelos tios pais sogros avos parents grandparents inlaws folks mamas",
    "couple": "pareja parejita matrimonio couple casal parejas matrimonios casais couples casalzinho casados pareja's",
    "my": "mi mis minha meu meus minhas my nuestro nuestra nosso nossa our o a el la",
    "pet": "perro perros perra perras perrito perrita perritos perritas gato gatos gata gatas gatito mascota mascotas "
    "cachorro cachorros cachorra cachorrinho cao caes pet pets dog"
    " dogs cat cats puppy animal animales animais animalito perrhijo perrhijos michi michis bichos caniche "
    "labrador perruno doggo bulldog",
    "are": "tamo tamos siendo sendo being estariamos andamos "
    "somos seriamos seremos seria eramos serian seran serao sao somo we're were vamos iriamos iremos viajamos "
    "viajaremos vamo"
    " estaremos estariamos estamos iremos vienen vendriamos venimos vendran virao viremos serian quedamos "
    "quedaron",
}

SELF: Final = frozenset({"yo", "eu", "me", "i", "myself", "mim"})
