"""How guests ask about the house and the way to it."""

from __future__ import annotations

from typing import Final

HOUSE: Final = {
    "amenities": (
        "cual|qual|which [one|de|das|las|room|cabana|habitacion] ~ es|e|is|tiene|tem|has [la|the|a|el] mas|mais|more|"
        "bigger|biggest|better|mejor|melhor|best|quieter|quietest|grande !barata !barato !economica !economico !cheap",
        "diferencia|diferenca|difference ~ hay|tem|between|entre|tienen !<price>",
        "<x>|<n> banos|banheiros|bathrooms|ambientes|dormitorios|bedrooms|pisos o|ou|or <n>|un|uno|una|um|one|<x>",
        "habilitada|habilitado|funcionando|abierta|abierto|aberta|prendida|climatizada ~ <amenity>",
        "ver|saber|consultar|preguntar|know|wondering|ask|check|averiguar ~ si|se|if ~ <have> [un|una|el|la|los|las|a|the|"
        "um|uma|algun|alguna|any] <amenity>|<pet>",
        "max|maximum|maximo|limite|limit|cantidad|quantidade ~ [number|numero|maxima|maximo] ~ [of|de] ~ <person>|ocupacion|"
        "occupancy|capacidad|capacity|ocupacao",
        "<amenity> .. estar|be|esta|estara|estaria funcionando|abierta|aberta|open|habilitada|habilitado|operativa|"
        "operating|working|disponible|disponivel|available",
        "cuantos|quantos|how metros|m2|many|big|grande ~ tiene|tem|mide|has|is ~ <room>|<unit>|lugar|terreno|square",
        "se|podes|can|da ve|see|ver|vemos ~ [the|el|a|la] ~ mar|lago|rio|sea|ocean|lake|playa|montana|view|praia|"
        "mountains|volcan",
        "desde|from ~ ventana|balcon|habitacion|cabana|room|quarto ~ se ve|see",
        "es|son|e|is|are ~ familiar|familiares|family|adultos|solo_adultos|turistico|rustico|moderno|antiguo|"
        "exclusivo|lgbt|friendly|naturista",
        "cama|camas|bed|beds|literas ~ [es|e|son|is|are|sao|de] ~ casal|solteiro|matrimonial|king|queen|doble|"
        "double|single|twin|simple|individual|individuales|plazas ~ [o|ou|or]",
        "@!ano|mes|semana|finde|lunes|martes|jueves|viernes|sabado|domingo what's|whats|what|que|oque|cual ~ included|"
        "incluye|incluido|trae|viene|inclui|incluso|offered|ofrece|"
        "ofrecen|comes ~ [en|in|with|con|no|na] ~ [room|<room>|cabana|precio|price|estadia]",
        "levar|llevar|poner|escuchar|tocar|play|traer|bring ~ som|musica|music|parlante|parlantes|loud|equipo",
        "cambian|cambia|cambias|renuevan|limpian|limpia|limpam|trocam|troca|lavan|change|clean|cleaned ~ <amenity>|"
        "<bedword>|habitacion|cuarto|quarto|room",
        "<amenity> ~ [es|e|is|se|esta|are] ~ [servido|sirve|sirven|abre|abren|abierta|abierto|serve|served|open|"
        "cierra|funciona|habilitada] [until|hasta|ate|desde|from|a|de|till] que|what|qual hora|horas|time|horario",
        "<have>|vienen|viene|traen|estan|son|are|come|vem|sao ~ <bedword>|colchones|camas|beds ~ [son|are|estan|"
        "vienen] ~ armadas|hechas|comodos|comodas|tendidas|buenos|buenas|duros|nuevos|comfortable|made|arrumadas|"
        "limpias",
        "need|have|preciso|necesito|tengo|hay|debo|must|should ~ [to|que] bring|llevar|traer|levar|trazer ~ [own|mi|"
        "my|propio|propia|la|las] ~ [own|propias] ~ <amenity>|algo|anything|comida|food",
        "<bedword>|camas ~ [son|estan|vienen] armadas|hechas|comodas|tendidas|buenas",
        "hay|tienen|tenes|tiene|tienes|tem|tendran|tendra|tendrian|tendria|have|got|cuentan|manejan|ofrecen|habra|"
        "has ~ [alguna|algun|any] ~ <room>|<unit>|alguna|alguno|something|algo ~ con|com|with|sin|sem|without ~ [un|"
        "una] ~ <amenity> [privado|propio|privada|propia|y|incluido|own|private|al|caliente|a] [la|el|mar] [lago|"
        "playa] END",
        "puedo|podemos|posso|can|could|se|puede|pode|is|ok|okay|problem|problema ~ [it] ~ llevar|traer|levar|trazer|"
        "bring|ir|viajar|come|vir ~ con|com|mi|my|meu|minha|un|our|with|una|the|el|o|a ~ <pet>",
        "hay|tengo|que|precisa|preciso|need|should|must|tenemos ~ que ~ llevar|traer|levar|trazer|bring ~ <amenity>",
        "<included>|dan|ponen|prestan|dejan|hay|llevar|traer|bring|provide|forneces|fornecem|oferecem|ofrecen|"
        "disponen ~ <amenity>",
        "que|what|oque|qual|cual ~ tal|good|fuerte|anda ~ <amenity>",
        "<amenity> ~ techado|techada|cubierto|cubierta|climatizada|climatizado|aquecida|coberta|coberto|covered|"
        "indoor|outdoor|segura|seguro|hot|electrica|electrico|gas|adentro|afuera|privada|24|<time>",
        "puedo|podemos|posso|can|se|puede|pode|could|podria ~ usar|use|utilizar|prender|hacer|make|light|encender|"
        "acender|lavar|poner|cocinar|tocar|montar|armar ~ <amenity>",
        "cuantas|quantas|quantos|cuantos|how ~ camas|banos|habitaciones|ambientes|dormitorios|quartos|banheiros|beds|"
        "bedrooms|bathrooms|pisos ~ <have> ~ <room>|<units>|<named>|<unit>",
        "<have> ~ lugar|espacio|sitio|donde|space|room|where|lugares|onde ~ [techado|cubierto|cubierta|seguro|"
        "cerrado|privado|coberto|safe|covered] ~ para|pra|to|for|de ~ estacionar|"
        "estacionamiento|park|parking|auto|autos|coche|carro|camioneta|moto|bici|bicis|cocinar|lavar|guardar|<x>|"
        "trabajar",
        "camas|cama|beds|bed|camitas ~ separadas|juntas|son|are|sao|matrimonial|king|queen|individuales|comodas",
        "[a|de|hasta|desde] que|what hora|horas|time|horario|horarios .. <amenity>",
        "horario|horarios|hours .. <amenity>",
        "<have>|<accept>|<included>|cuenta|cuentan|is|are|do|does|there|se|can|brindan|tien ~ <amenity>|<pet>|<smoke>",
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
        "entramos|cabemos|entrariamos|cabriamos|entran|caben|cabem ~ <people>|<n>|todos",
        "capacidad|capacidade|capacity|caben|cabem|entran|duermen|dormem|sleeps|sleep|fits|cabria|duerme|alberga",
        "para|hasta ~ cuantos|cuantas|quantas|quantos|how many",
        "es|e|is|tiene|tem|esta|are ~ apto|accesible|accessible|tranquilo|silencioso|quiet|seguro|safe|privado|"
        "privada|private|compartido|compartida|shared|amplio|ruidoso|equipada|equipado|completa|nuevo|limpio|"
        "adaptado|separada|separadas|noisy|clean",
        "silla de ruedas",
        "wheelchair",
        "cadeira de rodas",
        "sin|sem|tiene|tem ~ vista|bano|balcon|cocina|jacuzzi|aire|agua|terraza|patio|banheiro|sacada|"
        "kitchen|bathroom|view",
        "fotos|foto|photos|pictures|imagenes|pics|video|videos",
        "como|cómo es|son|e|sao ~ <room>|<units>|<unit>|lugar",
        "what's the ~ like",
        "hacer|haces|make|do|fazer ~ asado|ruido|fiesta|fiestas|fogata|churrasco|noise|barbecue|fire|reuniones|reunion",
        "recibir|llevar|invitar|bring|receber|tener ~ visitas|invitados|amigos|guests|visitors|visita",
        "que|cuantas ~ <bedword> ~ <have>|son|hay",
        "<have> ~ <beds>|<bedword> ~ matrimonial|king|queen|dobles|separadas|de",
        "donde|onde|where ~ estaciono|estacionar|park|parking|lavar|comprar|desayunar|desayuno|comer|eat|almorzar|cenar",
        "donde|onde|where ~ [dejo|dejar|dejamos|deixo|deixar|leave|put|guardo|guardar|meto] ~ auto|coche|carro|car|moto|"
        "bici|bicis|camioneta|bike|bikes",
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
        "estadia|estancia|stay|minimo minima|minimo|minimum|noches",
        "minimo|minimum de|of|nights|stay",
        "minimo de|noches|dias|estadia",
        "admiten|aceptan|reciben|permiten|aceitam ~ ninos|chicos|bebes|menores|criancas|kids|children|grupos|familias",
        "<have> ~ para ~ <amenity>|asado|cocinar|cocina|bebes|lavar|ninos|trabajar",
        "sirve|sirven|serve ~ <amenity>",
        "hay|tem|is|tienen|there ~ menu|opcion|comida ~ vegetariana|vegano|vegan|celiacos|celiaco",
        "<pet> ~ puede|pueden|entra|va|vai|pode|can|come",
        "cocinar|cook|cozinhar",
        "secar|planchar|lavar ~ ropa|roupa|clothes",
    ),
    "amenities_weak": (
        "<room>|<units>|<unit> ~ es|son|tiene|tienen|tem|has|is|e|vem|viene|trae ~ [de|con|com|with] <beds>|<x> o|ou|or",
        "<amenity>",
        "<pet>",
        "cuantos|cuantas|quantas|quantos ~ entran|caben",
        "que|what|quais ~ <have> END",
        "con|com|with ~ <amenity>|<pet>",
    ),
    "location": (
        "pasa|pasan|passa|hay|para|deja|stops|stop|go|goes ~ colectivo|colectivos|bus|buses|onibus|micro|taxi|uber|"
        "metro|train|tren ~ por|cerca|hasta|en|al|na|la|ahi|perto|near|to",
        "need|necesito|hace|preciso|necesario|precisa|conviene|hay ~ [falta|que] ~ auto|carro|car|coche|vehiculo|"
        "4x4|camioneta ~ [to|para|get|llegar|ir|chegar|propio]",
        "tienen|tenes|have|mandame|pasame|manda|send|comparte|compartes|share|compartir|compartime|compartame|"
        "regala|regalas|dame|da|das|me|nos|tem ~ <where>|pin|mapa|map|localizacion|ubi",
        "recomiendas|recomiendan|recomendas|recomendan|recommend|conviene|aconsejas ~ para|pra|to|for llegar|ir|get|"
        "chegar|reach",
        "get|moverse|moverme|movernos|andar|trasladarse around|ahi|alli|ciudad|pueblo|zona",
        "lugar|place|casa|hotel|cabana ~ esta|es|is|fica|queda|se ~ escondido|escondida|apartado|lejos|cerca|far|"
        "close|hidden|alejado|centrico",
        "esta|es|is|e|fica ~ [muy|bien|medio|re|so] escondido|escondida|apartado|apartada|hidden|alejado|alejada|"
        "aislado|aislada|isolado|remote",
        "da|dan|esta|estan|queda|fica ~ a|sobre|en|na|no calle|ruta|rua|avenida|playa|mar|lago|estrada|complejo|barrio",
        "easy|hard|difficult|facil|dificil|complicado|simple ~ to|de|para|pra ~ find|reach|encontrar|llegar|get|"
        "achar|chegar|ubicar|acceder",
        "cuanto|quanto tiempo|tempo ~ <place>|chega|llegar|chegar|llega|hay|desde|hasta|ate|camino|viaje|manejo|"
        "viagem|tarda|demora|leva",
        "what|which exit|highway|motorway|turn|street|road",
        "highway|motorway|autopista|rodovia|carretera",
        "como|how ~ sigo|seguir|seguimos|continuo|doblo|doblamos|continue|siga ~ [desde|despues|from|after|depois|a|"
        "por|para]",
        "transporte|transport|transportation|bus|onibus|colectivo|buses|onibus ~ publico|public|urbano|hasta|ate|to|"
        "cerca|near",
        "hay|tem|is|are|there|tienen|existe ~ transporte|colectivo|colectivos|buses|onibus|parada|paradero",
        "queda|quedan|estan|esta|fica|is|are ~ <far>",
        "que|cual|what|which|qual ~ ruta|camino|carretera|route|road|estrada|rodovia|autopista|salida|desvio|rumbo",
        "queda|quedan|quedaria|esta|estan|fica|estao|les|is|are ~ mano|tiro|pasos|vuelta|orillas|orilla|paso",
        "queda|quedan|quedaria|estan|fica|ficam|situados|are|is|son|sao ~ <place>",
        "<place> ~ queda|quedan|fica|ficam|mano|tiro|vuelta|pasos",
        "por donde|onde ~ es|queda|quedan|estan|entro|entra|llega|e|fica|voy|agarro|vamos|paso|se",
        "se tarda|demora|llega|tardan|hace|hacen|leva|demoran",
        "cuanto|quanto ~ tarda|demora|tardo|tardamos|tardan|leva|tardaria|demoran|demoro|demoramos|levo|levamos|"
        "tardas ~ [en|para|a|ate|pra|ir|llegar|chegar|desde|de|el|la|uno] ~ [llegar|chegar|<place>|ir]",
        "how long ~ drive|walk|take|trip|ride|journey",
        "no|nao|can't|cannot|not ~ encuentro|encontramos|ubico|ubicamos|find|encontro|hallo|damos|acho|veo ~ place|"
        "lugar|casa|cabana|calle|cartel|entrada|address|direccion|you|them|hotel|pousada|hostel|posada|house|"
        "endereco",
        "estoy|estamos|ando|me|nos|i'm|we're|estou|to|got|ta perdido|perdidos|perdida|perdidas|perdi|perdimos|lost",
        "<place> ~ mas|mais cercano|cercana|cercanos|proximo|proxima",
        "nearest|closest <place>",
        "en|em que|cual|what|which|qual ~ sector|colonia|comuna|vereda|localidad|lado|estado|region|barrio|"
        "municipio|departamento ~ [estan|quedan|es|queda|fica|you]",
        "acceso|subida|entrada|camino|calle ~ facil|dificil|complicado|complicada|tierra|asfalto|pavimentado|bueno|"
        "malo|auto",
        "se|da|consigo|puedo|podemos|can ~ subir|llegar|chegar|entrar|reach|ir|get ~ en|con|de|by|com|in|without|"
        "sin|sem ~ auto|carro|coche|car|camion|bus|onibus|colectivo|transporte|moto|taxi|uber|camioneta|public|bici|"
        "4x4|micro",
        "voy|vamos|vengo|venimos|viajo|viajamos|llego|llegamos|vou|coming|driving|manejando ~ desde|de|from ~ donde|"
        "que|como|cual|how|what|por",
        "queda|quedan|fica|esta|estan|is|it ~ de paso|camino|caminho",
        "zona|area|barrio|sector|bairro|region ~ segura|tranquila|safe|peligrosa|quiet|seguro|tranquilo|es|esta",
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
    "location_last": (
        "lado|rotonda|rotunda|esquina|doblo|semaforo|kilometro|cruce|colectivo|bus|onibus|uber|taxi|remis|tren|"
        "metro|micro|trem|train|subte|auto|carro|coche|car|gps|google|pin|zona|bairro|"
        "barrio|ruta|highway|around|escondido|ubicar|encontrar|find|perdido|lost",
        "llegar|chegar|get|subir|bajar|ir|viajar ~ desde|de|from|hasta|there|ahi|alla|en|ate|to",
    ),
    "amenities_last": (
        "<bedword>|floor|piso|andar|planta|calentar|leche|mamadera|mamadeira|biberon|esterilizar|rejas|reja|cerco|"
        "muebles|som|musica|"
        "incluye|included|inclui|equipado|equipada|comodidades|reglas|rules|permitido|allowed|cocina|"
        "familiar|familiares|adultos|limpio|limpia|vista|tranquilo|tranquila",
        "como|how es|e|is|son el|la|o|a|the|los|las <room>|<unit>|lugar|place|casa|hotel|pousada",
    ),
    "location_weak": (
        "donde|onde|where",
        "<far>",
        "<place>",
        "vengo|venimos|manejando|driving|dirigindo|viajando ~ desde|de|from",
        "ruta|camino|carretera|estrada|route",
    ),
}
