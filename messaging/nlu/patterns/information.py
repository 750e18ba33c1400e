"""How guests ask about a booking, the keys, money and parcels, and for a person."""

from __future__ import annotations

from typing import Final

INFORMATION: Final = {
    "human": (
        "hay|tem|is|there|esta|eh <people>|persona|person|pessoa|humano ~ ahi|ai|there|alli|atendiendo|contestando|"
        "atendendo|conectada",
        "<talk> ~ con|com|to|with|a ~ actual|real|live|verdadero|verdadera|proper|otra|outra|alguna <person_help>",
        "con|com|with|a quien|quem|who|whom ~ [tengo|que|debo|puedo|should|can|do|i|me] ~ [que] ~ <talk>|hablar|"
        "reclamo|quejo|reclamar|falar|complain|comunico",
        "is|are|hay|tem ~ anybody|anyone|someone|alguien|alguem|somebody ~ [there|ahi|ai] ~ [i|que|we|con] ~ [can|"
        "pueda|possa|quien] ~ <talk>|help|ayude|hablar",
        "quiero|quero|want|necesito|vengo|tengo|hacer|fazer ~ hacer|make|fazer|presentar|poner ~ reclamo|queja|"
        "complaint|reclamacao|denuncia",
        "pasarme|comunicarme|derivarme|transferirme|conectarme|contactarme|pasarnos|comunicarnos|ponerme|hablarme ~ "
        "con|com|to|a|with|al ~ <person_help>|recepcion|dueno|hotel|ustedes",
        "persona|humano|alguien|human|person|pessoa|<people>|someone .. o|ou|or .. robot|bot|maquina|automatico|"
        "automatizado|sistema|ia|machine|computer|computadora|contestador|automatic",
        "robot|bot|maquina|automatico|automatizado|ia|machine|contestador ~ o|ou|or .. persona|humano|alguien|human|"
        "person|pessoa|<people>|someone",
        "contesta|contestan|responde|atiende|atende|answers|answering|escribe|responding ~ <people>|persona|humano|"
        "alguien|human|person|pessoa|bot|robot|maquina",
        "<people>|person|human|someone|alguien|anyone|persona|alguem|pessoa ~ answer|help|reply|respond|contestar|"
        "contestarme|responder|responderme|ayudarme|atenderme|atender|contactarme|conteste|responda",
        "hay|tem|tienen|is|have ~ [algum|alguma] atendente|asesor|asesora|operador|operadora|recepcionista|encargado|"
        "encargada|agente|humano|human|ejecutivo|ejecutiva",
        "get|give|find|bring me|us ~ human|person|agent|manager|operator|someone|somebody|representative",
        "<talk> ~ con|com|to|with|a ~ robot|bot|maquina|machine|chatbot",
        "is|are there ~ <person_help> ... talk|speak|call|chat",
        "me|nos comunicas|comunica|comunican|comunicarias|comuniques|conectas|conecta|pasas|pasa|passa|passam|pasan|"
        "pasarias|derivas|deriva|derivan|contactas|contacta|contactan|transferes|transfere|ponen|pones|comunicaria ~ "
        "[com] ~ <person_help>",
        "con|com|with|to quien|quem|who|whom ~ <talk>|falo|hablo|trato|comunico|comunicarme|entenderme|speak|talk",
        "alguien|someone|somebody|alguem|persona|pessoa|person|anyone|humano ~ <real>",
        "alguien|someone|somebody|alguem|persona|pessoa|anyone|anybody ~ con|com|to|a|with quien|quem|talk|speak|"
        "whom|la|que",
        "alguien|someone|somebody|alguem|anyone|anybody|human|person|persona i|we|que|can|to|me|nos ~ <talk>|<call>|"
        "ayude|atienda|atenda|ajude|help",
        "<talk> ~ con|com|to|with|a ~ la|el|los|o|a|the|su|your ~ <person_help>|<master>",
        "llamenme|llamame|llameme|ligame|liguem|marqueme|marcame|marquenme|contactenme|contacteme|escalame|escalar",
        "<talk> ~ con|com|to|with|a|directo|directamente|al ~ <person_help>|ustedes|vos|usted|voces|voce|ella|el",
        "<talk> ~ por|por|on|over telefono|phone|telefone|llamada|the",
        "<call> [me|nos|us] !a !la",
        "me|nos llama|llamas|liga|ligas|atende|atiende|atienden|atienda|atendes|atiendes|marca|marcan|marcas|telefonea",
        "[me|nos] puede|pueden|podes|puedes|podria|podrian|podrias|pode|podem ~ llamar|ligar|marcar|atender|"
        "comunicar|llamarme",
        "<person_help> ~ me|nos|que|pueda|puede ~ atienda|atender|llamar|marcar|ayude|ayudar|contacte|ligar|llame|"
        "responda|conteste",
        "un|una|um|uma|a|an|real humano|persona|human|person|pessoa real|humana|de verdad|verdade|please|porfavor|"
        "humano",
        "pasame|pasa|pasen|paseme|pasenme|derivame|comuniqueme|comunicame|comunicarme|comuniquenme|transfer|connect|"
        "put|transfiere|transfiereme|transferir|passa|passar ~ con|com|me|to|al|para|pra|a ~ <person_help>|through|"
        "humano|alguien",
        "sos|es|eres|voce|voce|estoy|is|are|you|e ~ un|um|uma|a|una|with|con|com ~ robot|bot|maquina|machine|ia|ai|"
        "automatico",
        "robot|bot|maquina ~ o|ou|or ~ persona|pessoa|humano|person|human",
        "quiero|necesito|quero|preciso|want|need|prefiero|prefiro ~ <person_help> [real|humano|humana|de] !para !for "
        "!que !<people>",
        "numero|telefono|telefone|phone ~ para|to|de|donde|number ~ llamar|llamarlos|call|contacto|comunicarme|ligar",
        "hay|tem|is|esta|there ~ <person_help> ~ ahi|conectado|para|que|disponible|linea|atienda|there|available|"
        "atendiendo|atendendo|around",
        "no|nao entiendes|entendes|entende|entiende ~ nada",
        "atencion|atendimento humano|humana|personalizada|humanizado",
        "START <hello> <person_help> END",
        "START persona|humano|operador|asesor|recepcion|atendente|human|agent|pessoa|asesora END",
        "queria|quiero hablar|charlar END",
        "speak|talk to|with ~ <person_help>|you",
        "contactarme|contactarnos|comunicarme con",
        "te|los|les puedo llamar",
        "puedo llamarlos|llamarte|llamarles",
        "a que|qual numero ~ llamar|llamo|ligar|ligo",
        "que me llamen|llame|atienda|atiendan",
        "give|can me|someone ~ a|<call>",
        "esta el|la dueno|duena|encargado|encargada|gerente|jefe",
    ),
    "my_booking": (
        "cual|que|what|qual|when|cuando ~ era|es|is|was|e|seria ~ mi|my|minha|nuestra|our ~ fecha|date|data|dia|day|"
        "checkin|checkout|llegada|salida|entrada|saida de|of|do|da|END",
        "dia|data|fecha|day|date|dias|datas|fechas|days|dates ~ [que] [eu|yo|nos|i|we|gente] marquei|agendei|marcamos|"
        "agende|agendamos|anote|reserve|reservei",
        "confirma|confirmas|confirman|confirmar|confirmame|confirmarme|verificar|verificas|check|confirm ~ que|si|se|that|"
        "if ~ este|esta|quedo|sigue|ta|is|esteja|estoy ~ [a|no|em|under] ~ nombre|nome|name|<reservation>|<status>",
        "reserve|reservei|reservamos|booked|<reservation> ... no|nao|didn't|never|haven't ~ [me] ~ llego|mandaron|"
        "recibi|enviaron|recebi|mandaram|got|received|receive|chegou|recibimos",
        "para|por|pra cuantas|cuantos|quantas|quantos|cual|que|how ~ personas|noches|dias|pessoas|noites|people|"
        "nights ~ <status>|<reservation>|hice|reserve|tengo",
        "reenvias|reenviame|reenvian|reenviar|reenviarme|resend|send|mandas|mandame|manda|pasas|envian|enviar|"
        "reenvia|pasame ~ <reservation>|confirmacion|confirmation|confirmacao|voucher",
        "is|esta|ta|are|tudo|todo|everything|all ~ [everything|all|todo|tudo|bien|ok] set|ok|bien|listo|lista|certo|"
        "pronto|ready|orden|confirmed|firme ~ con|for|with|com|para|de|pra|our|my ~ <reservation>|<date>|stay|"
        "estadia",
        "what|which|que|qual|cual|cuales ~ <room>|<unit> ~ am|are|estoy|estamos|estou|toca|toco|tocaba|asignada|"
        "asignado|dieron|mine|ours|nuestra|minha|mia|sera|es ~ i|we|la|mia|nuestra|a|minha|in|tengo|me|nos",
        "what|which|que|qual|cual <room>|<unit> ~ am|are|estoy|estamos|toca|toco|asignaron|i|we|dieron|me|nos "
        "!recomienda !recomiendan !recomendas !recomiendas !conviene !aconseja !aconsejas !sugiere !sugieren !recomenda "
        "!indica",
        "got|have|has ~ us|me ~ down|booked|registered|noted|marked",
        "making|make sure ~ <reservation>|booked|down|confirmed",
        "tengo|tenemos|tenho|temos|have ~ <reservation> ... orden|bien|bem|ok|correcto|certo|good|order|set|set",
        "no|nao|can't ~ encuentro|acho|encontro|find|tengo|recuerdo|lembro|remember|perdi|se ~ numero|codigo|number|"
        "code|confirmation|confirmacion ~ [de] ~ <reservation>",
        "perdi|lost|olvide|esqueci|forgot ~ numero|codigo|number|code|confirmation|confirmacion ~ [de|da|of] ~ "
        "<reservation>",
        "lo|el|la|o|a nuestro|nuestra|mio|mia|nosso|nossa ~ <status>|esta|quedo|sigue",
        "<status>|esta|quedo|sigue|ficou ~ lo|el|la nuestro|mio|mia|nuestra",
        "a nombre de|del quien|cual|que ~ <status>|<reservation>|lo|quede",
        "confirmation|booking|reservation number|code|nr",
        "esta|quedo|sigue|ta ~ <status> lo mio|nuestro",
        "quedamos|quede|estamos|estoy|estou ~ anotados|anotado|anotada|registrados|registrado|registrada|agendados|"
        "agendado|reservados|confirmados",
        "no|nao ~ recibi|recibimos|recebi|recebemos|llego|llega|chegou|tengo ~ confirmacion|mail|confirmacao|email|"
        "correo|comprobante",
        "didn't|never|not|haven't ~ receive|received|get|got|gotten|had ~ any|a|the ~ confirmation|email|mail",
        "dates|days|nights|room did|do|have i|we ~ book|booked|have|reserve|reserved",
        "mi|minha|my|nuestra|nossa|our ~ <reservation> ~ <status>",
        "<status> ~ <reservation>",
        "<reservation> ... <status>",
        "<status> ~ mi|minha|my|nuestra|our|la ~ <reservation>",
        "cual|qual|what|what's ~ numero|codigo|number|code|nro ~ <reservation>|confirmacion|booking|confirmation|"
        "confirmacao",
        "numero|codigo|number|localizador ~ de|da|of ~ <reservation>|confirmacion",
        "que|cual|cuales|what|which|quais|qual|para|cuantas|how ~ fechas|dias|dates|datas|dia|noches|nights|many ~ "
        "reserve|reservado|reservada|booked|tengo|anotaste|reservei|tenho|reservation|booking|have",
        "estado ~ <reservation>",
        "status ~ <reservation>",
        "figura|figuro|figuramos|aparece|aparezco|aparecemos",
        "confirmar|confirmame|confirmas|confirman|confirma|confirmarme|verificar|verificas|chequear|checar|revisar|"
        "consultar|check|confirm|verify|see|ver|conferir|double|find|recordar|recordarme ~ mi|minha|my|nuestra|la|"
        "our|si|se|the|a|una|if ~ [quedo|quedó|esta|ta] ~ <reservation>",
        "no|nao ~ llego|recibi|chegou|recebi|recibimos ~ confirmacion|mail|confirmacao|email|correo",
        "did|have|has ~ received|got|get ~ <reservation>",
        "haven't|didn't|never received|get|got ~ confirmation|email",
        "hice|fiz|made|tengo|tenho|have|tenemos ~ <reservation> ... <status>",
        "esta|quedo|quedó|ficou|ta|is|tá|sigue|continua ~ confirmada|hecha|registrada|feita|confirmed|reservado|"
        "reservada|agendada|ok|firme|en_pie|certa|certinha|reservados|anotado|anotada|anotados "
        "!to !if !que !para !that",
        "quedo|ficou|quede|quedamos ~ <status>",
        "nombre|name ~ <reservation>|que ~ figura",
        "a que nombre ~ <reservation>|quedo|esta",
        "what|which ~ have i|we booked|reserved",
        "under what name",
        "que|cual|qual ~ cabana|habitacion|cuarto|quarto|unidad|room ~ tengo|reserve|toca|toco|asignaron|reservei|me "
        "!recomienda !recomiendan !recomendas !recomiendas !conviene !aconseja !aconsejas !sugiere !sugieren !recomenda "
        "!indica",
        "hasta|ate|desde|from cuando|quando ~ reserve|reservado|reservada|tengo|tenho !para !pra !que !de",
        "para cuando|quando ~ reserva|reserve",
        "is|are my|our|we|i ~ <reservation>|booked ~ confirmed|<status>",
        "went|go|gone through",
        "datos|detalles|detalhes|dados|details|info ~ mi|minha|my|nuestra ~ <reservation>",
    ),
    "my_booking_weak": (
        "tengo|tenho|tenemos|estoy|have|temos ~ reservado|reservada|booked|reservados|agendado",
        "tengo|tenho|tenemos|temos|have|hice|fiz|made|hicimos|i've|fizemos ~ <reservation>",
        "mi|minha|my|nuestra|our|nossa <reservation>",
        "reserve|reservei|reservamos|booked|reservado",
        "sobre|about|por|re ~ <reservation>",
        "la reserva a nombre",
        "<reservation> <code>",
    ),
    "checkin_info": (
        "liberar|liberan|libera|release|entregar|entregan|dar|pegar ~ quarto|habitacion|room|cuarto|cabana|departamento ~ "
        "cedo|temprano|early|antes|tempranito",
        "gente|galera|pessoal|grupo chega|llega|arrives ~ <time>",
        "<arrive> ~ <date> ~ around|about|tipo|at|a|as|by|sobre|umas|unas <time>",
        "tem|da|hay|rola|se|teria|tendran|can|could|puedo|podemos|posso|podria ~ [para|como|donde|onde] ~ guardar|dejar|"
        "deixar|"
        "segurar|largar|botar|tirar|soltar|store|leave|keep ~ <luggage>",
        "<reservation> ~ nombre|name|nome ... <arrive> ~ <date> ~ <time>",
        "can|could|may|puedo|podemos we|i get|come|go in|inside ~ [at|on|before|by|a|antes] ~ <time>|<earlier>|noon|"
        "midnight|already|now|ya",
        "<key> ~ fica|queda|esta|is|are|ta ~ onde|donde|where|em|con|com",
        "where|donde|onde ~ [can|puedo|podemos|we|i|posso|do|should] ~ <store> ~ <luggage>",
        "dejar|estacionar|deixar|leave|park ~ auto|carro|coche|car|moto|bici ~ desde|antes|temprano|before|early|"
        "despues|after|cedo",
        "hay|tengo|tenemos|que|need|do|precisa ~ firmar|registrarse|registrarnos|registro|sign|register|presentar|"
        "mostrar|show|llenar|completar|preencher ~ algo|al|on|when|formulario|ficha|at|documento|dni|id|form|"
        "anything|para|ao",
        "cheguei|chegamos|llegue|llegamos|arrived|here|estou|estoy|estamos ~ [y|e|and|aqui|aca|ya|ja] ~ cual|qual|"
        "which|que|what|donde|where|como|how|por|onde",
        "is|are|hay|tem|there|esta|habra|vai ~ [be] [ter] someone|anyone|anybody|alguien|alguem|staff|gente|"
        "personal|personas ~ [en|at|na|in|on] ~ reception|recepcion|recepcao|desk|noche|night|lobby|domingo|noite|"
        "madrugada",
        "running|estamos|vamos|venimos|viemos ~ <time>|<x>|<n>|an|hour|con|bit|little ~ late|retraso|demora|atraso|"
        "demorados|delayed",
        "running|venimos|vamos|viajamos ~ [an|hour|<time>|<x>|<n>|minutes|con|bit|little] [hour|hours|minutes|min] "
        "late|retraso|demora|atraso|behind",
        "como|how es|e|is|seria|funciona|does|works ~ <enter>|<checkin>|check|llegada",
        "<key> ~ donde|onde|where|como|how|a_quien|who",
        "cuando|quando|when|antes|al|before|if|si ~ [me|nos] ~ voy|vamos|leave|irme|salir|irnos|marcho|saio ~ donde|"
        "que|dejo|where|what|deixo",
        "atienden|atencion|abiertos|abierto|abren|open|abertos|aberto|atendem|recepcion|reception|recepcao|desk|"
        "atiende|abierta|aberta ~ <time>|<dm>|siempre|always|sempre|todo",
        "estan|are|ficam|estao [you|abiertos|open] <dm>",
        "quedar|quedarnos|quedarme|quedamos|stay|ficar|seguir|usar|permanecer|estar|aguantar|hang ~ [un|una|a|um|"
        "unas|some|couple] ~ rato|ratito|ratico|horas|hours|hora|tantito|while|hour|horitas|rato|horinhas ~ [mas|"
        "mais|more|longer|extra|around] ~ [ultimo|last|dia|day|domingo|despues|del|el] [dia|day]",
        "atienden|atencion|abiertos|abierto|abren|open|abertos|aberto|cierran|atendem|recepcion|reception|recepcao|"
        "estan|hay|tienen|desk ~ siempre|24|<x>|always",
        "ultimo|last dia|day ~ [hasta|que|hora|quedarnos] hora|tarde|quedarnos|hasta|horas",
        "que|what|quais|cuales ~ documentos|documento|papeles|documentacion|id|identificacion ~ [piden|necesito|hay|"
        "llevar|need|para|precisa] ~ <enter>|llevar|presentar|bring|ingresar|need|piden|entrar",
        "llegamos|llego|llegar|chegar|arrive|llegaria|llegariamos|chegamos|entrar ~ a|at|en|qualquer cualquier|any|"
        "qualquer ~ hora|time|horario|momento",
        "nadie|nobody|ninguem|no_one|noone ~ atiende|contesta|abre|abrio|answers|answering|atende|responde|esta|at|"
        "sale|hay|there|nos|me",
        "puerta|door|porta|porton|cerradura|candado|portao|gate|lock ~ no|nao|won't|doesn't|esta|is|isn't|cerrada|"
        "trabada|cerrado|fechada ~ [abre|cerrada|open|trabada|locked|fechada|funciona]",
        "locked out",
        "avisar|aviso|avisamos|avisarles|confirmar|decir ~ hora|horario ~ [de] ~ <enter>|llegada|llegamos",
        "estoy|estamos|i'm|we're|estou|ya|ja|almost|casi ~ llegando|chegando|there|llegamos|cerca ~ [a|en|de|in] ~ "
        "[<n>|<x>|<time>]",
        "<n>|<x> ~ llegando|llegamos",
        "llegamos|llego|llegaremos|estaremos|arrive|chegamos|estamos|llegariamos ~ en|in|dentro|em ~ <x>|<n>|media|"
        "unos|una|un|half ~ hora|horas|hour|hours|minutos|min|minutes|rato",
        "agarro|agarramos|recojo|recogemos|recoger|pick|pego|pegar|reclamo|retiro|buscar|busco|agarrar ~ [up] ~ <key>",
        "<key> ~ recojo|recoger|recogemos|agarro|buscar|pick|recibo",
        "drop|dejar|deixar|leave|guardar|dejo ~ [off] ~ <luggage>",
        "how|como ~ get|getting in|into|inside",
        "[me|nos] pueden|podes|puedes|podrian|podrias|puede|podria|podem|pode|can|could ~ guardar|cuidar|guardarme|"
        "guardarnos|hold|keep|store ~ <luggage>",
        "quedar|quedarnos|quedarme|stay|ficar|quedamos|usar|seguir ... rato|ratito|ratico|horas|hours|pouco|tiempito|"
        "bit ... checkout|check|salida|saida|hora",
        "quedar|quedarnos|quedarme|stay|ficar ... despues|after|depois|apos ~ checkout|check|salida|saida",
        "<hour_question> ~ <enter>",
        "<hour_question> ~ check [in|out]",
        "<enter> ... <hour_question>",
        "hasta|ate|desde|from|until|a|de|to|till|latest que|what|cuando|qual|por ~ hora|horas|time|horario|hs ~ "
        "<enter>|check|es|se|reciben|atienden|hay",
        "horario|horarios|horas|hora|hours|time|hs ~ <enter>|check|recepcion|ingreso|entrada|reception",
        "check in|out|ins|outs",
        "check|self - in|out",
        "early|late|self|temprano|tarde|anticipado|tardio|antecipado|flexible check|checkin|checkout|arrival|"
        "departure|salida|entrada|ingreso",
        "<checkin>",
        "what|which|cual|a time ~ <enter>|check|arrive|leave|come",
        "donde|onde|where|como|cómo|how|quien|quem|who|con ... <key>",
        "<key> ~ <door>|retiro|retiramos|entrega|entregan|busco|quedo|perdi|dejo|dejamos|devuelvo|no|retira|pego",
        "<store> ~ <luggage>",
        "<luggage> ~ <store>|antes|despues|before|after|guardadas|guardado",
        "<arrive> ... <time>",
        "<time> ~ <arrive>",
        "<arrive> ~ [mas|muy|bien|re|super|bastante|medio|very|too|so|muito|bem|really|pretty|quite] tarde|temprano|"
        "late|early|cedo|noche|madrugada|mediodia|tardecito",
        "<arrive> ~ a|de|por la|el noche|tarde|manana|mediodia|madrugada",
        "entrar|ingresar|llegar|salir|sair|chegar|enter|leave|arrive|dejar|irnos|irme|ir ~ <earlier>",
        "<earlier> ~ <enter>",
        "puedo|podemos|podria|podriamos|posso|can|se|could|pode|consigo|conseguimos|consigue|da|rola|tem ~ entrar|"
        "ingresar|llegar|salir|sair|chegar|arrive|"
        "leave|dejar ~ <time>|antes|mas|despues|mais|early|earlier|later|temprano|<date>",
        "hay|tem|is|there ~ alguien|alguem|someone|quien|quem|persona ~ <receive>",
        "<receive> ~ <time>",
        "quien|quem|who ~ <receive>|nos|me",
        "recepcion|recepcao|reception|front ~ 24|hours|horas|horario|abierta|aberta|abierta|abierto|open|atiende|24|"
        "cierra|desk",
        "estoy|estamos|im|i'm|we're|estou|outside|llegue|llegamos|cheguei|here ~ afuera|puerta|fora|aca|outside|here|"
        "porton|door|abajo|gate|entrada|en_la_puerta",
        "no|nao puedo|podemos|consigo|can't ~ entrar|abrir|enter|open|get",
        "can't ~ get|open|find ~ in|door|key|gate",
        "como|cómo|how|donde ~ entro|entramos|ingreso|ingresamos|entrar|accedo|ingresar",
        "a que|la|what|que ~ hora|horas|time",
        "que|q horario|horarios|hora",
        "what time",
        "que horas",
        "en camino|caminho",
        "on our|my|the way",
        "mi|el|nuestro|nosso|meu|my|our vuelo|voo|flight|bus|colectivo|micro|onibus|avion|tren ~ llega|aterriza|"
        "chega|lands|arrives|arriba|sale|gets",
        "<arrive> ~ <late>",
        "nos|me ~ demoramos|atrasamos|demoro|retrasamos|demora",
        "running late",
        "delayed|demorados|atrasados",
        "entregar|entrega|devolver|dejar|dejamos|desocupar|desalojar|deixar ~ llave|llaves|chave|chaves|habitacion|"
        "quarto|cuarto|cabana|departamento|key|keys",
        "clave|codigo|contrasena|senha|password|code ~ de|do|da|for|para|del ~ <door>",
        "entrada|salida|saida anticipada|tardia|antecipada|temprana|tarde",
        "dejar el auto antes",
        "after hours",
        "when|cuando|quando ~ have|need|tengo|tenemos|hay|temos|precisamos|debemos|debo ~ [que|to] ~ be|leave|get|"
        "vacate|irnos|irme|salir|dejar|"
        "desocupar|sair|entregar|check [out]",
        "llegada tardia|tarde",
        "guarda|luggage|bag volumes|volume|maletas|equipajes|equipaje|bagagem|malas|storage|drop",
        "<arrive> ~ <date> ~ mediodia|noon|midnight|medianoche|madrugada|temprano|late|early|cedo|tempranito",
        "<arrive> ~ [around|about|como|tipo|sobre|hacia|near|cerca|umas] ~ noon|midnight|mediodia|medianoche|meianoite|"
        "meiodia|madrugada",
        "<date> ~ <arrive> ~ <time>",
        "<arrive> ~ <date> ~ <time>",
        "hasta|ate las|as <time>",
    ),
    "checkin_info_last": (
        "<checkin>|<luggage>|recepcion|reception|recepcao|llegada|chegada|cheguei|llegue|arrival|entrada|salida|"
        "saida|puerta|"
        "porta|door|gate|retraso|demora|late|tarde|temprano|early|ingreso|portero|porteiro|entrar|salir|sair",
    ),
    "payment_last": ("cobro|cobros|cobraron|charge|charged|fee|saldo|bill|cuenta|conta|plata|dinheiro|grana",),
    "my_booking_last": ("<reservation>|confirmacion|confirmation|confirmacao|reservado|reservada|booked",),
    "human_last": ("<talk>|<call>|telefono|telefone|phone|reclamo|queja|reclamacao|complaint|encargado|dueno|manager",),
    "checkin_weak": (
        "no|nao hay|tem|ha nadie|ninguem",
        "<arrive> ~ <date>",
        "<arrive> <date>",
        "<key>",
        "<time>",
        "llegamos|llego|chegamos|chego",
        "hora|horas|horario",
        "what time",
    ),
    "payment": (
        "hasta|ate|until|till cuando|quando|when ~ [tengo|tenemos|tenho|can|do|posso] ~ <pay>",
        "a nombre|nome de|del quien|quem ~ sale|figura|esta|hago|va|sai|fica|es|transfiero ~ <pay>|cuenta|conta",
        "is|are|hay|tem|do|does|have|what|how|cual|es|piden|cobran|there|need ~ security|damage|seguridad|garantia|"
        "guarantee|cleaning deposit|deposito|fianza|caucion|caucao",
        "deposito|deposit|fianza|caucao de|for|por seguridad|garantia|danos|damages",
        "cobro|cobros|cargo|charge|cobranca|debito ~ [que] ~ no|nao|don't|que|de|unknown|desconocido|raro|doble ~ "
        "reconozco|reconheco|recognize|entiendo|mas",
        "llego|tengo|aparece|apareceu|aparecio|salio|hay|got ~ cobro|cargo|charge|cobranca|resumen",
        "seguro|safe|confiable|segura ~ <pay>",
        "card|deposit|tarjeta|sena|cartao|sinal|anticipo|prepayment|adelanto|senia ~ [de|is|es|obligatorio] ~ "
        "required|needed|necessary|necesario|necesaria|obligatorio|obligatoria|necessario|obrigatorio|mandatory|"
        "refundable|reembolsable",
        "is|es|e|hace|do|precisa|piden|exigen ~ card|deposit|tarjeta|sena|cartao|sinal|anticipo|credit ~ [card|de|"
        "credito] ~ required|needed|necessary|necesario|para|to|falta",
        "owe|owed|owing|adeudo|adeudamos|debiendo",
        "cobraron|cobraram|charged|debitaron|descontaron|debitado|cobrado|cobrou ~ dos|duas|twice|doble|mal|mas|<n>|<x>|"
        "me|wrong|de|double",
        "tarjeta|card|cartao|pago|pagamento|payment|transferencia|pix ~ rechazada|rechazaron|declined|recusado|"
        "rebota|no|failed|pasa|falla|fallo|rechazo|didn't|nao|rechazado",
        "me|nos|my rechaza|reboto|rechazo|rebota ~ <pay>",
        "en|em|a partes|cuotas|parcelas|meses|plazos|pagos|vezes|veces|dolares|pesos|euros|reais",
        "con|com|with que|what|cual ~ se|puedo|podemos|posso|can ~ pagar|abonar|pay",
        "que|what|cual|cuales|quais|which ~ pagos|pago|tarjetas|monedas|billeteras|formas|bancos|cards|pagamentos|"
        "pagamento ~ <accept>|toman|manejan|tienen|hay|usan|you|trabajan|do|tem",
        "hay|tengo|tenemos|es|is|do|e|precisa|tem|tenho|se ~ que ~ pagar|abonar|adelantar|depositar|transferir|"
        "senar|poner|girar|consignar|dejar ~ algo|todo|antes|ahora|ya|por|adelantado|previo|sena|una|anticipo|tudo|"
        "algum|upfront|when|al",
        "pay|paying ~ in|on|at|when|with|by|after|before ~ advance|arrival|cash|card|there|full|check|person|front",
        "consigno|consignar|consignacion|consigne|girar|giro|gire|deposito|depositito",
        "datos|dados|details|info ~ para|to|pra|for ~ <pay>",
        "<cancel> ~ con|en|por|el|la|lo|resto|saldo ~ tarjeta|efectivo|transferencia|saldo|resto|cuotas|pesos|"
        "dolares|nequi|debito|credito|sena|cuenta",
        "plata|dinero|dinheiro|money|pago|sena|deposito|grana|guita ~ de|para ~ volta|vuelta|regreso",
        "money|deposit|payment back",
        "devolver|devuelven|devuelvan|devolves|devuelves|devuelve|devolvam|devolvem|devolve|reintegran ~ plata|"
        "dinero|guita|lana|dinheiro|grana|sena|pago",
        "<pay>",
        "<pay> ...  <howto>",
        "<howto> ~ <pay>",
        "<howto> ... deposit|deposito|sena|senia|sinal|transfer|transfiero|pay|pago|pagar|anticipo",
        "[qual|cual|que|what] [es|e|is|seria] [el|o|the] valor|monto|total|price|precio|preco|importe ~ sena|senia|"
        "sinal|anticipo|deposito|deposit",
        "<howmuch> ~ <pay>",
        "how much ~ deposit|down",
        "<want> ~ factura|recibo|invoice|receipt|comprobante",
        "tarjeta|tarjetas|cartao|card|cards|efectivo|cash|pix|mercadopago|mercado pago|transferencia|debito|credito|"
        "visa|paypal",
        "mercado pago",
        "acepta|aceptan|aceitam|aceita|accept|take|reciben|toman|recibis|recebem ~ <pay>|dolares|euros|dolar|usd|"
        "pesos|reais|dollars|<currency>",
        "chave|llave|clave pix",
        "numero|datos|dados|details ~ cuenta|conta|bancarios|bank|account|banco",
        "cuenta|conta ~ deposito|transfiero|transferir|bancaria|banco|sena|para",
        "bank details|account|transfer",
        "medios|formas|metodos|forma|medio|formas|methods|means ~ pago|pagamento|payment",
        "<pay> ~ <money>|<date>|<time>",
        "ya|ja|acabo|acabamos|hice|hicimos|fiz|i've|i ~ transferi|deposite|pague|senie|paguei|transferimos|pagamos|"
        "depositei|paid|transferred|transferencia|pago|deposito|pix",
        "en|em cuotas|parcelas",
        "metade|mitad|half|50|resto ~ agora|ahora|now|chegada|llegada|arrival",
        "cuanto|quanto ~ sena|senia|anticipo|adelanto|deposito|sinal|entrada|transferir|depositar|pagar|dejar|abonar|"
        "saldo|resta|falta|debo|adelantar|senar|senia",
        "cuanto ~ dejar|hay ~ dejar|sena|de sena|anticipo|para reservar",
        "how much ~ deposit|owe|advance|upfront|pay",
        "cuando|quando|when ~ pago|pagar|pagamos|pay|transferir|abonar|se paga|abona|pagamento",
        "debo|debemos|devo|owe|falta|resta ~ pagar|algo|plata|saldo|abonar",
        "llego|recibiste|recibieron|chegou|acredito|impacto|entro ~ <pay>|plata|dinero|transferencia|pago|pix|dinheiro",
        "rut|cuit|cnpj|rfc empresa|<document>",
        "razon social",
        "link ~ pago|pagamento|pagar|payment",
        "payment link",
        "se|me paga|pago|cobran|abona ~ al|antes|despues|en|por|con",
        "devuelven|devolucion|reembolso|refund|reembolsan|devolver ~ sena|plata|dinero|pago|deposito|dinheiro",
        "me|nos|va|vou|voy|vamos ~ depositar|transferir|pagar|depositando|transfiero",
    ),
}
