"""Words of courtesy, and answers."""

from __future__ import annotations

from typing import Final

TALK: Final = {
    "taken_back": (
        "ah|ay|uy|uh|oh|ai|ops|perdon|sorry no|nao|wait|espera quiero|queria|quero|era|es|e|digo|mejor|quise|i|what|"
        "where|is|do",
    ),
    "deny": (
        "esta|es|ta|sale|queda|e re|muy|bien|bastante|medio|poco|poquito|super|algo|tan|pouco caro|cara|salado|salada|"
        "carito|carita",
        "START nel|nones|nanai|negativo",
        "let me|us ~ think|consult|discuss|sleep ~ [it|about|my|with|this|on]",
        "manana|hoy|luego|amanha te|les|le|lhe [lo] confirmo|confirmamos|aviso|avisamos",
        "te|les|le|lhe [lo|la] confirmo|confirmamos|aviso|avisamos manana|luego|hoy|amanha|mas|later",
        "le|les pregunto|consulto a mi <kin>",
        "no|nao ~ se ~ me|nos ~ sube|va|pasa|escapa|dispara|excede ... <price>",
        "not [really|quite|exactly|at] [all] what [we|i|we're|i'm] [were|was|am|are|really] looking|want|wanted|after|"
        "need|needed|expected [for]",
        "give it|this|that|yours a mis|miss|pass|skip",
        "bit|too|little|rather|quite|kinda steep|pricey|dear|rich|salty|much",
        "we'll|i'll leave it this|for|there|then|thanks [time|now]",
        "quero|queremos|carece|precisa|preciso|rola|serve|gostei|interessa nao",
        "outro|outra|otro|otra|another canto|rincon|hueco|corner",
        "mejor|melhor [ya] lo|la|eu|nos|no dejo|dejamos|deixo|deixamos|dejalo|paso|pasamos|deixa [para|pra] [otra|outra|"
        "proxima]",
        "START no|nah|nop|nope|nao|uy|uh|pucha|uf|ay ... lejos|far|longe|retirado ~ de|del|from|do|da|to ~ <place>",
        "muy|too|re|muito|demasiado|tan lejos|far|longe ~ de|del|from|do|da|to ~ <place> ... pass|paso|passo|gracias|thanks|"
        "obrigado",
        "vamos|voy|vou|iremos|prefiero|preferimos|prefiro|quiero|quero|we'll|i'll ~ ver|mirar|buscar|buscando|olhar|explore|"
        "explorar|check|evaluar ~ otras|otros|outras|outros|other opciones|opcoes|"
        "options|lugares|alternativas|places|opcion",
        "a|por|for|com|con|at ese|esos|estos|esses|este|esse|that|those|such ~ precio|precios|valor|price|preco|plata|monto|"
        "valores|prices ~ "
        "no|nao|ni|nem|not|paso|never|nunca",
        "ni|nem loco|loca|locos|locas|muerto|muerta|ahi|borracho|hablar|pensar|morto|morta|fodendo",
        "con|com|sin|sem|with|without ~ <amenity> [compartido|compartida|privado|chico] no|nao jugamos|quiero|queremos|me|"
        "nos|gracias|vamos|sirve|quero|rola|da|obrigado",
        "le|te|les|se quedo|quedamos|quede debiendo END",
        "declino|declinar|declinamos|declinaremos|declinare|declinamos|recusar|recuso|recusamos|decline|declining|"
        "desestimamos|descartamos|descarto|descartar",
        "encontre|encontramos|encontrei|achei|achamos|consegui|conseguimos|found|got ~ otro|otra|outro|outra|algo|something|"
        "somewhere ~ [cosa|coisa|lugar|opcion|sitio] [mas|mais] cerca|perto|cercano|closer|nearer|cerquita|pertinho [to|de|"
        "del|do|da|al]",
        "ya|ja no|nao [lo|la|me|nos] [lo|la] necesito|necesitamos|hace|interesa|quiero|queremos|preciso|quero END",
        "no|nao|not por|for|right el|ahora|o|now|agora momento|no|moment",
        "no|nao ahora|agora|now gracias|por|obrigado|obrigada",
        "dejame|dejeme|dejanos|dejenos|deixa|let|voy|vamos|vou|tengo|tenemos|quiero|queremos|need ~ [me|us|que|to|"
        "eu] ~ consultar|consultarlo|consultarlo|pensar|pensarlo|verlo|ver|charlarlo|hablarlo|conversarlo|think|"
        "discuss|conversar|analizarlo|evaluar ~ [con|com|with|y|e|and|bien|it|about|mi|minha|my|<kin>|un] ~ [<kin>] "
        "~ aviso|digo|confirmo|think|let|retorno|escribo|<kin>|over|know|back",
        "lo|la pienso|pensamos|consulto|charlo|vemos|converso ~ [y|con|mi|<kin>] ~ aviso|avisamos|confirmo|digo|"
        "confirmamos|escribo",
        "no|nao deja|dejalo|dejemos|deixa|deixe [asi|para|pra] [gracias|obrigado]",
        "ta|tava|ficou|sigue|sale caro|cara|salgado|puxado",
        "caro|cara|longe|lejos|pequeno|pequena|chico|chica|grande|puxado|apertado|apertada|apretado|barulhento|barulhenta|"
        "ruidoso|escuro|oscuro|simples|velho|viejo|feio|feo|distante demais|demasiado",
        "doesn't|don't|won't|not|didn't ~ work|suit|fit|convince",
        "no|nah|nope we're|i'm|we|i|all [are|am] good|fine|ok|okay|set",
        "reservei|reservamos|reserve|booked|alquile|alquilamos|aluguei|fechei|tome ~ otro|otra|outro|outra|another|"
        "elsewhere|somewhere",
        "no|nao ~ gostei|gostamos|gusto|gustaron|curti|agradou|convenceu|convencieron",
        "es|e|is|esta|sale ~ un|uma|a|una ~ monton|dineral|fortuna|locura|disparate|lot|bastante",
        "no|nao [es|e] precisa|preciso|necesario|necessario",
        "es|e|is mucho|muito",
        "gracias|obrigado|obrigada|thanks igual|igualmente|anyway|mesmo",
        "no|nao|nop|nope|nah|not gracias|obrigado|obrigada|thanks|thank|thx",
        "no|nao ~ muchas|muito|mil gracias|obrigado|obrigada",
        "no|nao me|nos sirve|serve|convence|interesa|gusta|interessa|conviene|convencen|gusto|cierra|convencio|"
        "sirven|da|alcanza|agrada|late|va|gustan",
        "no|nao ~ hace|hay|hacia falta !pagar",
        "START bueno|ok|okay|ah|perfecto|listo|genial|bien|barbaro|entiendo|entendido|great|good|perfeito|entendi|otimo|"
        "buenisimo ... "
        "no|nao|not|doesn't me|nos|work|suit|fit sirve|serve|convence|interesa|interessa|gusta|conviene|cierra|alcanza|"
        "da|for",
        "no|nao|not ~ quiero|queremos|interesa|interesado|interested|gracias|quero|queremos END",
        "demasiado|muy|re|mucho|too|muito|carisimo|bastante|un_poco|poco|medio|super|es|esta|achei|achamos|parece|"
        "tan caro|cara|expensive|much|pricey|salado|carinho|carito|carisimo|lejos|far|longe|chico",
        "carisimo|carisima|carissimo",
        "caro ~ paso|gracias|no",
        "paso END",
        "paso gracias",
        "lo|la|vou dejo|dejamos|deixar|deixa|pasar|passar|pensar|pensamos|pienso [para] [otra|proxima|outra|pensar]",
        "vamos|voy|vou|vamo ~ [a] seguir|continuar|quedarme|keep ~ buscando|mirando|looking|procurando|viendo|vendo",
        "seguimos|sigo|seguiremos|seguire|keep|continuo|sigamos ~ buscando|mirando|looking|procurando|viendo|vendo",
        "se|me|nos va|pasa|escapa|excede|sale|foge ~ de|del|do presupuesto|precio|orcamento|rango",
        "fora|fuera|out|over do|del|de|of|our|my ~ presupuesto|orcamento|budget|alcance",
        "consegui|conseguimos|encontre|encontramos|found|reserve|reservamos|achei|achamos|booked ~ otro|otra|outro|"
        "outra|another|something|algo|elsewhere|somewhere ~ [lugar|lado|else]",
        "ya|ja ~ consegui|conseguimos|encontre|reserve|reservamos|arregle ~ otro|en|otra|outro|lugar",
        "mejor|melhor no|nao|not",
        "prefiero|prefiro|preferimos|prefer|rather que no|nao|not|otro|otra|outro",
        "por|for ahora|el momento|now|agora|enquanto no|nao|not",
        "no|nao|not|nah por|for ahora|agora|now|enquanto|hoy|esta",
        "ahora|agora no|nao",
        "en|em otra|outra ocasion|oportunidad|ocasiao|oportunidade",
        "otra vez sera",
        "fica|sera|quedara para|pra ~ proxima|otra|outra",
        "maybe|perhaps another|next|some time|other",
        "not|no interested|this|good|for|worth|really",
        "no|nao|nop|nope|nah END",
        "START nono|nonono|noo [no] [gracias]",
        "START no|nah|nao|nop|nope no|nah|nao",
        "START nah|nop|nope",
        "no|nao|can't|not podemos|puedo|posso|consigo|do|make ~ en|em|nessa|nesse|nesta|esa|esas|essa|that|those fecha|"
        "fechas|data|datas|dia|week|"
        "date|dates",
        "fechei|fechamos|cerre|cerramos|fechado|reservei|quedamos|quedo|ficamos|going|went ~ con|com|with|en|em|at ~ otro|"
        "otra|"
        "outro|outra|another|"
        "someone",
        "have|need|want|got ~ to ~ think|discuss|decide|consider|sleep [it] [about|on|over] [it]",
        "no|nao te|se|nos preocupes|preocupe|preocupen|preocupa",
        "don't worry [about]",
        "lo|la|los|eu|i'll vemos|veo|dejamos|dejo|vere|veremos|vejo|see|look ~ [para|pra] mas|mais|otro|otra|luego|"
        "despues|depois|later adelante|"
        "frente|dia|momento|vez|tarde|END",
        "no|nao|not|aren't vamos|voy|vou|going|iremos [a|to] ~ tomar|reservar|fechar|querer|alquilar|contratar|avanzar|"
        "concretar|prosseguir|proceed|book|take|rent",
        "won't|don't be|think|plan ~ booking|taking|book|take",
        "todavia|aun|ainda|still no|nao|not ~ decidimos|decidi|decido|sabemos|sei|definimos|confirmamos|decided|sure ... "
        "aviso|avisamos|escribo|escribimos|digo|confirmo|confirmamos|END",
        "haven't|didn't|not decided|decide [yet]",
        "<price> ~ me|nos va|pasa|escapa|excede|complica|queda [de|del|un|fuera|alto|lejos]",
        "vamos|vou|voy|nos|me|we're|we|decided|decidimos|resolvemos ~ [decided|vamos] ~ ficar|quedarnos|quedarme|"
        "quedamos|quedo|ficamos|staying|stay|"
        "going|ir ~ en|em|at|con|com|with|a|pra|to otro|otra|outro|outra|another hotel|pousada|posada|hostel|lugar|lado|"
        "place|hostal|"
        "alojamiento|hospedaje|complejo",
        "don't|doesn't|not|didn't think|believe|seem ~ [it'll|it|this|will|to|that] ~ [will] work|suit|fit",
        "creo|acho|think|parece|me_parece que no|nao|not",
        "i|we don't think so",
        "acho que nao vai dar|rolar",
        "no|nao creo|acho ~ que ~ [nos|me] sirva|funcione|vaya|vayamos|podamos|pueda|de|sirve",
        "no|nao|doesn't|not me|nos|o|a|el|la|work|convence sirve|serve|convence|cierra|gusta|gusto|fecha|late|parece|"
        "convencio ~ "
        "<price>|<discount>|presupuesto|ubicacion|localizacao|location|zona|lugar|cama|bano|<amenity>",
        "encontre|encontramos|encontrei|achei|achamos|consegui|conseguimos|found|got|hay ~ algo|otro|otra|outro|outra|"
        "something|uno|one|"
        "lugar|hotel|opcion|place [mas|mais|un_poco] barato|barata|economico|economica|cheaper|cerca|lindo|cercano|"
        "perto|better|mejor|melhor",
        "demasiado|muy|re|mucho|too|muito|bastante|poco|pouco|medio|super|bit|bem caro|cara|expensive|elevado|alto|high|"
        "salado|salgado|"
        "pricey ~ <price>|diaria|noche|noite",
        "<price> ~ es|esta|is|are|e|ta|me_parece|parece|muy|too|muito|re ~ [muy|too|muito|re|mucho|bastante|poco|bit|"
        "demasiado|un_poco] "
        "alto|caro|elevado|high|expensive|salado|altos|caros|salgado|excesivo",
        "paso|passo por|esta|dessa|essa|de|desta [esta|ahora|hoy|vez|oportunidad]",
        "START no|nah|nao|nop|nope|mejor ~ esta|ta|estou|estamos|that's|it's|todo|tudo|all bien|bem|ok|okay|fine|"
        "alright|good",
        "START no|nah|nao|nop|nope ok|okay|bien|tranqui|tranquilo|worries|tudo|todo|dejalo|deja|deixa",
        "look|looking|go|try|search|check|book|stay ~ elsewhere",
        "look|looking|go|try|search|stay ~ somewhere|someplace else",
        "<seek>|buscar|ver|mirar|probar|vemos|vamos|veremos|procurar|procuramos|buscaremos|busco|ir|iremos|tentar ~ "
        "otro|otra|outro|outra "
        "lado|parte|lugar|sitio|hotel|opcion|opcao|pousada",
        "START no|nao|nop|nope|nah END",
        "i'll|we'll|will|i pass",
        "pass END",
        "never mind",
        "nevermind",
        "olvidalo|dejalo|dejemoslo|deixa [asi|para la|pra]",
        "desisto",
        "no|nao es|era|e|is lo|o|not ~ que ~ busco|buscamos|buscaba|procuro|esperaba|quiero|looking",
        "me|nos|a parece mucho|cara",
        "no acepto|quiero|queremos",
        "nao ~ rola|da|quero|vai",
        "negativo",
        "de ninguna manera",
        "para nada",
        "not what ~ looking|want",
        "no loco|ahi|ni",
        "no|nao ~ gracias",
        "don't|do not want|need ~ it|that",
        "no quiero nada",
        "nao quero mais|nada",
        "no quiero|queremos mas",
        "ninguna|ninguno|nenhuma|nenhum|neither|none [de] [las|los] [gracias|dos]",
    ),
    "confirm": (
        "@!do|lo|al|ao|el|o|quedado|de|del|habiamos combinado|fechado|acordado|trato END",
        "ta|esta bao|bao|bon|bueno",
        "START [<hello>] hagale|dele|metale|echale|dalee|mandale END",
        "it's|its|is|e|es a|un|um deal|trato",
        "conforme|conformes|acuerdo|acordo ~ con|com|with ~ <price>|propuesta|condiciones",
        "<date>|<nights> ~ esta|ta|is|works|sirve|queda|va|vai|sounds ~ perfecto|perfeito|perfect|bien|bem|genial|"
        "great|fine|good|otimo|barbaro|joya|ok|buenisimo !para !for !pra",
        "<date>|<nights> ~ esta|ta|is|works|sirve|queda|va|vai ~ [perfecto|perfect|bien|bem|genial|great|fine|good|otimo] "
        "para|for|pra nosotros|mi|mim|us|me|gente|nos",
        "hagale|haga|hace|hacele|hagan|dele|denle|metale|echale|mandale|manda|mande|avance|proceda|siga|segui|sigue|pase "
        "pues|"
        "nomas|adelante",
        "START [ok|okay|estoy|estamos|muy|si] conforme|conformes|macanudo|acepto|aceptamos|aceito|aceitamos|confirmo|"
        "confirmamos|trato|fechado|agreed|deal",
        "estoy|estamos|quedo|quedamos conforme|conformes",
        "me|nos parece|parecio|cierra|cuadra|sirve ~ bien|perfecto|genial|justo|razonable|bem|otimo ~ <price>|propuesta|"
        "oferta",
        "acepto|aceptamos|aceito|aceitamos|accept|apruebo|aprobamos ~ <price>|propuesta|proposta|oferta|offer|condiciones",
        "let's|vamos|voy|vou|bora|we'll|i'll|nos|me [go|vamos|voy|quedamos|quedo] with|con|com that|this|it|esa|ese|eso|"
        "essa|esse|"
        "isso [<n>]",
        "ta|esta|e|es massa|show|bacana|top|legal|joia|chido|padre|bacano|chevere|piola|buenisimo|impecable|otimo|"
        "genial|cool",
        "fecha|fechar|pode fechar|fecha|pra|isso|sim [mim|gente|ai]",
        "de diez|10",
        "impecable|fenomenal|espectacular|estupendo|sensacional|fantastico|maravilloso|wonderful|fantastic|brilliant",
        "START [ok|okay|bueno|ah|uh|a|pues|bien|y|oka|hola] si|sip|sim|yes|yeah|yep|sure|yup|sii|claro|dale|listo|"
        "vale|perfecto|perfeito|perfect|confirmo|confirmado|confirmamos|acepto|aceptamos|aceito|aceitamos|combinado|"
        "fechado|hecho|trato|genial|barbaro|buenisimo|excelente|okey|okis|oka|okay|ok|joya|oki|orale|sobres|"
        "bacano|bakan|fechou|simon|listo|listoo|great|cool|beleza|blz|certo|isso|positivo|obvio|exacto|correcto|"
        "correto|exactly|"
        "correct|right|alright|absolutely|definitely|super|buenisima|maravilla|excelente|demais|show|top|bueno|otimo|"
        "cerrado|deal|perfe|dalee|fino|chevere|claro|oki|okas|okok|dele|bien|agreed|lovely|awesome|amazing|done|"
        "works|k|tranqui|entendido|cierto|de_acuerdo|buenazo|perfectisimo|afirmativo|joia",
        "START va|sale|vamos END",
        "si|sim|yes ~ confirmo|quiero|acepto|perfecto|esta|porfavor|claro|please|quero|puede|pode|me",
        "de acuerdo|una",
        "me|nos|te parece|sirve|late|interesa|gusta|serve|convence|encanta|va|conviene|copa|cuadra|cierra ~ [bien|perfecto|"
        "genial|barbaro|buenisimo|justo|buena|mucho|joya|la|el|eso|asi|excelente|super|muy]",
        "todo bien|ok|perfecto|claro|correcto|de",
        "START tudo certo|ok|beleza",
        "sim|ok|certo|claro tudo bem|certo",
        "esta|estaria|ta|that's|is|it's|sounds|looks|seems|queda|quedo|all bien|perfecto|genial|buenisimo|otimo|"
        "perfeito|good|great|fine|perfect|ok|bom|excelente|barbaro|joya|listo|certo|bueno|excellent|okay|lovely|"
        "amazing|bello",
        "that|this|it works|would|will|suits|is [work|be|us|for|do|fine|good|great|ok|perfect]",
        "works for|great|perfectly|fine",
        "pode|puede|puedes|podes|pueden|podemos ser|confirmar|avanzar|proceder|confirmarla|confirmalo|cerrarlo|"
        "fechar|confirmarlo|seguir|go",
        "go ahead|for",
        "do it",
        "let's do|go",
        "confirmo|confirmamos|confirmado|confirmed|confirm|confirmalo|confirma|confirmen|confirme|confirmar",
        "acepto|aceptamos|aceito|aceitamos|accepted|accept",
        "cerramos|cerremos|cerrado|fechado|fechamos|fechou|bora",
        "vamos END",
        "trato hecho",
        "lo|la|los quiero|tomo|tomamos|llevo",
        "adelante|avancemos|avanza|avancen|procedan|procede",
        "asi es|esta",
        "tal cual|qual",
        "i|we agree|confirm|accept|do",
        "eso|ese|esa es|esta|mismo|mero|va|seria",
        "por supuesto|favor",
        "of course",
        "con|com gusto|certeza",
        "como|cómo no",
        "va|vale que|pues|listo",
        "de una|1",
        "fechou|topo|topamos|tamos juntos",
        "sim|si END",
        "claro que si|sim",
        "no problem|hay problema",
        "sin problema|drama|lio",
        "sem problema|problemas",
        "tenes|tienes razon",
        "excelente|perfecto|perfeito|genial|buenisimo|barbaro|listo|dale|joya|otimo|great|perfect",
        "👍|👌|✅|✔|👏|🙌|🆗|☑|🤝|💯|👍🏻|🤙|🫡",
        "quedamos|ficamos asi|assim",
        "correcto|correto|exacto|exato",
    ),
    "thanks": (
        "gracias|obrigado|obrigada|thanks|valeu total|infinitas|eternas|mil|demais|bastante",
        "gracias|obrigado|obrigada|thanks|thank [you] por|pela|pelo|for ~ ayuda|ajuda|help|todo|atencion|atencao|helping|"
        "confirmar|confirming ~ con|with|com|de|da|la|el|the|a ~ <reservation>|<checkin>|<luggage>|<key>|<pay>|<parcel>",
        "gracias|obrigado|obrigada|thanks|thank|agradezco|agradecemos|agradeco [you] por|pela|pelo|for|el|la|a|o ~ [pasarme|"
        "pasarnos|mandarme|enviarme|sending|enviar|mandar|passar|send] ~ <price>|<info>|<availability>|propuesta|proposta|"
        "respuesta|resposta|offer|quote",
        "dios|deus se|te|le|lo|les|lhe|la|me [lo|la] pague|bendiga|abencoe|guarde",
        "llegamos|llegue|chegamos|cheguei|arrived|got|made ~ [it|back|home] bien|bem|safe|safely|home ~ [a|em|en] ~ [casa|"
        "home]",
        "se|les|le|te|se agradece|agradecido|agradecidos",
        "agradece|agradecidisimo|agradecidisima|thankful|grateful",
        "gracias|obrigado|obrigada|thanks|thank|valeu|agradezco|agradecido|agradecida|agradecemos|agradeco|"
        "agradecimiento|cheers|ty|tysm|grato|grata|appreciate|appreciated|agradecidos|thx|agradecer|graciass|🙏|mersi|"
        "obrigadissimo|obrigadao|thankyou",
        "muy|muito|so|very amable|amables|gentil|kind|helpful|atento|atenta|amavel|nice|atentos|agradecido",
        "muchas|mil|muchisimas gracias",
        "un|una|um|uma genio|genia|amor|crack|capo|capa|maestro|sol|idolo|divino|divina|grosa|groso",
        "te|les|se|le pasaste|pasaron|agradezco|agradecemos|re_agradezco|debo",
        "me ayudaste|ayudaron|sirvio",
        "la|lo|a pasamos|pase|passamos|pasaron ~ [muy|re|super|muito] genial|bien|lindo|barbaro|excelente|hermoso|otimo|"
        "bomba|increible|espectacular",
        "had|we ~ [had] ~ great|lovely|wonderful|amazing|fantastic|brilliant time|stay",
        "adoramos|amamos|nos_encanto|loved ~ <reservation>|lugar|todo|tudo|everything|place|cabana",
        "cheers mate|man|guys|buddy",
        "que amable|amor|atento|lindo",
        "sos|son|eres ~ genio|genia|amor|crack|capo|divina|divino|genios|lo|maximo",
    ),
    "goodbye": (
        "hablamos|falamos|charlamos|conversamos|fala manana|amanha|luego|pronto|despues|logo|depois",
        "se|nos fala|hablamos|falamos|vemos <date>",
        "talk|speak|hablamos|falamos|charlamos|conversamos [to|with] [you|u|ya] <date>",
        "say|give hi|hello|bye|love|hugs to|for ~ <pet>|<kin>|<person>|everyone|all|team",
        "saludos|saludo|besos|beso|carinos|caricias|mimos|abraco|abrazo|beijo|beijos|cafune ~ a|al|para|pra|pro|no|na ~ "
        "<pet>|<kin>|todos|equipo|familia",
        "volveremos|voltaremos|volvere|voltarei|regresaremos|volvemos|voltamos [con|com|sin|sem|with] pronto|seguro|"
        "seguramente|certeza|gusto|"
        "sempre|siempre|logo|breve|duda|duvida",
        "we'll|i'll|will be|come back soon|definitely|again|surely",
        "corazon|coracao|heart|alma|hearts lleno|llena|cheio|cheia|full",
        "nos vidrios|belmont",
        "talk|speak to|with you|u later|soon|tomorrow|then",
        "talk|speak to|with you|u <date>",
        "hasta|ate|til|until [el|la|a|o|este|esta|essa|nesta|lo|proximo|proxima] [proximo|proxima] <weekday>|<fin>|"
        "semana",
        "chau|chao|tchau|adios|bye|goodbye|byebye|chaucito|chauchis|chaito|adeus|cya|ciaooo|agur|bai|chauu|chaucha|"
        "flw|falou|xau",
        "hasta|ate luego|pronto|mais|logo|manana|amanha|breve|siempre|entonces|prontito|otra|nunca",
        "hasta|ate la|a vista|proxima",
        "nos vemos|estamos|hablamos|leemos|falamos [<date>|pronto|luego|manana|alla|viendo|por|en|hablando|ahi]",
        "see you|ya|u [soon|there|then|later|around|<date>|tomorrow]",
        "have a|an ~ good|nice|great|lovely|wonderful|safe ~ [day|one|night|evening|weekend|week|afternoon|trip|"
        "<date>]",
        "take care",
        "good night",
        "que tengas|tengan|tenga|tenhas|tenham|tenha|descanses|descansen|esten|estes|este|anden|andes|pases|pasen|"
        "descanse|disfruten|tengais ~ [un|buen|bien|buena|lindo|linda|bom|boa|excelente|feliz|hermoso|muy] ~ [dia|"
        "noche|tarde|finde|semana|fin|<date>|jornada|bien]",
        "un|um|forte|mando|gran|grande abrazo|abraco|saludo|beso|beijo|abrazos|abracos",
        "saludos|abrazo|besos|abrazos|abracos|beijos|cumprimentos|regards",
        "buen|buena|bom|boa|lindo|linda|excelente|feliz|otima|otimo finde|fin|fim|semana|jornada|resto|descanso|"
        "viaje|viagem|domingo|sabado|final|<date>",
        "ate|a mais|logo|breve|proxima|amanha",
        "talk|speak|ttyl|later|soon [to|later|soon|you]",
        "me voy|retiro END",
        "me|nos despido|despedimos",
        "cuidate|cuidense|cuidese|se cuida|cuiden|te_cuidas|bendiciones",
        "fica|fiquem|vai|va|vayan|fique con|com dios|deus",
        "so long|farewell|toodles",
        "que|hasta descanses|descansen",
        "nos vemos",
        "nos vemos|see [you] ~ <date>",
    ),
    "greeting": (
        "disculpe|disculpa|disculpen|perdon|perdona|sorry|desculpe|desculpa|perdone ~ hora|molestia|molesto|horario|"
        "incomodo|late",
        "<hello>",
        "buen|buenos|bom|buenas|boa|boas|good|muy|bon dia|dias|tardes|noches|tarde|noite|morning|afternoon|evening|"
        "day|buenas",
        "que|q|como|cómo|k onda|tal|hubo|mas|hay|estan|estas|esta|andan|va|andas|lo|hacen|vai|vao|le [va|llamo|esta|"
        "todo|estan]",
        "tudo|todo bem|bom|bien|tranquilo|joia|certo|blz|beleza",
        "how are|is|r you|it|u",
        "what's|whats up",
        "how's it",
        "<info> ~ porfavor|favor|pls|please|END",
        "<want> ~ <info>",
        "<info> [por|porfavor|pls] END",
        "mas|more|mais <info>",
        "consulta|pregunta|duvida|question|consulto|consultita|duda END",
        "una|uma|a|hacer|fazer|hacerle|hacerte ~ consulta|pregunta|duvida|pergunta|question",
        "alguien|hay|esta|anyone|tem ahi|ahi|there|alguien|alguem|ai",
        "me|nos pasas|das|pasan|mandas|podrias|puedes|dan|brindan|brindar|brindas|brindarian|dar|passa|mandar ~ <info>",
        "estas|estan|are|esta|ta [you] ahi|there|ai",
        "hello|hi|hey|hola|oi|ola|helo|alo|opa",
        "feliz|felices|happy|merry|felizes|boas <date>|ano|fiestas|festas|navidad|fiestas|felicidades",
        "fiestas|felicidades",
        "buena|buenas|wenas|bnas|weena|wena",
        "saludos|salve|holi",
        "un gusto|placer",
        "encantado|encantada",
        "nice to meet",
        "me|te ayudas|ayudan|ayuda|ajuda|pueden|ayudo",
        "help",
        "quien|quem|con quien hablo|habla|fala|es",
        "es|e|is de|do|this la|el|da|posada|hotel|cabana|cabanas|hostel",
        "START [<hello>] [<hello>] [buen|buenos|buenas] [dia|dias|tardes|noches] le|les|te escribo|escribe|hablo",
    ),
}
