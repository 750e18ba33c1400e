"""How guests change a stay or give it up."""

from __future__ import annotations

from typing import Final

CHANGES: Final = {
    "cancel": (
        "@!<kin>|<one_child>|<person>|uno|una|alguien|alguem|somebody|someone|one no|nao va|vai [mas|mais|a] [poder|"
        "conseguir|a|mais] [poder|conseguir] ir|viajar|asistir|comparecer !<date> !<time> !antes",
        "no|nao vamos|voy|vou|podemos|puedo|posso|iremos|consigo|conseguimos [mas|mais|a] [poder|conseguir|a|"
        "mais] [poder|conseguir] ir|viajar|asistir|comparecer !<date> !<time> !antes",
        "@!<kin>|<one_child>|us|someone|somebody|them|guys can't|won't|cannot|not|unable ~ [be] [able] [to] ~ come|make|"
        "travel|attend !<date> !<time> !until !before "
        "!early",
        "not going to ~ make|come|travel",
        "surgio|surgiu|tuve|tuvimos|tivemos|tive|salio ~ imprevisto|emergencia|problema ~ no|nao|y|e ~ vamos|puedo|"
        "podemos|voy|vou|posso",
        "no|nao|not cuenten|cuente|contar|contem|conte|count ~ con|com|on nosotros|migo|conmigo|gente|us|me",
        "liberen|libere|libera|suelten|soltar|release ~ <reservation>|<room>|lugar|<units>",
        "nos bajamos|bajar",
        "me bajo",
        "suspendio|suspendemos|suspender|cayo|cancelo|complico|frustro|canceled ~ viaje|viagem|trip|vacaciones|"
        "escapada|plan|planes",
        "@!<kin>|<one_child>|<person>|uno|una|alguien|alguem|one no|nao ~ va|vai ~ [a] poder|rolar|dar ~ ir|viajar|"
        "viaje|viagem",
        "we|i can't|cannot|won't|unable ~ [be|able|to] ~ come|travel|make !<date>",
        "call it|this|that|everything|<reservation>|trip|the off",
        "we're|i'm|we|i have|going|need ~ to ~ pull|back ~ out",
        "no|nao ~ podremos|poderemos|podre|poderei|vou|vamos|iremos|ire ~ asistir|comparecer|concurrir|viajar|"
        "hospedarnos",
        "dar|doy|damos|den|dejen|dejar|dejamos ~ <reservation> de|sin baja|efecto",
        "@!se|got|been|fue|foi|was|is|has|gets|alguien|alguem|someone|somebody|anyone|otro|alguna|alguma|any|hubo|houve "
        "<cancel> !alguien !alguem "
        "!someone",
        "@!alguna|alguma|any|hubo|houve cancellation|cancellations|cancelacion|cancelaciones|cancelamento|cancelacao|"
        "anulacion|cancelling|canceling",
        "<reservation>|reserve ~ se|got|been|fue|foi|was|is <cancel>",
        "se <cancel> ~ todo|tudo|<reservation>|viaje|viagem|trip|plan|planes|evento|reunion|event|boda|casamiento",
        "viaje|viagem|trip|plan|evento|boda|event|wedding ~ se|got|been|fue|foi|was|is <cancel>",
        "se|me [me|nos|le] <cancel> ~ viaje|viagem|todo",
        "al|no final no|nao [vamos|voy|va|vou|puedo|podemos] !son !somos !es !seran !seremos !sao !era !eran",
        "no|nao vamos|voy|iremos END",
        "suspender|suspendo|suspendemos ~ viaje|viagem|<reservation>",
        "dar|dando|doy|damos|dale|den|de [la] [de] baja",
        "no vamos|voy|podemos|puedo a [poder] ir|viajar|asistir|llegar",
        "no voy|vamos a poder ir|viajar|llegar|asistir",
        "nao vou|vamos|consigo|vamos mais|poder|conseguir ir|viajar",
        "nao vou|vamos [mais|poder|conseguir] [conseguir] ir|viajar",
        "@!<kin>|<one_child>|us|someone|somebody|them|guys can't|cannot|won't make it [anymore]",
        "dejar sin efecto",
        "ya no voy|vamos|viajo|viajamos [a] [poder] [ir|viajar] !<n> !<people> !<date> !en",
        "se me cayo el viaje",
        "@!is|isn't no|not coming anymore",
        "call off [the]",
        "desmarcar",
        "borren|borra|eliminen|elimina|delete ~ <reservation>",
        "no vamos|voy|podremos|podre|podemos|puedo [a] ir|viajar !el !<date> !con",
        "ya no necesito|necesitamos|quiero|queremos ~ <room>|<reservation>",
        "tener que cancelar",
        "no longer need|coming|want",
    ),
    "cancel_weak": ("ya no voy|vamos|viajamos en <month>", "we|i won't make <date>"),
    "modify": (
        "vamos|voy|salimos|irnos|irme|saimos|leave|leaving ~ un|una|one|a|um|uma|<n>|<x> <day>|<night> antes|earlier|before",
        "agrega|agregas|agregame|agreguen|suma|sumame|add|acrescenta|adiciona ~ <beds>|cama|cuna|bed|berco",
        "agregala|sumala|agregalo|sumalo|agregalos|sumalos|agreguela|agreguelo|incluyela|incluila|incluyelo",
        "add|include her|him|them",
        "pero|mas|but ahora|agora|now ~ [somos|seremos|we're|vamos] <n>",
        "<date>|<people>|<nights> ~ <want> ~ que ~ sea|sean|seja|sejam|fuera ~ <date>|<people>|<nights>",
        "actualizo|actualizamos|atualizo|atualizando|actualizando|actualizacion|atualizacao|update|updating ~ <people>|"
        "<date>|<nights>",
        "se ~ me|nos complico|complica ~ <date> ... <date>",
        "scrap|forget|esquece|esqueca|olvida|olvidate|olvide|olviden|drop|descarta|tacha ~ <date> ... <date>",
        "<reservation> ... suma|sumas|agrega|agregas|add|inclui|incluye|acrescenta|poe|anota ~ <kin>|<person>|<people>|"
        "<child>|<one_child>",
        "se|nos [me|nos] sumaron|agregaron|juntaron|sumo|agrego|juntou|juntaram",
        "pasar|passar|pasarnos|pasarme|mover|movernos|mudarnos|mudar|move|switch|trocar|cambiarnos|cambiar ~ de|da|do|"
        "from ~ <units>",
        "<date> pero|mas|but ~ ahora|agora|now ... <date>",
        "pero|mas|but ~ <want> ~ passar|pasar|pasarlo|pasarla|mudar|cambiar|mover|trocar|move|change|switch ~ <date>",
        "pessoal|grupo|turma|familia|galera|group|gente|equipo aumentou|cresceu|diminuiu|crecio|aumento|achico|grew|"
        "encolheu|shrank|agrando",
        "<date> [now|ahora|agora|instead] rather|instead than|of ~ <date>",
        "<date> [ahora|agora] en|em|ao vez|lugar|inves de|del|do ~ <date>",
        "empurrar|empurra|jogar|joga|puxar|puxa|tirar|botar|passar|passa|pasar|patear ~ <reservation>|chegada|llegada|"
        "checkin|entrada|saida|salida ~ <date>",
        "depois|despues|antes|after|before|later|earlier do|de|than|del|lo|what|we ~ combinado|acordado|planeado|previsto|"
        "pactado|planned|agreed|hablado",
        "can|could|may we|i hang|remain|crash ~ until|till|through|hasta ~ <date>",
        "tenia|teniamos|tinha|tinhamos|had ~ [<reservation>] ~ <date> ... puede|podria|pode|could|can|seria|podriamos|"
        "poderia [ser|be|it] ~ <date>",
        "me|nos cambian|cambia|cambias|mudan|muda|pasan|pasas|troca|trocam|mueven de|a|para|pra|por ~ <unit>|<room>|otra|"
        "otro|outro|outra",
        "<reservation>|reservei|reserve|reservamos|booked ~ <nights> pero|mas|but ~ <want>|<are> ~ <n>|<nights>|mas|mais|"
        "more",
        "<change> ~ check in|out|- [in|out]",
        "pasame|paseme|pasenme|pasanos|pasenos|mudame|moveme|movenos|ponme|poneme ~ a|para|pra|al|to ~ <unit>|<room>|otra|"
        "otro|<units>",
        "<unit>|<room>|<reservation>|reservei|reserve ... me|nos la|lo cambia|cambias|cambian|muda|troca|mueve|mueven|"
        "cambies",
        "quitar|sacar|bajar|remove|drop|skip|tirar|cortar|descontar|restar|saca|quita|quitame|sacame|tira ~ ultimo|ultima|"
        "primer|primera|primeiro|last|first <night>|<day>",
        "pasar|passar|cambiar|mudar|switch|go|move|upgrade|trocar|mover ~ de|from|do|da ~ <unit>|<room>|<units> a|para|pra|"
        "to|por|al|pro ~ <unit>|<room>|<units>",
        "<n>|<people>|<nights> no|nao|not <n>|<people>|<nights>",
        "olvide|olvidamos|esqueci|esquecemos|forgot ~ avisar|avisarte|avisarles|decir|decirte|decirles|contar|mencionar|"
        "dizer|falar|mention|say|tell|sumar ... <people>|<kin>|<one_child>|<child>|<nights>",
        "<reservation>|reservei|reservamos|booked ... pero|mas|but ~ <people>",
        "quick|small|slight|little|tiny|pequeno|pequena|peque|chiquito change|cambio|mudanca|alteracao",
        "there'll|there|will be only|just <people>",
        "<date> [a|at|as|tipo] [<time>] y|e|and no|nao|not <date>",
        "nochecita|nochecitas|diita|diita|noitinha mas|more|extra|mais",
        "seguimos|sigo|seguir|estiramos|estiro|continuamos ~ un|una|uma|um|otra|otro|one|<n> <night>|<day> [mas|mais|more]",
        "bajar|subir|pasar|reducir|baixar ~ <nights>",
        "bajar|subir|pasar|reducir|baixar ~ de|a|from|to ~ <nights>|<n>|<people>",
        "<add> ~ [<n>|<x>|un|una|otro|otra|mas|one|two|um|uma] [mas|more|mais] <person>|<adult>|<child>|pax",
        "no|nao|not vamos|voy|llegamos|llego|llegaremos|iremos|viajamos|entramos|salimos|chegamos|vou|coming|"
        "arriving ~ <date> ... <date>",
        "<nights> not|no|nao|y_no|instead <n>|<nights>|<x>",
        "<nights> y|e|and no|nao|not",
        "bring|push|put ~ <reservation>|it|<date>|arrival|checkin|stay forward|back",
        "somos|seremos|seriamos|vamos|van|vamo|quedamos|viene|vienen [a|ser] [ser] <n>|uno|un|una menos|less|fewer",
        "cut|cutting|shorten ~ <reservation>|trip|it|visit ~ [short]",
        "cut short",
        "pasar|passar|pasarla|mover|correr|cambiar|mudar ~ <reservation> .. <date>",
        "<reservation> ~ era|estaba|was|hice|hicimos|figura|is|es|era_para|esta ... pero|mas|but|ahora|agora|now",
        "pero|mas|but ahora|agora|now ~ somos|vienen|viene|va|van|vem|vao|we|seriamos|<people>|<kin>",
        "<date>|<people>|<nights> .. cambiar|mudar|pasar|trocar|change ~ <date>|<people>|<nights>",
        "vamos|voy|vou|vem|viene|vienen|van|llegamos|llegaremos|llegariamos|coming|arriving|arrive ~ <date> y|e|and|"
        "instead|en ~ no|not|nao|of|vez|lugar ~ <date>",
        "<night>|<day> menos|less|fewer",
        "<add> ... <reservation>",
        "<change> ... <reservation>",
        "<change>|<add> ~ cantidad|numero|quantidade|number|total ~ <person>|<child>|<adult>|<night>|<day>|<people>|pax|"
        "gente|of",
        "un|one|una|a <night>|<day> less|menos|fewer",
        "rebajar|acortar|restar|quitar|descontar ~ un|una|<n>|<nights>|<night>|<day>|noche|dia",
        "<add> ~ [mi|minha|my|meu|un|una|uma] ~ <kin>|<child>|alguien|alguem|someone|gente|uno|una|somebody|bebe",
        "no|nao|not <are> <people>|<n> sino|mas|but",
        "corremos|correr|pasamos|movemos|atrasar|adelantar|adelantamos|atrasamos|pasar|mover ~ todo|tudo|everything "
        "~ un|una|uma|um|<nights>|<n>|<date>|para|al",
        "na|en|em verdade|realidad|realidade ... <date>|<people>|<nights>",
        "no|nao somos|son|seremos|vamos|sao <n> [sino|mas] <people>|somos|son",
        "<change> ~ viaje|viagem|trip|escapada|vacaciones",
        "<reservation>|reservei|reservamos|booked ... pero|mas|but|y ~ llego|llegamos|llegaria|llegariamos|vamos|voy|"
        "viajo|chego|chegamos|vou|"
        "arrive|arriving|coming|come|iremos|seremos|somos|seriamos|will|i'll|we'll|need ~ [chegar|llegar|ir|be|arrive|"
        "come|viajar] ~ <date>|<people>|<nights>",
        "irme|irnos|salir|llegar|leave|arrive|sair|chegar|entrar|llegaria|llegariamos|saldriamos|saldria|come|ingresar|"
        "salimos|salgo|chego|"
        "saio|saimos ~ un|una|um|one|a|uma|<n>|<x> <day>|<night> antes|despues|depois|earlier|later|before|after",
        "tenia|teniamos|tinha|tinhamos|habia|habiamos|had|reservei|reservamos|booked ~ [<reservation>] [reservado|"
        "reservada|booked|for|para] ~ <date>|<people>|<nights> .. puede|podra|podria|podriamos|podemos|puedo|pode|can|"
        "could|da|posso|se ~ ser|be|cambiar|mudar|pasar|trocar|change|hacer|poner|make ~ <date>|<people>|<nights>",
        "tengo|tenemos|have|tenho|temos|mi|my|minha|nuestra|our ~ <reservation>|reservado|reservada|booked ~ [for|para|"
        "era|es|is|was] ~ <date>|<people>|<nights> .. puede|podra|podria|podriamos|podemos|puedo|pode|can|could|da|"
        "posso|se ~ ser|be|cambiar|mudar|pasar|trocar|change|hacer|poner|make ~ <date>|<people>|<nights>",
        "fecha|fechas|dates|date|datas|data|days|nombre|name ~ are|is|esta|estan|estao|ta|tao|quedo|quedaron ~ mal|"
        "wrong|incorrect|incorrecta|incorrectas|equivocada|equivocadas|erradas|errada",
        "lo|la|las|los quiero|queremos|quisiera|queria|quisieramos|necesito ~ pasar|<change>",
        "meant|mean|quise|digo|quis ~ <date>|<people>|<nights>",
        "<add> ~ <n>|un|una|uma|one|a|otra <night>|<day>|<week>",
        "<change> ~ llegada|chegada|arribo|salida|saida|arrival|departure|ingreso|egreso|estada|entrada|checkin|checkout",
        "puedo|podemos|posso|can|se|da|queria|quiero|quero|could|podria|podriamos ~ adelantar|antecipar|atrasar|"
        "postergar|adiar|posponer",
        "pasar|pasas|pasan|pasarias|pasaria|pasarian|pasarnos|pasarme|mudarnos|mudarme ~ a|para|pra|al ~ otra|otro|"
        "outro|outra|<units>|<room>",
        "<date> no|nao|not <date>",
        "no|nao|nop|not <date> no|nao|not <date>",
        "START [no|ah|bueno|ok|nao|ta|dale|ahh] [pode|puede|podria|could] [ser|be|it] [be] <date> entonces|entao|"
        "then END",
        "pode|puede|podria ser ~ <date> entonces|entao",
        "al|no|na final ~ viajo|voy|vou|viene|vienen|somos|vamos|van|seremos|iremos|iria|vem|vai|vao|soy|sou|me|nos|"
        "fuimos",
        "se bajo|bajaron|baja|bajan",
        "<kin>|<one_child>|<person>|uno|una|alguien|alguem|someone|one|us|them|guys ~ [ya|ja|al|no] [final] no|nao|"
        "can't|isn't|cannot|won't viene|make|puede|va|vem|pode|vai|coming|come|podra|llega|viaja|consegue !comer "
        "!caminar !walk !eat !subir !dormir !usar !tomar !entrar !comerse !swim",
        "actually .. <people>|<date>|<nights>",
        "em vez ~ <date>",
        "<change> ~ [numero] <date>",
        "<change> ~ <reservation>|fecha|fechas|data|datas|date|dates|dia|dias|day|days",
        "<change> ... <reservation>|fecha|fechas|data|dates|estadia",
        "<reservation> ... <change> ~ <date>",
        "<reservation> ... <change>",
        "<reservation> ... pasar|passar|correr|pasarla|mudar|mover|bring|moved|pasa|pase|pasen|pasas|pasan|mueves|moves|"
        "mueven|corre|corra|muda ~ <date>",
        "pasar|passar|pasamos|paso|correr|pasarla|mover ~ <reservation> ~ <date>",
        "pasar ~ para|al ~ <date>",
        "puedo|podemos|podria|podriamos pasarla|pasarlo|moverla|correrla|cambiarla|cambiarlo",
        "<change> ~ <unit>|<room>|<people>|horario",
        "<change> ~ por|para|to|for otra|outro|outra|another|una|la <room>|<unit>",
        "cambio de planes|fecha|fechas|planos|habitacion",
        "change of plans",
        "mudanca de planos",
        "<change> ~ <nights>",
        "posso|puedo|podemos|can ~ trocar|mudar|change|cambiar|switch|alterar|cambiarme|cambiarnos",
        "<extend>",
        "me|nos equivoque|equivocamos|confundi",
        "quise|quis|meant to|decir|dizer|say ~ <date>|<people>|<nights>",
        "perdon|sorry|desculpa quise|quis",
        "<add> .. <people>|person|persona|pessoa|noche|night|cama|bed|guest|noite|huesped",
        "<n> more person|guest|night|people",
        "more|extra|additional|another|mas|otra|outra|mais [uma|una|um|un|one|<n>] night|noche|dia|day|noite|week|semana|"
        "nights|noches|dias|days|noites",
        "night|noche|dia|day|noite|semana|nights|noches|dias|days|noites mas|mais|extra|more",
        "stay|quedarme|quedarnos|ficar|quedar|quedo|quedamos ~ [<nights>|<n>|dia|dias|poco|tiempo|tempo|little|noches|"
        "pouco|bit] ~ mas|mais|more|extra|longer",
        "se|nos [nos|me] suma|suman|agrega|agregan|incorpora|une",
        "<add> ~ <nights>|mas|mais|more|extra|<people>|<onemore>|<beds>|persona|person|noche|cama|guest|bed",
        "[una|un|otra|another] noche|dia|night|day|noite|semana mas|more|extra|mais",
        "quedarme|quedarnos|ficar|stay|quedar|quedamos|quedo|seguir ~ mas|mais|more|extra",
        "@!y|e|and quedarme|quedarnos|ficar|quedar|quedo|quedamos|seguir ~ hasta|ate ~ <date>",
        "can|could|may i|we stay until|till|through ~ <date>",
        "quedarme|quedarnos|quedar ~ un|una|dos|unos|<n> ~ mas",
        "quedarnos|quedarme|stay|ficar|quedar mas|mais|longer dias|tiempo|tempo|noches",
        "stay longer|extra",
        "extra|additional|otra|another|outra night|noche|day|dia|noite",
        "late ..  noche mas",
        "no|nao|nop mejor|melhor [<date>|<people>|el|la|del|para|que|<nights>]",
        "mejor|melhor|rather|better ~ <date>|<people>|<nights>",
        "mudei|cambie|cambiamos|changed de|my|our ideia|idea|opinion|mind",
        "change|changed my|our mind",
        "en|em lugar|vez de|del|do ..",
        "en|em vez|lugar ~ <date>|<people>|<nights>",
        "instead of ~ <date>|<people>|<nights>",
        "instead of",
        "ao inves de",
        "<date> instead",
        "<people> instead",
        "<people> en lugar|vez",
        "<people> y|e|and no|nao|not",
        "se suma|suman|sumo|agrega|agregan|sumaria|sumarian|incorpora|anade",
        "sumamos|agregamos|somos|seremos|seriamos|vamos ~ uno|una mas",
        "vai|vem mais|mas uma|um|alguem|gente|pessoa",
        "al|no final ~ <people>|<date>|<nights>|somos|vamos",
        "<people> al|no final",
        "<date> al|no final",
        "finalmente ~ <people>|<date>",
        "ahora|agora|now ~ somos|<people>",
        "<people> ahora|agora|now",
        "in the end ~ <people>",
        "<people> in the end",
        "actually ~ <people>|<date>",
        "en realidad ~ <people>|<date>|<nights>",
        "na verdade ~ <people>|<date>",
        "turns out ~ <people>",
        "we'll be ~ <people>",
        "cambiarme|cambiarnos|mudarme|pasarme|pasarnos|upgrade ~ a|para|de|to ~ <room>|<unit>|otra",
        "nos vamos|me voy|salimos|llegamos|entramos|llego antes|despues ~ <date>",
        "nos vamos|me voy|irnos|irme antes",
        "leave|leaving|arrive|check ~ day|days|earlier early|earlier",
        "leaving early",
        "flight|vuelo|voo changed|reprogramado|cambio|cambiado|cancelado",
        "llegar|llegamos|llego|salir|salimos|entrar|arrive|leave ~ un|una|one|a dia|day antes|despues|earlier|later",
        "llegariamos|llegamos|llego|salimos ~ <date> en lugar|vez",
        "perdon|sorry|desculpa ~ en realidad|no|era|es|son ~ <date>|<people>",
        "no|nao es|era|e|sao|son ~ <date>|<people> sino|mas|es|era|e",
        "me|nos equivoque|equivocamos de|en ~ fecha|fechas|dia",
        "errei ~ data|datas",
        "wrong|fecha date|dates|equivocada|incorrecta",
        "one|uno|una|un more|mas person|guest|persona|huesped|adulto",
        "mais|mas uma pessoa",
        "somos|seremos|vamos|va|viene|vienen|van ser|a <n> mas",
        "va|viene|vem|vendra ~ uno|una|alguien|otro mas",
        "van a ser ~ <people>",
        "vamos a ser ~ <people>",
        "vamos ser ~ <people>",
        "va a venir alguien|otra|uno|una mas",
        "quitar|sacar|bajar|remove ~ <people>|persona|noche|nights|una|uno|one",
        "quitar|sacar|bajar|remove|drop|lose|skip|tirar|cortar|descontar|restar|menos ~ <n>|un|una|one|uma|a <night>|"
        "<day>|night|noche",
        "one less|fewer",
        "una|un|uno menos",
        "me|nos corrieron|cambiaron|atrasaron ~ vuelo|vacaciones|viaje|fecha",
        "corrio ~ vuelo|viaje",
        "quedarnos|quedarme|ficar|stay mais|mas <nights>",
        "late mas|mais|more|extra",
        "a reserva ... <people> y|e|em",
        "<reservation> ... agregar|sumar|adicionar|add",
        "podemos|puedo|posso|can adelantar|atrasar|adiar|postergar",
        "<change> de|to|para habitacion|quarto|cuarto|cabana|room",
        "cambiarme|cambiarnos|trocar|mudar de|a|para ~ <room>|<unit>",
        "<people> !<night> not|no|nao <n>",
        "viene|vienen|vem <n> mas",
        "somos|vamos ~ <n> menos",
        "hacer un cambio|uma|uma mudanca",
        "fazer uma alteracao|mudanca|troca",
        "make a change",
    ),
    "modify_weak": ("mejor <date>", "melhor <date>", "sorry ~ <date>", "<change>", "mejor !<price> !dicho"),
}
