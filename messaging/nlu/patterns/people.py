"""How guests say how many come. Names in a pattern: n a number, w the word that says of what."""

from __future__ import annotations

from typing import Final

PEOPLE: Final = {
    # Girls that are called little are children.
    "small": (
        "[our|my|the] n:<qty>|<q> little|young|small|wee girls|girl|boys|boy|lads|lasses",
        "n:<n> , x:<x> y|e|and <x>",
        "ninos|menores|criancas|kids|children|chicos n:<n> !<year_word> !y !e !<of> !and !,",
        "con|com|with [un|una|um|uma|a] <one_child> de x:<x> [<month_word>|<year_word>]",
    ),
    "adults": (
        "n:<n> grown [-] ups|up|ups",
        "n:<n> grown [-] up",
        "@!que|than|como|like n:<qty>|<q> [<decent>] <adult>",
        "n:<n> ad",
        "<adult> : n:<n>",
        "adultos n:<n>",
        "n:<q> <adult> solo|sola",
        "n:<n> [personas] <adult>",
        "n:<n> son|sao|are <adult>",
        "n:<n> de [ellos|ellas] <adult>",
    ),
    "people": (
        "for|para|pra|pa us|nosotros|nosotras|nos [los|las|as|os] n:<n> !<night> !<day> !<week> !<month>",
        "we are|will [be] [only|just|now|all] n:<n> !<night> !<day> !<week> !<child> !<adult> !<person> !<couple> !<unit> "
        "!min !km !<hourword> !<month_word> !blocks !/ !<till> !th",
        "<are> [un|una|um|uma] [total|grupo|unos|como] [de] n:<n> en|in|no|em total|all",
        "anotanos|apuntanos|anotenos|ponenos|ponganos|anotame|agendanos n:<n> !<night> !<day> !<month> !de !del !/ !<till> "
        "!<child> !<adult> !<unit> !<beds> !hs",
        "galera|turma|pandilla|combo|tropa|crew|patota|barra|gavilla|cuadrilla|delegacion|excursion|contingente|delegacao|"
        "plantel de|of n:<qty>",
        "just n:<n> <person>",
        "no|nao|not [<are>] <n> sino|mas|but|pero|son [que|somos|son] n:<n> !<night> !<day>",
        "somos|seremos|seriamos|we're n:<n> !<night> !<day> !<week> !<child> !<adult> !<person> !<couple> !mas "
        "!menos !/ !<month_word>",
        "n:<qty> [<decent>] <person> !mas !more !mais !menos !less",
        "@!con|com|with|to|que|than|como|do|mas|mais|more|o|ou|or|otra|outra|agregar|sumar|hablar|atiende|atienda|llame|"
        "llama "
        "n:un|una|um|uma [sola|so|unica] "
        "persona|pax|huesped|"
        "pessoa|hospede|adulto|"
        "pasajero !mas !mais !menos !ahi !ai !alli !there !real !humana !que !conectada !atendiendo !atendendo !responsable "
        "!o !ou !or",
        "<person> : n:<n>",
        "n:<n> of us|them !can't !cannot !won't !isn't !not",
        "for|para n:<n> <people_end>",
        "n:<q> sola|so|single|unica|solitaria <person>",
        "grupo|group|party|equipo|total|banda de|of|com|con [unos|unas|about] n:<qty> [<person>] [en|in|em total]",
        "n:<qty> [<decent>] <person> en|in|em total|all",
        "[the] n:<n> of us",
        "nosotros|nos|noi [los] n:<n>",
        "us n:<n> !<night> !<day>",
        "going|gonna [to] be n:<n> !<night> !<day> !<child> !<adult> !<person>",
        "<are> [un|uma|a|como|unos|about|en|a|just|only|solo|solamente|um|al|total|nosotros|so|apenas|las|los|os|nos|"
        "ser|now|ahora|em|a] [grupo|flia|familia|group|family|party|total|ser|de] [de|of|ser] n:<qty> !<night> "
        "!<day> !<couple> !<week> !/ !<child> !<till> !<month_word> !<adult> !<person> !mas !menos",
        "cantidad [de] [personas|huespedes] [:] n:<n>",
        "all n:<n>",
        "familia|familha tipo w:tipo",
        "entre n:<n> END",
        "nos|nosotros n:<n>",
        "n:<n> en total|all",
        "n:<n> in total|all",
        "total [de|:] n:<n> !<adult> !<person>",
        "van|vamos|va|vao|iremos [a] ser|venir|vir [unos|como|finalmente] n:<n> !<child> !<adult> !<person> !menos "
        "!mas !less !mais",
        "ser n:<n> !<child> !<night> !<adult> !<person> !menos !mas !less !mais",
        "there [will] be n:<n>",
        "there are|is|be|'re n:<n> [of] [us]",
        "it's n:<n> [of] us|people",
        "just n:<n>",
        "both n:<n>",
        "capacidad para n:<n>",
    ),
    # "¿entramos 5?": the words tell what is asked.
    "fitting": (
        "entramos|cabemos|cabem|caben|entran|entrariamos|cabriamos|entra n:<n> !de !del !/ !<month> !<till> !<child> "
        "!<adult> !<person> !<st> "
        "!<hourword> !<unit> !<thing> !o !<couple>",
    ),
    # The person of "apto para una persona en silla de ruedas" is nobody who comes.
    "other": (
        "un|una|uma|a|one persona|person|pessoa en|con|com|in|with [a|una|uma] silla|wheelchair|muletas|discapacidad|"
        "movilidad|cadeira",
    ),
    "self_and": (
        "yo|eu|me|mi|mim|i|myself y|e|and|+|con|com|with|mas|mais|plus [otras|otros|outras|outros|mas|mais|other|more] "
        "n:<qty>|<q> [<decent>] <person>",
    ),
    "family": (
        "familia|family|flia [de|of] n:<n>",
        "somos|we're [una|uma|a] familia|family|flia de|of n:<n>",
    ),
    "for": (
        "para|pra|pro|for|p|x n:<n> de|del|desde|from|do <used>",
        "para|por|for|p|pa|x [los|las|nosotros|the|nos|unos|unas|solo|about|so|os|solamente|just|nada|/] [/|mas|"
        "nosotras] n:<qty> !<night> !<day> !<week> !/ !<child> !<adult> !<person> !<couple> !<till> !<month> "
        "!<month_word> !<thing> !<st> !<of> !<hourword> !<nextword> !<unit>",
        "@!de|cualquiera|qualquer os|los n:<n> !<child> !<night> !<day> !<till> !<of> !<month> !<person> !<adult> !<kin>",
        "x n:<n> !<night>",
        "para|for n:dos|two y|and m:<n>",
    ),
    "children": (
        "con|com|with [un|una] beba|bebita|bebito|nenita|bebecita !a !en !de !que",
        "n:<n> little|tiny|wee|small ones|one",
        "[los|las|mis|unos|our|os|as|meus|minhas|the] t:mellizos|gemelos|gemeos|mellizas|gemelas|gemeas|twins",
        "a|an|our|my <x> [-] year|yr|month [-] old",
        "con|com|with [un|una|um|uma|a] [<decent>] bebe|baby|toddler|infant|guagua|bb !a !en !de !que",
        "con|com|with un|una|um|uma|a [<decent>] crianca|beba|bebita|bebito|nene|nena|nino|nina|kid|menor !a !en !de !que",
        "n:<qty>|<q> [<decent>] <child>",
        "a|an [<decent>] child|kid|toddler|baby|infant|teenager|newborn|teen",
        "<child> : n:<n>",
        "n:<q> [<decent>] <child> [de] [pecho|brazos|meses|colo]",
        "n:<n> <child>",
        "los|las|os|as|mis|nuestros|meus|our|my|the n:<n> [<decent>] <child>",
        "n:<q> mas|mais chico|chica",
    ),
    "subset": (
        "n:<n>|un|uno|una|one|um [de|of] [ellos|ellas|eles|elas|them|estos|nosotros|nosotras|nos|us|esos] [son|sao|"
        "es|e|are|is] [un|una] "
        "[<decent>] <child>",
        "n:<n>|un|uno|una|one|um son|sao|es|are|is|serian|seria [<decent>] <child>",
        "incluyendo|incluidos|incluido|including|incluindo|contando|counting|sendo|siendo|incluida|incluidas|incl|"
        "inclusive|incluso [a] [os|los|the|mi|mis|las|as|our|nuestros|aos|meus] n:<q>|mi [<decent>] <child>",
        "entre|dentre|among ellos|eles|ellas|them n:<q> [<decent>] <child>",
        "das|dos cuales|quais n:<q> [son|sao|es|e] [un|uma|una] <child>",
        "de|of los|las|os|as|which|whom cuales|quais|<n> n:<q> [son|sao|es|are|is] [un|uma|una] <child>",
        "of which|whom n:<q> [are|is] <child>",
        "n:<n> of them <child>",
        "n:<n>|un|uno|una|one|um|uma [of them|us] [de ellos|ellas|eles|elas] son|sao|is|are|es|e|tiene|tienen|tem|con|com|de|"
        "with [menos|menor|menores|under|hasta] [de] x:<x>",
        "n:<n> de|of las|los|os|as|the <n> son|sao|are|tienen|tem [menos|menores|under] [de] x:<x>",
        "n:<n> menores|menor|under [de] x:<x>",
        "n:<n> sao|son|e|es de menor",
        "incluyendo|incluido|incluida|including|incluindo|contando|counting|con al|ao|el|la|o|the|a [la] <one_child>",
        "n:<n> of whom are <child>",
        "de las|los que n:<q> son <child>",
        "n:<n> of them are|is [a] [<decent>] <child>",
        "con n:<n> <child> incluidos|incluidas",
    ),
    "couple": (
        "papa|pai|dad|mama|mae|mom|mum|papi|mami [,|y|e|and|&|+] papa|pai|dad|mama|mae|mom|mum|papi|mami",
        "yo|eu|me|i y|e|and|&|+|mas|mais novio|novia|namorado|namorada|esposo|esposa|marido|mujer|husband|wife|pareja|bf|gf|"
        "polola|pololo",
        "para|pra|for el|la|un|una|o|a|the|mi|meu|minha|my .. y|e|and su|sua|his|her|seu w:<kin> !y !e !and",
        "ella|el|ele|ela y|e yo|eu !<kin>",
        "me|yo|eu|i y|e|and|con|com|with him|her|ella|ela|ele !<kin>",
        "him|her|she|he and me|i|myself !<kin>",
        "vos y yo",
        "@!de|cama|quarto|suite|habitacion|of w:<couple> !de !of",
        "n:<qty> w:<couple>",
        "un|una|um|uma|a|the w:<couple> !of",
        "young|old|married w:<couple>",
        "n:<q> jovenes w:<couple>",
    ),
    "alone": (
        "mama|madre|padre|papa|mae|pai sola|solo|soltera|soltero|solteira|solteiro|sozinha|sozinho",
        "single|solo mum|mom|dad|mother|father|parent",
        "persona|pessoa|pasajero|huesped sola|solo|sozinha|unica",
        "estaria|estare|estarei|ficaria|iria|dormiria|quedaria solo|sola|sozinho|sozinha|solito|solita",
        "solo|sola|solito|solita|sozinho|sozinha [nomas|nada] [mas] voy|viajo|iria|viajaria|ire|vou|viajaria|seria|andaria",
        "just|only|all for myself|me !and",
        "solo|solito|nomas|so|unicamente|solamente|apenas|somente para|pra|pa mi|mim",
        "me|yo|mi|mim|eu|i y|e|and|con|com|with mi|my|meu|minha|un|a|el|o [<decent>] <pet>",
        "con|com|with mi|my|meu|minha <pet> y|e|and yo|eu|i|me|nadie",
        "yo solo|sola|solito|solita|nomas",
        "viajo|voy|iria|ire|viajaria|estoy|vengo|llego|seria|soy|vou|estou|viajando|andando|yendo [yo] solo|sola|"
        "sozinho|sozinha|solito|solita",
        "solo|nomas|so|somente|apenas yo|eu",
        "yo nomas|solito|sola",
        "eu so|sozinho|sozinha",
        "just|only me|myself",
        "by myself",
        "[by] my self",
        "on my own",
        "sozinho",
        "sozinha",
        "para|pra mi|mim solo|sola|so|nomas|sozinho|sozinha|solito",
        "travelling|traveling|travel|alone|going solo|alone",
        "solo traveller|traveler|travelling|trip",
        "i'm alone",
        "me alone",
        "solamente|unicamente yo",
        "seria yo",
        "soy yo sola|solo",
        "solo|sola para|pra mi",
        "so para|pra mim",
        "para mi nada",
        "just for me",
        "only for me",
        "solo traveler|traveller|guest",
        "<n> sola",
        "seria so eu",
        "es para mi END",
        "solo para mi",
    ),
    "none": (
        "sin|no|without|sem|ningun|nenhuma|ningunos [<adult>] <child>",
        "no|nao hay|ha|tem|vamos|con|van|va|vao|any [con|com] <child>",
        "<no_number> <child>",
        "0 <child>",
    ),
    # A child that comes after others is named without an article: "papa, mama y nena".
    "with_baby": ("y|e|and|+|&|mas|mais <one_child>",),
    # Only another number right after the first: "somos 4, alias 5".
    "again": (
        "[,] alias|digo|miento|perdon|desculpa|sorry|ops|actually [,] [que] n:<n> !<night> !<day> !<month> "
        "!<child> !<unit> !<of> !<till> !/ !<hourword>",
        "[,] pero|mas|but ahora|agora|now n:<n> !<night> !<day> !<month> !<child> !<unit> !<of> !<till> !/ !<hourword>",
        "no|nao , [que] [<are>] n:<n> !<night> !<day> !<month> !<child> !<unit> !<of> !<till> !/ !<hourword>",
    ),
    "kin": (
        "o|meu|mi w:boy",
        "a|o minha|meu|nossa|nosso w:<kin>",
        "mi|meu|minha|my|o|a w:pana|mina|enamorada|enamorado|flaco|flaca|gordo|gorda|negro|negra|mozao|amor|parce|"
        "carnal|"
        "cuatacho|crush|jeva|jevo|brother|bro|compinche|yunta|pata|pololita|amorzinho|honey|sweetheart|buddy|paisana|"
        "pior|mujercita|maridinho",
        "mi w:chico|chica !de !con !y !e !<n> !<x>",
        "a|an w:coworker|buddy|pal|roommate|colleague|classmate",
        "mi|mis|mi's|minha|meu|my|nuestro|nuestra|su|a|o|el|la|un|una|um|uma|otro|otra [mejor|best|querida|querido|"
        "actual|hermosa|linda] w:<kin>",
        "<q> w:<kin>",
        "a|an w:friend|mate|colleague|cousin",
    ),
    "elders": (
        "[mis|los|meus|os|my|sus|con|com|nuestros|with] w:<parents>",
        "[mis|meus|my|los|os] n:<n> w:<parents>",
        "my w:parents|folks",
        "the in - w:laws",
    ),
    "own_child": (
        "mi|meu|minha|my|nuestro|nuestra w:<one_child> [,|(] [de|com|con] x:<x>",
        "mi|minha|meu|my|nuestro|nuestra|un|una w:sobrino|sobrina|sobrinho|sobrinha|nephew|niece|hermano|hermana|irmao|irma|"
        "brother|sister|primo|prima|cousin [,|(|de|com|con] x:<x>",
        "a|o minha|meu|nossa|nosso w:<one_child>",
        "mi|mis|minha|meu|my|nuestro|nuestra|el|la|nosso|nossa|our|a|o|the [<decent>] w:<one_child> !de",
        "mi|mis|minha|meu|my|nuestro|nuestra|nosso|nossa|our|the [<decent>] w:<one_child>",
    ),
    "self": (
        "be|is|just|it's|its w:me|i",
        "y|e esta|este|un|una|su w:servidora|servidor",
        "w:me|i ,",
        "y|e|and para|for mi|mim|me !<kin> !<parents> !<child> !<one_child>",
        "y|e|and w:yo|eu|i|myself",
        "and|& w:me",
        "w:mi y|e|and !<pet>",
        "w:yo|eu|me|mim|myself|i y|e|and|com|con|with|mas|mais",
        "w:yo|eu ,",
    ),
}
