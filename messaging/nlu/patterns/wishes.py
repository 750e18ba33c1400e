"""How guests ask for a stay and its price.

What is understood already stands as one word: <date>, <nights>, <people>, <time>, <money>, <units>, <beds>, <code>.
"""

from __future__ import annotations

from typing import Final

WISHES: Final = {
    "book": (
        "<want> ~ cerrar|fechar|concretar ~ esto|eso|isso|isto|ya|ja|trato|negocio|this",
        "interesa|interesaria|interessa|interessaria ~ <book>",
        "me|nos aparta|reserva|guarda|separa|anota|agenda|reserve|guarde|separe|aparte ~ desde|from|do|del ~ <date>",
        "me|nos apartan|apartas|aparta|guardan|guardas|guarda|reservan|reservas|reserva|separa|separan|anotan ~ <beds>",
        "me|nos reserva|reserve|guarda|guarde|separa|separe|aparta um|uma|un|una|o|a|esse|essa|el|la de|com|con|pra|para|que",
        "set|put|keep|dejar|deixar ~ aside|apart|apartado ~ <room>|<units>|<date>|one|it",
        "set|put aside",
        "can|could|please|pls|would|will ~ hold|save|keep|reserve|book ~ <n> ~ for|until|till",
        "can|could|please|pls|would|will ~ hold|save|keep|reserve|book|put ~ [us|me|aside] ~ <room>|<units>|<date>|"
        "it|that|one|spot|<nights>",
        "how do|can|could|would|should i|we|one|you|people go|get|proceed|start ~ about|with|to|on ~ <book>|"
        "<reservation>",
        "necesito|necesitamos|preciso|precisamos|quiero|queremos|quero|queremos ~ <book>|dormir|hospedarme|quedarme "
        "~ <date>",
        "@!la|su|una|sua|abrieron|abrio|abriram|abierta|hay|tienen|en|de|a ponga|pongan|pon|pone|poneme|ponme|meta|metan|"
        "mete|apunte|apunta|apunten|anote|anota|anoten|registre|"
        "registren|registra|agende|agenda|agenden|incluya|incluyan ~ [en|a|na|in] ~ lista|agenda|calendario|<date>|"
        "<people>|<nights>|<room>|<units>",
        "put|get|pencil|slot|jot|mark|sign ~ me|us|in|down ~ [in|down|for|on] <date>|<people>|<nights>|list|<room>",
        "need|want|looking|necesito|necesitamos|quiero|preciso|queremos ~ place|sitio|lugar|donde|spot|somewhere|"
        "techo|onde ~ [to|para|pra|donde] ~ crash|sleep|stay|dormir|pasar|quedarme|quedarnos|parar|ficar",
        "vamos|voy|vamo|vou|quedamos|quedo|ficamos|fico|go|going|me|nos ~ con|com|with ~ <units>|<room>|<named>",
        "quedamos|quedo|ficamos|fico ~ con|com ~ la|el|a|o|esa|ese|essa|esse",
        "vamos|voy|vamo|vou|go|going ~ con|com|with la|el|a|o|the de|of|<nth>|<adj_room>|<unit>|opcion|option|opcao|mas|"
        "mais|one|<n>",
        "@!no|nao bora|vamos|vamo|let's|lets|dale ~ <book>|fechar",
        "<want> ~ pasar|festejar|celebrar|passar|comemorar|celebrate|spend ~ <something> .. ahi|alli|alla|ai|there|"
        "here|aca",
        "[i'd|we'd|would] like|love|want|hope|hoping|going|need|wanna ~ [to] lock|secure|grab|hold|snag|keep|"
        "confirm|arrange|set ~ <room>|<units>|<date>|spot|dates|it|in|stay",
        "@!tem|da como|how ~ podriamos|podria|puedo|podemos|can|could|posso|podemos ~ asegurar|garantizar|apartar|"
        "separar|"
        "secure|garantir",
        "con|com|with cuanto|quanto ~ separo|aparto|reservo|reserva|separa|aparta|garantizo|garanto",
        "dejame|dejeme|dejanos|dejenos|deje|dejen|deja|deixa ~ apartada|apartado|reservada|reservado|separada|"
        "separado|anotado|anotada|guardada|guardado|bloqueada|agendada",
        "<want> ~ instalarme|instalarnos|hospedaje|alojamiento|hospedagem|acomodacao ~ <date>|<people>|<nights>",
        "pasos|proceso|procedimiento|requisitos|steps|passos|procedimento ... <book>|<reservation>",
        "como|how|cual ~ funciona|es|works|does|do|manejan|seria ~ <reservation>|<book> [work]",
        "dejame|dejanos|dejenos|dejenme|dejeme|deixa|me_deja ~ anotado|anotada|reservado|reservada|apartado|apartada|"
        "agendado|separado",
        "como|how ~ hago|hacemos|faco|haria|hace|hacer|fazer ~ <book>|<reservation>",
        "como|how funciona|works|work|seria|manejan|trabajan ~ <book>|<reservation>",
        "haceme|hacenos|hazme|haznos|haganme|hagame|haganos|hagan|hace|haga|tomame|tomanos|tomeme|tomen|toma|tome|"
        "registrame|registrenme|cargame|pone|poneme|ponme|ponganme|faz|faca|facam|haces|hacen|harias|hagamos|tomas|"
        "toman|tomarias|cargas|registras|hacemos|facamos|haria ~ <reservation> "
        "!<status>",
        "dejar|dejo|dejas|deja|dejamos|dejan|dejes|dejen|dejarias|dejarme|dejarnos|deixa|deixar|deixo|leave|quede ~ "
        "reservado|reservada|apartado|apartada|separado|separada|senado|senada|bloqueado|anotado|anotada|anotados|"
        "agendado|reservados",
        "proceso|procedimiento|pasos|requisitos|manera|forma|procedimento|passos|requisitos|process|steps|tramite ~ "
        "<book>|<reservation>",
        "que|what|oque tengo|hay|debo|necesito|preciso|tenho|need|must|should|tenemos|precisamos|devo|hago|hacemos|"
        "faco ~ <book>|<reservation>",
        "what do i|we need|have ... <book>|<reservation>",
        "@!mi|la|una|minha|a|my|nuestra|tengo|hice|da|su|tenho|have|the|uma|nossa|our|as|sua|tenemos|temos|tenia|teniamos|"
        "tinha|tinhamos|had|hicimos|alguna|de reserva|"
        "reservacion|booking|reservation|reservar ~ a|no|na|under|em|en|con ~ nombre|nome|name|<person> ... <date>|"
        "<people>|<nights>",
        "<want> ~ <book>",
        "START [dale|si|sim|yes|listo|ok|bueno|perfecto|genial|entonces|vamos] [dale|entonces|entao|bueno] reservo|"
        "reservamos|reservemos",
        "<want> ~ <book_me>|reservation|booking|reservacion|reserva|reservas",
        "<want> ~ hacer|hacerles|hacerte|fazer|make|realizar|efectuar|concretar|cerrar|fechar ~ <reservation>",
        "hacer|fazer|make|realizar|efectuar|concretar|hago|haria|hacemos|faco ~ <reservation>",
        "[i'd|we'd|would] like|love|want|wish|hoping|hope ~ to ~ book|reserve|stay|rent|make|take|get",
        "looking to book|reserve|rent|stay|make",
        "<book_me> ~ <units>|<room>|<date>|<people>|<nights>|la|el|una|un|for|pra|para|from|a|the|us|me",
        "@!cobran|cobra|cobras|pagan|paga|va|es|se|algo [me] apartas|apartan|reservas|reservan|guardas|guardan|"
        "anotas|anotan|agendas|separas|separan|aparta|guarda|"
        "aparte|reserve ~ <units>|<room>|<date>|<people>|lugar|la|el|un|una|ese|esa !<luggage> !<parcel> !<key>",
        "@!tem|da|hay|buscando|busco|buscamos|procurando|procuro|looking|viendo como|cómo|how|donde [se|do|can|hago|"
        "hacemos|faco|fazemos|puedo|podria|seria|es|e|a|i|we|faz|"
        "to|hay|tengo] "
        "[i|we|para|pra|que|hacer|gente|que] <book>|reservo|reservamos|<reservation> !seguro",
        "como ~ reservo|reservamos|reserva|reservan|reservar",
        "how ~ book|reserve|booking",
        "agarro|cojo|agarramos|pillo ~ <units>|<room>|<date>|<named>|esa|ese",
        "reservo|reservamos|reservaria|apartaria|tomo|tomamos|tomaria ~ <units>|<room>|<date>|<people>|"
        "<nights>|la|el|esa|ese|<named>|los",
        "i'll|we'll|i'd|we'd take|book|have it|the|that|this|<units>",
        "i|we will take|book",
        "me|nos quedo|quedamos con",
        "nos quedamos|me quedo ~ <nights>|<date>",
        "ficamos com",
        "vou|vamos querer|ficar|reservar|fechar|levar|pegar",
        "voy|vamos a reservar|tomar|quedarme|quedarnos|alquilar|querer|rentar|necesitar|hospedarme|apartar",
        "<want> ~ <units>|<room>|<unit>|<beds>|<named>",
        "<want> !ir !viajar !venir !go !come ~ <nights>",
        "<want> ~ <something> ~ <room>|<units>",
        "<want> !ir !viajar !venir !go !come ~ <date> ~ <units>|<nights>|<room>",
        "<want> !ir !viajar !venir !go !come ~ para ~ <date>",
        "<want> ~ <adj_room> <room>|<units>|<unit>",
        "<want> pasar|passar|spend|to ~ <date>|<nights>|unos|un|uma|uns|ahi|alla|ai",
        "<want> ~ to stay|spend|come",
        "<want> ~ quedar|quedarme|quedarnos|ficar|hospedarnos|parar|dormir|pernoctar|alojarme",
        "gustaria ~ <book>|pasar|tomar|quedarnos",
        "puedo|podemos|podria|podriamos|posso|can|could|se|puede|pode [i|we|puede|pode] ~ reservar|reserve|book|"
        "apartar|agendar|senar|alquilar !seguro",
        "me|nos pueden|podes|puedes|podrian|podrias|puede|podria|podran ~ reservar|apartar|guardar|anotar|agendar|"
        "separar",
        "pueden|podes|puedes|podrian|podrias|puede|podria|podran|poderia|poderiam|pode|podem ~ reservarme|apartarme|"
        "guardarme|anotarme|agendarme|separarme|reservarnos|apartarnos|guardarnos|reservar|apartar|separar|bloquear|"
        "agendar",
        "ganas|intencion|idea|interes|interesado|interesada|intencao de|en|em reservar|apartar|alquilar",
        "para reservar|apartar ~ <date>|<people>|<nights>|<units>|<room>|como|que",
        "@!mi|la|una|minha|a|my|nuestra|tengo|hice|da|su|tenho|have|the|uma|nossa|our|as|sua|tenemos|temos|tenia|teniamos|"
        "tinha|tinhamos|had|hicimos|alguna|de "
        "reservar|"
        "reserva|reservacion|booking|reservation|reserve|reserven|reservo ~ <date>|<units>|<people>|<nights>",
        "START reserva|reservacion|reservar|booking|reservation ~ <date>|<people>|<nights>|<units>|para|por|for|pra",
        "START [<hello>] [<hello>] reserva|reservar|reservo|reservame|book|reservacion END",
        "book|reserve me|us|<units>|<room>|it|this|that|the|a|<date>|<named>",
        "put|sign|pencil me|us|down|in ~ down|for|in|<date>",
        "put us|me down",
        "sign us|me up",
        "asegurar ~ lugar|<date>|<room>|<units>",
        "cerrar|fechar|concretar ~ <reservation>",
        "lo|la|los|las tomo|tomamos|reservo|reservamos|queremos|quiero|separo|separamos|aparto|apartamos|alquilo|"
        "arriendo|"
        "alquilamos !sorprender !festejar !invitar !llevar !agasajar !mimar !traer !celebrar !pasar !ver !pagar !<change> "
        "!<cancel>",
        "<want> !ir !viajar !venir !go !come ~ la|el|esa|ese|una|da|do <date>",
        "<want> ~ <named>",
        "<want> ~ confirmar|senar ~ <date>|<units>",
        "senarla|senarlo|pre reservar",
        "pre reserva",
        "que necesito|necesitan|precisa|hace ~ para|pra reservar",
        "que|what datos|dados|pasos|info ~ para|to reservar|book",
        "preciso|necesito|ocupo|need ~ <people>",
        "anotame|anotanos|anotenme|apuntame|agendame|agendanos|reservame|reservanos|reservenme|apartame|apartenme|"
        "aparteme|guardame|guardenme|separame|separeme|separenme|reserveme|apuntanos|apartanos|guardanos|reservamela|"
        "apartamela|guardamela|agendeme|anoteme|bloqueame|reservamelo|reservenos|apartenos|guardenos|separenos|"
        "separanos",
        "bloqueen|bloquea|bloquear|reserven|apartenos|aparten|guarden|separen|separa|agenden|anoten ~ <date>|<units>|"
        "<room>|<nights>|la|el|<people>|<named>",
        "@!to hold|save ~ <room>|<units>|<date>|spot|for",
        "@!mi|la|una|minha|a|my|tengo|hice|uma|sua|nossa|de|tenemos|temos|tenho|have|su|our|nuestra|the|alguna|otra|outra "
        "reserva|separa|guarda|garante ~ pra|para|esse|o|a|um|uma|"
        "<units>|<date>|<room>|<named> mim|gente|<room>|"
        "<units>|<date>|nos",
        "get|book us|me|a|the ~ <room>|<units>",
        "can|could|may i|we get|have ~ <room>|<units>",
        "need ~ somewhere|place|spot ~ to|for",
        "quero|queria ~ fechar|garantir|pegar",
        "vamos|bora fechar",
        "let's book|take ~ it|<date>",
        "book ~ <room>|<units>|<date>|<nights>|<people>",
        "i|we take|book|reserve|want ~ it|one|the|this|that|<room>|<units>",
        "dejame|dejanos|deja ~ reservado|reservada|apartado",
        "<want> ~ que ~ reserven|guarden|aparten|reserves|guardes|apartes|reserve|guarde|aparte|anotes|anoten|anote|"
        "separes|"
        "separen|separe|agenden|agendes|bloqueen|bloquees|tengas|tengan|dejes|dejen",
        "reservalo|reservala|reservelo|reservela|reservenlo|reservenla|apartalo|apartala|apartenla|apartenlo|guardalo|"
        "separalo|separala|anotalo|anotala|reservemos|reservemosla|reservemoslo",
        "tem|hay|teria|tendria|da|haveria|existe como|forma|manera|chance|para|pra|jeito ~ separar|apartar|guardar|"
        "bloquear|segurar|"
        "senar|hold",
        "me ve|arruma|arranja|consegue|separa|consigue ~ <room>|<units>|<beds>|lugarzinho|vaga",
        "como|how|cual|que ~ es|seria|funciona|e|is|works ~ tema|asunto|proceso|cosa|lance|esquema|deal|movida ~ <book>|"
        "<reservation>",
        "me|nos anotas|anotan|anota|apuntas|apuntan|agendas|agendan|agenda|reservas|reservan|reserva|apartas|apartan END",
        "consegue|conseguem|conseguiria|conseguiriam|da_pra ~ reservar|guardar|segurar|separar|bloquear ~ <room>|"
        "<units>|<date>|lugar|pra|para",
        "me la|lo guardas|reservas|apartas|guardan|reservan|apartan|quedo|llevo",
        "nos la|lo guardas|reservas|quedamos|guardan|reservan",
    ),
    "availability": (
        "<month> ~ hay|tienen|tenes|tienes|tiene|tem|tendran|tendras|have [algo|lugar|vaga|fechas] END",
        "presupuesto|budget|orcamento|verba ~ hasta|maximo|ate|max|up|es|is|e ~ [to|de] <money>",
        "presupuesto|budget|orcamento|verba [de|of|:] <money>",
        "alguna|algun|alguma|any|hubo|algum|surgio|houve cancelacion|cancelaciones|cancellation|cancellations|"
        "cancelamento|baja|desistencia",
        "<something>|<room>|<units>|<unit> con|com|with ~ <amenity> ~ hay|tem|tienen|tenes|tendran|libre END",
        "con|com|with ~ <amenity> ~ si|se|if ~ <have>|puede|pode|possible|fuera|posible [ser]",
        "cama|bed ~ king|queen|matrimonial ~ si|se|if ~ <have>|puede|pode|possible|fuera|posible [ser]",
        "<date>|<people>|<nights> ... <have> ~ <room>|<units>|<unit>|<something> con|com|with ~ <amenity>",
        "<date>|<people>|<nights> ~ hay|tienen|tem|tenes ~ capacidad|capacidade",
        "que|oque [te|les|le|lhes] queda|quedan|quedaria|sobra|sobro|resta [de|libre|disponible] END",
        "<people>|<nights>|<date> tenes|hay|tienen|tem|tienes|tiene y|e|and ~ <howmuch>",
        "ingreso|checkin|entrada|llegada|chegada|arrival|entrando|arribo <date> ... egreso|checkout|salida|saida|departure|"
        "saliendo|partida <date>",
        "check in <date> ~ check out <date>",
        "abrieron|abriram|abrio|abren|abre|abriu|opened|open|abierta|aberta ~ agenda|calendario|reservas|temporada|bookings|"
        "calendar|fechas",
        "si|se|if ~ cae|caen|cancelan|cancela|cancelam|cancels|libera|baja|bajan ~ <reservation>|alguien|alguem|algo|"
        "someone|alguna|alguno|any",
        "START [<hello>] [<hello>] <date> ... <room> <people>",
        "avisen|avisan|avisas|avisame|avisenme|avisa|avise|avisem|tell|notify ~ si|se|if ~ libera|desocupa|cancela|cancelan|"
        "opens|free",
        "tem|hay|da|rola|consigo como|pra|para|chance|forma|manera ~ <book>|ir|passar|pasar ~ <date>|<nights>",
        "<price>|presupuesto y|e|and|o ~ <availability>|lugar|lugares|fechas|vagas|vaga",
        "<availability>|lugar|lugares|fechas|vagas|vaga y|e|and ~ <price>|presupuesto",
        "hacerme|hacernos|hacer|fazer|make ~ lugar|lugarcito|espacio|hueco|room|campo",
        "hay|tienen|tenes|tiene|tienes|tem|tens|tendran|tendra|tendrian|tendria|tendras|tendrias|habra|habria|teria|"
        "teriam|queda|quedan|quedara ~ <people>|<nights>",
        "@!<price>|<discount>|<amenity>|que|cuanto "
        "hay|tienen|tenes|tiene|tienes|tem|tens|tendran|tendra|tendrian|tendria|tendras|tendrias|habra|habria|teria|"
        "teriam ~ para|pra|pro ~ <date>",
        "hay|tienen|tenes|tienes|tem|there|tendran|habra ~ opcion|opciones|opcoes|opcao|chances|posibilidades|"
        "possibilidade|posibilidad|chance|options|option ~ <people>|<date>|<nights>|de|para|pra",
        "pueden|puede|podrian|podria|podes|podras|podem|pode|poderiam|can|could|conseguem|consegue|would|will ~ "
        "recibirnos|recibirme|alojar|alojarnos|alojarme|hospedar|hospedarnos|hospedarme|acomodar|"
        "acomodarnos|put|squeeze|fit|host|accommodate ~ [lugar|espacio|hueco|us|me|up|in] ~ [lugar|"
        "hueco|espacio] !<parcel> !<papers> !algo",
        "pueden|puede|podrian|podria|podes|podem|pode|poderiam|can|could ~ recibir|receber|receive ~ <people>|<nights>",
        "andan|anda|estan|esta|tienen|estao ~ todo|tudo|muy|full ~ lleno|llenos|ocupado|lotado|completo|copado|"
        "cheio|reservado",
        "queda|quedan|quedara|quedaria|resta|sobra|hay|tienen|tendran|tendras|tenes|tienes ~ algo|alguna|algun|"
        "alguno ~ con|com|with|para ~ <amenity>",
        "<availability>",
        "<date>|<nights>|<people> ~ que|oque|what ~ <have>",
        "<have> ~ [<something>] ~ <room>|<free>|<units>|<named>|<beds>",
        "<have> ~ <something> ~ <date>|<people>|<nights>|<room>|<units>|<free>",
        "<have> ~ <something> [mas|tranqui|bonito|barato|lindo|else|open|libre] END",
        "<people> ~ hay|tenes|tienen|tem|tiene END",
        "<room>|<units>|<named>|<date>|<unit> ~ <free>",
        "<free> ~ <date>|<room>|<units>|<named>",
        "fechas|fecha|datas|data|dates|dias|fines|weekends <free>",
        "<free> fechas|datas|dates",
        "hay|tem ~ fechas|datas",
        "<lookfor> ~ <room>|<units>|<unit>|<date>|<something>|<people>|for|<nights>|para|un|una",
        "<seek> ~ <lookfor>",
        "queria|quisiera|quiero|gostaria ver|saber|consultar ~ <date>|<units>|<room>",
        "busco|buscamos|procuro|procuramos|buscando|procurando",
        "looking for",
        "looking for ~ <room>|<units>|place|somewhere",
        "se|si desocupa|libera|desocupo|libero|libere|liberen",
        "si|se <have> ~ <free>|<room>|<something>",
        "ver|saber|consultar|preguntar|know|wondering|ask|see ~ si|se|if|por ~ <have>|<free>|<availability>",
        "preguntar|consultar|perguntar|ask|consulta|pregunta|consulto|pregunto ~ por|about|sobre|de ~ <room>|<units>|"
        "<date>|<unit>",
        "consulto|consulta|pregunto|te consulto ~ por|para ~ <date>|<nights>|<people>",
        "estan|estas|esta|estao|are|you [you|vocês|fully] llenos|lleno|completos|completo|full|lotado|lotados|cheio|"
        "booked|copados",
        "there <have> ~ <room>",
        "any|some|alguna|algun|algum|alguma ~ <room>|<availability>|chance|beds|spots|<units>",
        "queda|quedan|quedara|quedaria|resta|sobra ~ <something>|<units>|<room>|lugar|libre|<date>",
        "@!much|what|how|what's is|are ~ <room>|<units>|it|<named>|<unit>|there|you ~ <free>|open|<room>",
        "is|are there ~ <room>|<units>|<beds>|anything|something|<free>",
        "<free> ~ for|on|para|from|entre ~ <date>",
        "<date> ~ se puede|podra|podria|da|dá",
        "se puede|podra|podria|da|consigue|consegue ~ <date>",
        "hay|tem|haveria|habria|habra ~ chance|posibilidad|manera|forma|jeito|opcion ~ "
        "<date>|ir|venir|quedarnos|quedarme|alojarnos|hospedarnos|<room>|<units>",
        "could|can|may we|i come|stay ~ <date>",
        "we come ~ <date>",
        "what|how about ~ <date>",
        "what's|whats ~ <free>|open",
        "y|e ~ si|para|na|no|en|el|pro|pra|del ~ <date> END",
        "y si vamos|fuera|fuese|fueramos|voy|es ~ <date>",
        "tem ~ como ~ <date>",
        "cuando|quando|when ~ <have>|<free>|<room>|se libera",
        "que|what|cuales|quais|which ~ fechas|datas|dates|dias|fines|<unit>|<room> ~ hay|tienen|tenes|tienes|tem|you "
        "have|<free>",
        "what dates|rooms|weekends do you have",
        "que|cuales|quais|which ~ fechas|datas|dates|dias|fines|<unit>|<room> ~ hay|tienen|tenes|tienes|tem|<free>",
        "<have> ~ <units>|<unit>|<room> ~ <free>|<date>|<people>|<nights>",
        "<have> ~ <adj_room> <room>|<units>",
        "me|nos reciben|recibirian|recebem|alojarian|hospedarian|reciben",
        "can you fit|accommodate|host|have|take us|me|<people>",
        "cabe|cabemos ~ <date>",
        "<room> ~ <date> ~ <people> END",
        "<something> ~ <free>",
        "room|rooms|space ~ for ~ <date>|<people>|<nights>",
        "vaga|vagas ~ <date>",
        "lugar|cupo ~ <date>|<people>|para|pra",
        "tendran|tendrian|tendria|tendra|tendras|tendrias|tendreis|teriam|teria|habra|habria|quedara ~ <something>|"
        "<date>|<people>|<room>|<units>|<nights>",
        "estara|estaria|estarian|sigue|continua|esta ~ <free>",
    ),
    "availability_weak": (
        "<week>|<day>|<fin>|mes|quincena|quinzena de|do|of|del|in <month> END",
        "START [<hello>] [<hello>] <have> ~ <date>|<people>|<nights>|<free>",
        "<date> ~ <have>",
        "<have> ~ <date>",
        "<have> <something> END",
        "<free>",
        "<room> ~ para|for|pra <date>|<people>",
        "START <have> END",
        "<want>|pensando|planeando|planning|thinking|idea ~ ir|viajar|venir|go|come|visitar|visit|coming !a !al !to !ao "
        "!na !para !pra !hasta !caminando",
        "queda|quedan algo",
        "venden|tienen habitaciones",
        "alquilan|alquila|rentan|arriendan|alugam|aluga ~ <room>|<units>|por|<unit>|<date>|<nights>",
        "do|trabajan hospedaje|alojamiento",
        "<have> ~ <room>|<units>",
    ),
    "price": (
        "faz|fazem|haces|hacen|dejas|dejan|deixa|deixam ~ por|en|em|a <big>|<money>",
        "aceita|aceitam|aceptas|aceptan|acepta|accept|take <big>|<money> END",
        "can|could|would you do <big>|<money>",
        "<price> ... ingreso|checkin|entrada|llegada|chegada|arrival|entrando <date> ... egreso|checkout|salida|saida|"
        "departure|saliendo <date>",
        "pay|pago|paga|pagar|pagamos|pagam|pagan for|por|pelo|pela ~ <people>|<child>|<one_child>",
        "<price> ~ tiene|tienen|tem|has ~ <units>|<room>|<unit>|<named> ~ [<people>|<date>|<nights>] [<date>|<nights>|"
        "<people>]",
        "any|a|best|special|better|nice deal !thank",
        "deal for|on|if",
        "numeros|numeritos|numero ~ para|por|pra|for ~ <nights>|<date>|<people>",
        "what|how ~ would|does|do|will|is|are ~ <nights>|<units>|<room> ~ from|for|on <date> ~ run|cost|come|set|be",
        "sale|cuesta|es|vale|cobran|cost|costs|custa|sai ~ [lo] mismo|igual|same|mesmo",
        "mismo|same|mesmo precio|price|valor|preco",
        "sale|cuesta|custa|sai|cost|costs|cobran|cobram|fica|saldria|sairia ~ menos|less|cheaper|mas_barato|barato",
        "hay|se|tengo|do|have|tem|precisa ~ [que|i|we] ~ pagar|pagan|paga|pay|abonar ~ extra|aparte|adicional|mas|"
        "more|mais ~ [por|for|pela|para] <amenity>|<pet>|<child>|<luggage>",
        "<child> ~ <x> .. pagan|paga|pagam|pay|abonan|cobran|gratis|free",
        "que|cual|what|qual ~ <price>|<discount> ~ tiene|tienen|tem|es|has|hay ~ <date>|<nights>",
        "<price>|<discount> ~ <have> ~ <date>|<nights>|<people>",
        "what's|whats|what|is the damage|tariff|going",
        "por|en|a cuanto|quanto [me|nos|te] [la|lo|el] !<time> !<far> !<place> !queda !esta !estan !quedan !fica !de",
        "cuanto|quanto ~ <discount>|<price>",
        "<price> ~ especial|especiales|residentes|estudiantes|jubilados|grupos|locales|low|season|temporada",
        "<discount> ~ por|si|para|pra|for|if|en|no|pagando",
        "what|how ~ would|does|do|will|is|are ~ <nights>|<date>|it|that|this|<room>|<units> ~ run|cost|come|set|be",
        "what|how ~ <nights>|<date>|it|that ~ run|runs|cost|costs|set|comes",
        "cuanta|quanta plata|lana|guita|grana|dinero|dinheiro|luca|lucas|billete",
        "de a cuanto",
        "cuanto|quanto ~ hay|tengo|tenemos|tenho|habria|haya|hubiera ~ pagar|poner|pagamos ~ por|para|de|pela|pelo|"
        "pra ~ <nights>|<date>|<room>|<people>",
        "<child>|bebes|bebe|menores ~ pagan|paga|pagam|pay|abonan|cobran|free|gratis|tienen ~ [costo|cargo|valor]",
        "cama|persona|huesped|adicional|extra|bed|guest ~ adicional|extra|mas ~ cuesta|costo|cargo|cost|vale|sale|"
        "cobran|se|tiene|tem|custa|paga|custo",
        "<amenity>|<pet>|<luggage>|<parcel> ~ adicional|extra|costo|custo|cargo|cost|charge|aparte|cobran|cobram|"
        "sale|vale|cuesta|custa|paga ~ [costo|extra|adicional|aparte|cargo|se|es]",
        "<amenity>|<pet>|<luggage>|<parcel> ~ pago !con !com !with !por !en !em",
        "tiene|tienen|tem|has|hay|lleva|genera|supone ~ costo|costos|custo|cargo|recargo|cost|charge|fee|adicional|"
        "valor ~ [adicional|extra]",
        "es|son|e|sao|is|are ~ gratis|gratuito|gratuita|gratuitos|free|pago|paga|pagas ~ <amenity>|<pet>",
        "<amenity>|<pet> [da] [manha] ~ es|son|e|sao|is|are ~ gratis|gratuito|gratuita|gratuitos|aparte|pago|paga",
        "es|son|is|are ~ precio|valor|tarifa|price|preco ~ por|x|per|para ~ <person>|persona|pareja|noche|<units>|"
        "<room>",
        "precio|valor|tarifa ~ final|total|con|sin ~ [impuestos|iva]",
        "<discount>|<price> ~ si|se|if|por|for|para|pra ... mas|mais|more|longer|varias|varios [noches|noites|nights|"
        "dias|days|tiempo|tempo|time]",
        "que|q|lo me|nos sale|cuesta|cobras|cobran|cobrarias|saldria|costaria|queda|quedaria|cobrarian|sairia|"
        "costaria|dejas",
        "si|se|if|por ~ quedo|quedamos|stay|fico|ficar|ficarmos|quedarme|quedarnos ... <price>|<discount>|hacen|"
        "haces|cheaper|less",
        "<child>|<people>|bebe|menores|ninos|chicos|criancas|kids ~ pagan|paga|pagam|pay|abonan|cobran",
        "pagan|pagam|pay ~ igual|menos|mitad|half|meia|full|mismo",
        "<howmuch> ~ <cost>",
        "<howmuch> ~ [por|x|per] <units>|<nights>|<night>|<date>|<people>|<room>|<unit>|dia|persona|cabeza|ser|saldria",
        "how much !is !time !does !notice !far !longer",
        "how much is|does|would|for|are|do|to|per|will ~ !the !deposit",
        "a|en como|cuanto [<cost>|estan|esta|tienen|tenes|dejas|dejan]",
        "<price>",
        "que|q|cuál|cual|qual|what|what's|whats ~ <price>",
        "que sale|cuesta|vale|costo|salen|valen|valor|precio",
        "<discount>",
        "hacen|haces|hace|hagan|haceme|harian|me|fazem|faz ~ <price>|<discount>|rebajita",
        "me|nos pasas|pasan|pasarias|manda|mandas|das|dan|podes|puedes ~ <price>",
        "<price> ~ <date>|<nights>|<people>|<units>|<room>",
        "<money> ~ [la|por|x|por|a|per] noche|dia|night|persona|noites",
        "<money> ~ por|x|a|per ~ <nights>|<people>|<night>|dia|persona|semana|mes",
        "cobran|cobras|cobra|cobram|cobrarian|charge|charges ~ <nights>|<people>|<pet>|por|x|extra|for|per|mas|aparte",
        "<howmuch> ~ por ~ <nights>|<people>|noche",
        "cuanto|quanto [me|nos] costaria|saldria|cobrarias|cobran",
        "menor|mejor|ultimo|melhor|best|lowest|mejor ~ <price>",
        "mas|mais|something|algo|anything barato|economico|cheap|cheaper|barata|economica|baratito",
        "mais em conta",
        "que tan caro|barato",
        "es|e|is ~ caro|barato|expensive",
        "cuanto|quanto|cuanta es|e|seria|esta|plata|guita|lana|sai|fica|da|dá",
        "presupuestame|presupueste|presupuestar|cotizame|cotizar|cotiza|cotizas|cotizan",
        "START cuanto|quanto END",
        "diaria|diarias END",
        "valor|preco|precio ~ diaria|noite|noche",
        "qual ~ diaria",
        "quanto|cuanto ~ diaria|diarias|noche",
        "tabela|lista ~ precos|precios",
        "cuanto|quanto ~ <units>|<room>|<unit>|<named>|<date>|<nights>|<people>",
        "cuanto|quanto|how [much] ~ todo|total|everything",
    ),
    "price_weak": ("<howmuch> !tiempo !tempo !antes !despues", "how much !time"),
}
