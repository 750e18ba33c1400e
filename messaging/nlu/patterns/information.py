"""How guests ask about the house, the way, the keys, money and parcels, and for a person."""

from __future__ import annotations

from typing import Final

INFORMATION: Final = {
    "human": (
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
    "parcel": (
        "[me|nos] pueden|podes|puedes|podrian|podrias|puede|podria|podem|pode|can|could ~ guardar|recibir|receber|"
        "guardarme|recibirme|aceptar|retener|hold|keep|receive|accept ~ <parcel>|<papers>",
        "llego|chegou|arrived|arrive|receberam|recibieron|received|llega ~ alguma|algun|alguna|any|una|mi|uma ~ "
        "entrega|delivery|pedido|encargo|compra",
        "entrega|pedido|encargo|order ~ a|em|in|para|pra|for ~ nombre|nome|mi|mim|me",
        "<bring> ~ [<something>] <papers>",
        "<papers> ... <bring>|guardar|guardan|deja|dejo|dejaron|dejan",
        "me|nos envien|manden|mandar|enviar|envian|manda|mandan|deixem|dejen|entreguen|entregue|entreguem|mandem|"
        "enviem|mandaron ~ algo|cosas|unas|<parcel>|<papers>|coisas|stuff",
        "<parcel> ... hold|keep|store|accept|sign|take|guardan|guardas|reciben|recibirian|guardarian|guardarme [it|"
        "them] [for]",
        "pueden|podes|puedes|podrian|podem|can|could ~ recibirlos|recibirlas|recibirlo|recibirla|recebelo|recebela",
        "<parcel> ... <sent>",
        "<sent> ... <parcel>",
        "<parcel>",
        "me|nos|van|vai|va|un|una ~ entregan|entregar|traen|mandan|mandaron|enviaron|mande|envian|dejar|llega|llego "
        "~ <parcel>|caja|sobre|compra|zapatillas|pedido|algo|cosas",
        "mercado libre",
        "algo|nada ~ a|para|no|em ~ mi|meu nombre|nome",
        "compra online",
        "me las|los|lo|la guardas|guardan|reciben|recibis|recibes|recibirian|podes|pueden [recibir|guardar]",
        "mandan|mandaron|llegan|entregan|envian ~ unas|unos|un|una",
        "receber|recibir|receive|sign ~ <parcel>|algo|por mi|for me|una compra",
        "correo argentino|uruguayo",
        "sign for it|me",
        "pedido ~ nombre|llego|llega|entregan|recibir|amazon|meli|mercado",
        "hice|pedi|compre|comprei ~ un|una|algo|uma|um ~ pedido|compra|internet|online|linea",
        "direccion ~ para ~ <parcel>|envio|envios|mandar",
    ),
    "my_booking": (
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
        "reservada|agendada|ok|firme|en_pie|certa|certinha|reservados|anotado|anotada|anotados",
        "quedo|ficou|quede|quedamos ~ <status>",
        "tengo|tenho|tenemos|estoy|have|temos|tenho ~ reservado|reservada|booked|reservados|agendado",
        "nombre|name ~ <reservation>|que ~ figura",
        "a que nombre ~ <reservation>|quedo|esta",
        "what|which ~ have i|we booked|reserved",
        "under what name",
        "que|cual|qual ~ cabana|habitacion|cuarto|quarto|unidad|room ~ tengo|reserve|toca|toco|asignaron|reservei|me",
        "hasta|ate|desde|from cuando|quando ~ reserve|reservado|reservada|tengo|tenho",
        "para cuando|quando ~ reserva|reserve",
        "is|are my|our|we|i ~ <reservation>|booked ~ confirmed|<status>",
        "went|go|gone through",
        "datos|detalles|detalhes|dados|details|info ~ mi|minha|my|nuestra ~ <reservation>",
    ),
    "my_booking_weak": (
        "tengo|tenho|tenemos|temos|have|hice|fiz|made|hicimos|i've|fizemos ~ <reservation>",
        "mi|minha|my|nuestra|our|nossa <reservation>",
        "reserve|reservei|reservamos|booked|reservado",
        "sobre|about|por|re ~ <reservation>",
        "la reserva a nombre",
        "<reservation> <code>",
    ),
    "checkin_info": (
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
        "<arrive> ~ [mas|muy|bien] tarde|temprano|late|early|cedo|noche|madrugada|mediodia|tardecito",
        "<arrive> ~ a|de|por la|el noche|tarde|manana|mediodia|madrugada",
        "entrar|ingresar|llegar|salir|sair|chegar|enter|leave|arrive|dejar|irnos|irme|ir ~ <earlier>",
        "<earlier> ~ <enter>",
        "puedo|podemos|podria|podriamos|posso|can|se|could|pode ~ entrar|ingresar|llegar|salir|sair|chegar|arrive|"
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
        "llegada tardia|tarde",
        "<date> ~ <arrive> ~ <time>",
        "<arrive> ~ <date> ~ <time>",
        "hasta|ate las|as <time>",
    ),
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
    "amenities": (
        "cuantas|quantas|quantos|cuantos|how ~ camas|banos|habitaciones|ambientes|dormitorios|quartos|banheiros|beds|"
        "bedrooms|bathrooms|pisos ~ <have> ~ <room>|<units>|<named>|<unit>",
        "<have> ~ lugar|espacio|sitio|donde|space|room|where|lugares|onde ~ para|pra|to|for|de ~ estacionar|"
        "estacionamiento|park|parking|auto|autos|coche|carro|camioneta|moto|bici|bicis|cocinar|lavar|guardar|<x>|"
        "trabajar",
        "camas|cama|beds|bed|camitas ~ separadas|juntas|son|are|sao|matrimonial|king|queen|individuales|comodas",
        "que|what|quais ~ <have> END",
        "[a|de|hasta|desde] que|what hora|horas|time|horario|horarios .. <amenity>",
        "horario|horarios|hours .. <amenity>",
        "<have>|<accept>|<included>|cuenta|cuentan|is|are|do|does|there|se|can|with|con|com|brindan|tien ~ <amenity>|"
        "<pet>|<smoke>",
        "<amenity> ~ <included>|<accept>|<have>|funciona|anda|esta|es|llega|climatizada|caliente|abierta|techada|"
        "compartida|compartido|privado|open|heated|free|gratis|propio|quente|liberado|bueno|buena|rapido|fast|"
        "cerrada|work|works|working",
        "<accept> ~ <pet>",
        "pet friendly|friendly",
        "petfriendly",
        "<included> ~ <amenity>",
        "que|what|quais|cuales ~ <included>|servicios|comodidades|amenities|equipamiento|reglas|normas|rules|"
        "equipada|equipado",
        "<smoke>",
        "cuanta|cuantas|quantas|quantos|how|hasta|maxima|cuantos|maximo ~ gente|personas|people|pessoas|many|cabemos|"
        "caben|pax|camas|banos|habitaciones|ambientes|dormitorios|quartos|banheiros|beds|bedrooms|bathrooms|bedroom",
        "capacidad|capacidade|capacity|caben|cabem|entran|duermen|dormem|sleeps|sleep|fits|cabria|duerme|alberga",
        "para|hasta ~ cuantos|cuantas|quantas|quantos|how many",
        "es|e|is|tiene|tem|esta|are ~ apto|accesible|accessible|tranquilo|silencioso|quiet|seguro|safe|privado|"
        "privada|private|compartido|compartida|shared|amplio|ruidoso|equipada|equipado|completa|nuevo|limpio|"
        "adaptado|separada|separadas|noisy|clean",
        "silla de ruedas",
        "wheelchair",
        "cadeira de rodas",
        "con|com|sin|with|tiene|tem ~ vista|bano|balcon|cocina|jacuzzi|aire|agua|terraza|patio|banheiro|sacada|"
        "kitchen|bathroom|view",
        "fotos|foto|photos|pictures|imagenes|pics|video|videos",
        "como|cómo es|son|e|sao ~ <room>|<units>|<unit>|lugar",
        "what's the ~ like",
        "hacer|haces|make|do|fazer ~ asado|ruido|fiesta|fiestas|fogata|churrasco|noise|barbecue|fire|reuniones|reunion",
        "recibir|llevar|invitar|bring|receber|tener ~ visitas|invitados|amigos|guests|visitors|visita",
        "que|cuantas ~ <bedword> ~ <have>|son|hay",
        "<have> ~ <beds>|<bedword> ~ matrimonial|king|queen|dobles|separadas|de",
        "donde|onde|where ~ dejo|dejar|estaciono|estacionar|park|parking|lavar|comprar|desayunar|desayuno|comer|eat|"
        "almorzar|deixar|auto|coche|carro|car",
        "lavan|lavas|lava ropa|roupas",
        "alquilan|rentan|aluga|alugam|prestan|rent ~ bicis|bicicletas|kayak|kayaks|bikes|tablas|toallas|reposeras|"
        "equipo|autos|motos",
        "son|es|is|are|e ~ <pet> ~ friendly|bienvenidos|welcome|permitido",
        "llevar|llevo|traer|traigo|levar|bring|voy|viajo|vamos|viajamos|ir|levo|vou ~ con|com|a|with|mi|meu|my|el|o "
        "~ <pet>",
        "clave|contrasena|senha|password|red|codigo ~ wifi",
        "wifi ~ clave|contrasena|password|senha|code",
        "no|nao ~ funciona|anda|sale|prende|enciende|hay ~ <amenity>|agua|luz",
        "<amenity> ~ no|nao|doesn't|isn't ~ funciona|anda|work|working|prende|sale|funcionando",
        "politica|politicas|policy ~ mascotas|ninos|pets|fumar|humo|ruido|visitas",
        "edad minima|minima",
        "minimum age|stay",
        "estadia|estancia|stay|minimo minima|minimo|minimum|de|noches",
        "minimo de|noches|dias|estadia",
        "admiten|aceptan|reciben|permiten|aceitam ~ ninos|chicos|bebes|menores|criancas|kids|children|grupos|familias",
        "<have> ~ para ~ <amenity>|asado|cocinar|cocina|bebes|lavar|ninos|trabajar",
        "sirve|sirven|serve ~ <amenity>",
        "hay|tem|is|tienen|there ~ menu|opcion|comida ~ vegetariana|vegano|vegan|celiacos|celiaco",
        "<pet> ~ puede|pueden|entra|va|vai|pode|can|come",
        "cocinar|cook|cozinhar",
        "secar|planchar|lavar ~ ropa|roupa|clothes",
    ),
    "amenities_weak": ("<amenity>", "<pet>", "cuantos|cuantas|quantas|quantos ~ entran|caben"),
    "location": (
        "altura|esquina|interseccion|kilometro ~ de|con|la|del|esta|estan|queda|quedan",
        "se llega|entra|accede|sube|chega ~ con|en|por|a|facil|bien|de|auto|carro",
        "way|ways|route|directions ~ get|reach|come|arrive|go ~ there|to|by|from",
        "<have> ~ bus|onibus|colectivo|taxi|uber|micro|metro|remis|transporte ~ ate|hasta|to|para|desde|ai|ahi|pra",
        "[a] cuanto|cuanta|quanto [tiempo|distancia] queda|quedan|esta|estan|fica|ficam ~ <place>|de|del|do|da|desde "
        "!<date> !<people>",
        "como ~ faco|hago|hacemos ~ para|pra chegar|llegar|ir",
        "donde|onde|where|adonde ~ [se|es|esta|estan|quedan|queda|fica|ficam|are|is|son|encuentran|encuentra|calle|"
        "ubicados|estao] [you|ubicados|located|zona|parte|it|localizados|ustedes|voces]",
        "en|em|por|de donde|onde",
        "ubicacion|localizacao|location|direccion|endereco|address|ubi|mapa|coordenadas|directions|indicaciones|maps|"
        "ubicados|ubicado|located|localizados|localizado|localizacion",
        "como|cómo|how ~ <travel> [ahi|alla|alli|ate|desde|al|hasta|a|to|there|from|la|ai|o|aca|de|lugar|en|"
        "in|there|con] !<time> !<date>",
        "como|cómo ~ llego|llegar|llegamos|llega|chego|chegar|chegamos",
        "how ~ get ~ there|to|from",
        "<far> ~ <place>|ahi|alli|from|to|de|del|da|do|al|la",
        "<howfar> ~ <place>|<far>|hasta|from|to|ate|al|desde",
        "queda|quedan|fica|esta|estan|is|are|es|e ~ lejos|cerca|perto|longe|far|close|near|pertinho|cerquita|"
        "centrico|centrica|central|retirado",
        "cuantas|cuantos|quantas|quantos|how many|que ~ cuadras|km|kilometros|metros|minutos|quadras|blocks|kms|"
        "minutes|mins|distancia|miles",
        "a|que distancia ~ de|esta|del|hay|queda|estan",
        "how|que|quao|cuan far|lejos|longe|lejo|cerca",
        "<place> ~ lejos|cerca|perto|near|nearby|close|longe",
        "en|em que|what|which|qual|cual ~ calle|rua|street|zona|barrio|altura|ciudad|parte|bairro|pueblo|cidade|km|"
        "area|provincia",
        "hay|tem|is|que ~ <place> ~ cerca|perto|nearby|close|near|cerquita",
        "taxi|uber|remis|colectivo|bus|micro|onibus|metro|remise|subte ~ desde|del|de|from|llega|me|hasta|para|pra|"
        "to|da|do",
        "que|what|which|qual|cual ~ colectivo|bus|micro|onibus|linea|metro|train|combi ~ <travel>|tomo|tomar|me|deja|"
        "go|goes|take|pego|llega|hay|sirve",
        "camino|ruta|calle ~ de|tierra|asfaltada|ripio|asfalto|malo|bueno",
        "se|da|can|puede ~ ir|llegar|walk|caminar|andar ~ caminando|pie|a|colectivo|to|walking|andando|there",
        "<place> ~ a cuanto|cuantas",
        "a cuanto|cuanta|cuantos|cuantas|quantos|quantas ~ estan|esta|queda|quedan|ficam|fica|de|del|km|distancia|"
        "kms|cuadras|minutos",
        "google maps|map",
        "walking distance",
        "send ~ location|pin|address|map",
        "punto de referencia",
        "ponto de referencia",
        "sobre la ruta|playa|avenida|costanera|calle",
        "gps",
        "hacia donde",
        "pasame|mandame|manda|envia|send ~ ubicacion|direccion|location|mapa|pin",
    ),
    "location_weak": ("donde|onde|where", "<far>"),
}
