"""What guests ask for, want, do and have: the classes that the patterns of the intents are made of."""

from __future__ import annotations

from typing import Final

_MONEY: Final = {
    "currency": "$ pesos peso dolares dolar usd u$s ars mxn cop clp uyu brl reais real euros euro eur € soles "
    "dollars dollar "
    "bucks mangos pe lukas £ pounds"
    " guaranies guarani bolivianos quetzales colones lempiras",
    "thousand": "mil k lucas luca palos palo lks lukas",
    "document": "dni cpf cuit cuil pasaporte passport passaporte rg rut ruc cedula ci documento nif nie curp cc rfc "
    "id cnpj "
    "identidad",
    "ordered": "pedido orden codigo reserva reservacion booking reservation order compra seguimiento tracking code "
    "numero "
    "guia ticket res nro reference ref confirmacion",
}
_HOUSE: Final = {
    "unit": "<units> habitacion habitaciones cabana cabanas departamento departamentos cuarto cuartos pieza piezas "
    "monoambiente monoambientes bungalow bungalows"
    " chale chales quarto quartos apartamento apartamentos apto suite suites room rooms cabin cabins apartment "
    "apartments flat flats casa casas casita casitas"
    " dorm dorms domo domos unidad unidades unit units loft lofts duplex studio studios estudio tipi glamping "
    "carpa carpas dormis suits recamara recamaras"
    " doubles dobles simples triples singles matrimoniales habitacione acomodacion house houses villa villas "
    "domes dome parcela parcelas parcelas barraca chalet"
    " doble simple triple single double twin matrimonial individual cuadruple privada dormitorio compartida "
    "compartido bungalo kitnet yurt yurta studio camping",
    "unit_quality": "dobles doble simples triples separadas contiguas double single triple twin matrimoniales juntas "
    "linked "
    "adjoining separate grandes chicas private big",
    "roomword": "habitacion cabana departamento cuarto pieza quarto room cabin suite dorm unidad apto apartamento "
    "apartment "
    "unit bungalow casa chale piso numero flat recamara",
    "bedword": "camas cama beds bed literas litera cuchetas cucheta marineras leitos leito beliches beliche plazas "
    "camarote "
    "camarotes bunk bunks lugares camitas cunas cuna catre colchones colchon matrimonial",
    "thing": "ambientes ambiente ambs amb banos bano banheiros banheiro dormitorios dormitorio bathrooms bathroom "
    "bedrooms bedroom autos auto carros carro motos moto coches coche cars car km"
    " kms kilometros quilometros cuadras cuadra quadras metros metro m mts minutos minuto mins min minutes "
    "segundos km/h kilos kg cajas caja paquetes paquete toallas toalla toalhas towels towel"
    " llaves llave veces vez vezes times cuotas cuota parcelas pagos estrellas valijas valija maletas maleta "
    "bultos bags bag suitcases malas mala plantas bicis bicicletas bikes pisos"
    " mascotas hectareas grados fotos juegos sets copas mesas sillas sabanas almohadas cobijas frazadas bultos "
    "sobres tramos opciones mb gb megas blocks miles feet floors sobres boxes box packages"
    " vehiculos vehiculo camionetas camioneta vehicles puertas copias boletos tablas zapatillas duchas cocheras "
    "tarjetas transferencias pedidos puntos litros porciento comidas camaras balones mochilas mochila",
    "adjective": "grandes chicas chicos pequenas grandes dobles simples nuevas full medium big small large queen "
    "king medio "
    "medios",
}
_TIME: Final = {
    "joint": "de del do , / - of . '",
    "counted": "personas persona people person pax adultos adulto adults adult noches noche nights night noites "
    "noite dias "
    "dia days day semanas semana weeks week meses mes anos"
    " hs h hr hrs hora horas am pm hours mil k pesos usd dolares reais ninos nenes chicos kids children criancas "
    "amigos amigas amigues friends guests huespedes hospedes pessoas pessoa parejas pareja"
    " couples casais ambientes camas cama beds bed habitaciones habitacion cabanas cabana departamentos cuartos "
    "cuarto rooms room quartos quarto km kms cuadras metros minutos mins min"
    " minutes veces banos autos perros gatos cachorros menores mayores grandes peques hijos filhos % lucas "
    "de_ellos nosotros familias diarias diaria x cuotas quincena quinzena of_us bebes bebe hermanos hermanas "
    "meia media dorm personitas mujeres hombres primos primas"
    " integrantes huesped pasajeros son noctes crianca kid child baby nene nena nino nina dormitorios literas "
    "plazas lugares pisos metro bolsas valijas maletas paquetes cajas",
    "leave": "salgo salimos saliendo volvemos vuelvo leaving regreso regresamos saindo saio voltando volviendo",
    "year_word": "anos ano anitos anito years year yrs yr yo aninhos",
    "month_word": "mes meses months month mesecitos",
    "decent": "otros otras mas lindos pequenos pequenas pequeno pequena chiquitos chiquito chiquita chicos grandes "
    "adultas "
    "adultos young little small hermosos lindas queridos querido menores inquietos jovenes niños buenos "
    "tranquilas tranquilos nuestros mis nossos meus",
    "people_end": "people personas . , ? ! y e and con en del desde el la a",
    "happy": "feliz felices merry happy felizes boas prospero prospera buen buenas blessed bendecida bom lindas lindo",
    "feastword": "navidad natal christmas xmas ano pascua pascuas pascoa easter fiestas festas holidays reyes "
    "carnaval new "
    "entradas cumple cumpleanos aniversario birthday finde dia semana",
    "holidayword": "independencia bandera trabajador trabajadores trabalho trabalhador patria revolucion memoria "
    "malvinas "
    "soberania raza diversidad respeto cultural virgen inmaculada constitucion batalla muertos mortos guadalupe "
    "finados"
    " republica proclamacao aparecida consciencia negra tiradentes labor labour independence mayo nacional "
    "asuncion santos cruz mortos todos escudo inmigrante braves gloria gloriosa",
    "no_number": "cero zero",
    "one_child": "hijo hija hijito hijita nene nena bebe filho filha filhinho filhinha son daughter baby kid child "
    "nieto "
    "nieta neto neta peque nino nina beba bebita bebito toddler gurisa grandson granddaughter chiquito "
    "chiquita guagua enano bb",
    "filler": "ai la ali aca alla ningun ninguna nenhum nenhuma ainda todavia aun "
    "our nuestro nuestra nuestras nuestros hago faco hacemos fazemos haces el la los las lo o os a as un una uns "
    "uma um the an de del da do que me te "
    "se le les nos vos usted ustedes "
    "you your tu su sus mi mis meu minha my i we por para pra porfavor favor please en no na in at on"
    " poder puedo podria podriamos podemos podes podrias podras puede pueden posso pode can could would to this "
    "esta este esa ese es e y and si tambien algo alguna algun alguien ya ahi aqui there here just ir so solo "
    "solamente"
    " hacer haria realizar si entonces bueno dale con with un nomas ahora mismo now vez once with mas cual esto "
    "eso isso isto gente voce voces ja fazer like also pues them us him dar seria era is it it's that dos das al",
}
_WISHES: Final = {
    "want": "quiero quisiera quisieramos queremos queria queriamos quieren quiere deseo deseamos desearia desearias "
    "necesito necesitamos necesitaria necesitariamos preciso precisamos quero queria gostaria gostariamos"
    " want wanna need needed i'd we'd precisaria queriamos wanting desea quieras pienso pensamos urge ocupo "
    "ocupamos pretendo pretendemos querria querriamos gustaria vendria require",
    "book": "secure "
    "reservar reservarte reservarlo reservarla reservarme reservarnos book reserve apartar alquilar rentar "
    "agendar separar arrendar alugar bloquear coger tomar contratar hospedarme hospedarnos alojarme alojarnos"
    " hospedar quedarme quedarnos ficar rent booking guardar garantir asegurar fechar prereservar hospedarse "
    "stay hospedarme alojar pernoctar instalarme locar senar",
    "book_me": "reservame reservanos reserveme reservenme reservennos apartame apartenme aparteme apartanos guardame "
    "guardenme guardeme guardanos anotame anotanos anotenme agendame agendanos agendenme separame separeme "
    "separenme separenos separanos bloqueame bloqueenme"
    " anotanos apuntame apuntenme apuntanos ponme poneme asegurame reservamela reservamelo guardamela guardamelo "
    "apartamela apartamelo apartemela guardenmela apunteme pedime reservenos apartenos guardenos confirmame "
    "dejame resevame agendeme anoteme apartas apartan guardas guardan reservas reservan reservarias apartarias "
    "separarias",
    "reservation": "reserva reservacion reservas reservaciones booking reservation bookings prereserva reservita "
    "estadia "
    "estancia stay reservations estada hospedagem",
    "have": "hay tienen tenes tiene tienes tenien tenis tendran tendrian tendra tendria tendras tendrias habra habria "
    "tem tens teria teriam tera have got has ha haveria existe there's teneis tendreis tendriais hubiera hubiese "
    "quedara quedaran quedan queda quedaria quedarian resta restam sobra sobro manejan cuentan ai ay ten haberan "
    "disponen",
    "room": "<units> lugar lugares lugarcito cupo cupos espacio espacios habitacion habitaciones cuarto cuartos pieza "
    "piezas cabana cabanas departamento departamentos quarto quartos chale chales vaga vagas room rooms cabin "
    "cabins"
    " apartment apartments hospedaje alojamiento hospedagem acomodacao acomodacion monoambiente monoambientes "
    "suite suites bungalow casa casas casita place space spot spots bed beds cama camas domo unidad unidades "
    "flat vacancy vacancies vacantes"
    " vacante apartamento apto dorm doble simple triple matrimonial matrimoniales dobles single double cuadruple "
    "estadia recamara sitio studio loft chalet villa house units unit lodging accommodation accomodation plazas "
    "plaza recamaras pousada posada cabanita hotel duplex",
    "free": "libre libres disponible disponibles disponivel disponiveis free available vacio vacia vacios vacias livre "
    "livres desocupado desocupada desocupadas open vago vaga libera desocupa liberan ocupado ocupada ocupados",
    "something": "algo alguna algun alguno algunas algunos alguma algum algo anything something any some todavia aun "
    "aqui "
    "ainda left still un una algunita",
    "availability": "disponibilidad disponibilidade availability disponibildad vacancies vacancy vacantes dispo "
    "cupos vagas",
    "seek": "busco buscamos buscando procuro procuramos procurando looking seeking searching buscaba buscabamos "
    "buscaria "
    "ando",
    "lookfor": "buscando busco procurando procuro looking searching seeking",
}
_PRICE: Final = {
    "price": "recargo recargos suplemento surcharge "
    "precio precios valor valores tarifa tarifas costo costos preco precos price prices rate rates cost costs "
    "presupuesto cotizacion cotizar quote tarifario importe monto orcamento pricing fee fees preciecito total "
    "cotizame cotiza cotizas cotizan cotizarme cotizaciones tabela charge precito promo promos promocion "
    "promociones presupuestar",
    "howmuch": "cuanto quanto cuantito cuanta",
    "cost": "sale salen vale valen cuesta cuestan cobran cobras cobra saldria saldrian costaria costarian costo seria "
    "serian es esta estan estaria estaria fica ficaria custa custam custaria e sai sairia valdria cobrarian "
    "cobraria cobrarias cobraran cobram costs cost piden queda quedaria me nos sera saldra costara valdra tienen "
    "tiene por andan anda ronda viene vienen son ficam cobrais cuestas salio costó salia quedan pagaria "
    "pagariamos pago",
    "discount": "descuento descuentos desconto descontos discount discounts rebaja rebajas promo promos promocion "
    "promociones oferta ofertas bonificacion deal deals promocao promocoes cheaper",
}
_CHANGE: Final = {
    "change": "acortar acortarla acorto encurtar reducir shorten "
    "cambiarias cambiaria cambiarian cambies modificarias modificas modifiquen moverias adelantamos adelantarias "
    "atrasamos postergamos posponemos reprogramamos alteraria trocaria mudaria mudamos changing moving "
    "cambiar cambiarla cambiarlo cambiarme cambiarnos cambio cambiamos modificar modificarla mover moverla "
    "moverlo moverme mudar trocar alterar change move modify switch adelantar adelantarla atrasar atrasarla "
    "posponer postergar correr correrla"
    " correrlo reprogramar reprogramarla reagendar remarcar pasarla pasarlo reschedule adiar antecipar shift "
    "pushed push postpone corremos corro movemos cambie cambien cambiame cambianos cambia cambias pasame_la "
    "pasamos aplazar aplazarla recorrer alterar ajustar corregir transferir_la muevan mueva muevanla corran "
    "corran_la cambiala cambielo pasala pasenla alterarmos update amend bring muevo modificamos modifico "
    "cambiaron actualizar reagendarla remarquen trocamos mudo troco alteramos switching swap corrige corrija",
    "extend": "extender extenderla extendemos extender extension alargar alargarla prolongar prorrogar extend estender "
    "ampliar prolongarla extenderme alargamos prolongamos extendernos estirar estirarla",
    "add": "agregar agregarle agregamos sumar sumarle sumamos anadir add adicionar acrescentar incluir incorporar "
    "agrego sumo agregue agreguen sumen anadimos adding agregame sumame incluyan acrescenta aumentar",
    "onemore": "uno una alguien otro otra mas persona amigo amiga alguem",
    "cancel": "cancelem anulem cancelarem "
    "cancelar cancelo cancelamos cancelen cancele cancela cancelame cancelarla cancelarlo cancel cancelling "
    "canceling cancelled canceled cancellation cancellations cancelacion cancelaciones cancelamento cancelada "
    "canceladas cancelado cancelaria cancelamos cancelenla cancelela cancelala"
    " anular anulen anule anulo anula anularla anulame anulacion desistir desisto desistimos anulamos cancelaron "
    "cancelei cancelaram anulala cancelas cancelan cancels",
    "give_up": "baja",
}
_INFO: Final = {
    "where": "donde onde where ubicados ubicado ubicada ubicadas located ubicacion localizacao location direccion "
    "endereco address direcciones mapa maps map gps indicaciones directions ubi localizados localizado "
    "localizada coordenadas calle rua street barrio bairro neighborhood neighbourhood",
    "far": "lejos cerca perto longe far close near cerquita lejitos distancia distance walking caminando andando "
    "pertinho cuadras quadras blocks km kms kilometros metros proximo vicino retirado retirados",
    "place": "playa centro terminal aeropuerto mar rio lago praia rodoviaria aeroporto plaza estacion beach downtown "
    "center centre airport station lake river supermercado super metro subte mercado bus town city ciudad cerro "
    "montana bosque termas shopping ruta rambla malecon zocalo cataratas volcan parque cascada ski pistas muelle "
    "puerto restaurantes bares farmacia hospital cajero atm sea trailhead playas historico cabecera zona ocean "
    "colectivos ferry cachoeira trilha mirador",
    "travel": "llego llegar llegamos llegas llega chegar chego chegamos get getting ir vou voy vamos voltear",
    "amenity": "air conditioning bedding cot washing machine hairdrier conditioner wifi wi-fi pileta piscina alberca "
    "pool "
    "jacuzzi hidromasaje sauna spa estacionamiento cochera garage garagem "
    "parking estacionamento parqueadero parqueo desayuno cafe breakfast desayunos cafezinho cocina cozinha "
    "kitchen kitchenette"
    " kitchenet parrilla asador quincho churrasqueira bbq barbecue grill asado toallas toalhas towels sabanas "
    "lencois sheets linen linens blancos frazadas mantas cobijas cobertores cobertor blankets almohadas aire ac "
    "a/c condicionado acondicionado climatizado climatizada aircon"
    " calefaccion heating heater aquecimento estufa salamandra chimenea hogar fireplace lareira lavarropas "
    "lavadora lavanderia laundry washer lavar secarropas dryer ropa heladera geladeira nevera refri refrigerador "
    "frigobar"
    " fridge freezer microondas microwave horno forno oven cafetera cafeteira tele tv television televisor cable "
    "netflix smart plancha secador secadora ferro iron hairdryer balcon sacada terraza patio jardin vista view"
    " cuna berco crib ascensor elevador lift elevator rampa silla wheelchair accesible acessivel accessible "
    "gimnasio gym academia restaurante restaurant bar mascotas mascota pet pets perro perros perrito gato gatos "
    "cachorro cachorros"
    " gatito dog dogs cat cats fumar smoke smoking fumadores ruido musica fiestas fiesta parties party festa "
    "agua caliente ducha ducha chuveiro banera bathtub shower bano banheiro privado bathroom utensilios vajilla "
    "secador shampoo jabon amenities servicios servico servicos comodidades"
    " ventilador fan mosquitero locker lockers caja segura safe cargador enchufe generador internet senal signal "
    "escritorio desk bicicletas bikes kayak excursiones tours actividades traslado transfer traslados shuttle "
    "almuerzo cena dinner lunch comida comidas pension"
    " visitas invitados limpieza limpeza cleaning mucama hamaca fogon lena firewood juegos playground sombrilla "
    "reposeras colchon capacidad capacity reglas normas rules sabana toalla towel termotanque calefon mate pava "
    "licuadora extractor cubiertos ollas platos sarten"
    " electricidad luz camara alarma seguridad security vigilancia mosquitos cobertura pileton toallones toallon "
    "animal animales animais cachorrinho gata gatas perra perritos puppy pileton piletas solarium ping pong pool "
    "metegol proyector barbacoa sala coworking mesa silla wifi fibra hamacas tostadora kettle stove fogao "
    "cooktop roupa almohada cobija sombra alberca arcon biblioteca",
    "accept": "aceptan acepta aceptas aceitam aceita permiten permite permiten dejan admiten reciben allow allowed "
    "accept "
    "llevar llevo traer traigo levar trazer bring admitido permitido permitidos permitida puede puedo podemos "
    "pueden posso pode podemos se friendly prohibido permitem levo levamos llevamos",
    "included": "incluye incluyen incluido incluida incluidos incluidas inclui incluso inclusa incluem include "
    "includes "
    "included incluyendo incluiria dan proveen brindan ofrecen traen trae",
    "checkin": "checkin checkout check-in check-out ingreso egreso ingresar llegada chegada",
    "enter": "entrar entro entramos entra ingresar ingresamos ingreso llegar llegada salir salida sair entrada checkin "
    "checkout salgo salimos saio saimos chegar arrive leave dejar desocupar entregar entregan irnos irme dejamos "
    "retirar retirarnos retirarme enter liberar abandonar devolver ingresa vacate chegada saida egreso desalojar "
    "entran salen ingresan acceder check ingresas marcharnos marcharme",
    "key": "llave llaves chave chaves key keys clave claves codigo senha candado lockbox tranca password contrasena "
    "code cerradura",
    "door": "puerta porton porta entrada entrar acceso gate door lock caja entry portao edificio depto departamento "
    "cabana habitacion cuarto casa room reja",
    "luggage": "equipaje valijas valija maletas maleta bolsos bolso mochilas mochila bagagem bagagens malas mala "
    "luggage "
    "bags bag suitcases suitcase backpack backpacks cosas equipajes mochilinha suitcases petacas",
    "store": "guardan guardar dejar dejo deixar guardam guarda store leave keep drop guardarnos guardarme dejamos "
    "dejarlas dejarlos guardado deixo deixamos consigna deposito stash guardaequipaje guardamaletas hold",
    "pay": "paga pagan pagas pagaria pagariamos pagam abona "
    "devuelvan devuelva devuelvas devolves devuelves devuelvanme devuelvame devuelveme devolveme devolvam devolva "
    "devolvem devolvanme devolverme reembolsar reembolsen reembolsem reintegro reintegran reembolsos refunds "
    "refunded devolucao "
    "pago pagos pagar pagarte pagarles pague pagamos pagando abonar abono abonamos abonarte pagamento pagamentos "
    "paguei pay paying payment payments paid transferir transferi transfiero transferencia transferencias "
    "transferencia depositar deposito deposite sena senia senar anticipo"
    " adelanto deposit sinal entrada_ comprobante comprobantes comprovante recibo receipt receipts factura "
    "facturas facturan facturar invoice nota fiscal boleta efectivo cash dinheiro tarjeta tarjetas cartao card "
    "cards credito debito credit debit visa mastercard amex pix boleto mercadopago"
    " cbu cvu alias iban swift saldo cuotas installments parcelar parcelado cripto crypto bitcoin usdt paypal "
    "wise zelle western nequi daviplata bizum yape plin oxxo spei transfer transferred transferencias ticket "
    "balance prepay transferido depositado transferiria transferimos depositei qr contado parcelas "
    "abone pagado senas reembolso reembolsan refund devolucion devuelven devolver devolverian clabe facturacion "
    "facturame facturen recibi_el_pago transfiero fatura",
    "parcel": "mensajero mensajera mensajeria cadete cadeta motoboy motoquero cadeteria paqueteria rappitendero "
    "paquete paquetes encomienda encomiendas encomenda encomendas pacote pacotes parcel parcels package packages "
    "delivery repartidor cartero correo courier envio envios caja cajas sobre mercadolibre meli amazon andreani "
    "oca dhl fedex ups estafeta correios delivered correspondencia carta cartas mercaderia bulto bultos shipment "
    "caixa rappi pedidosya rastreo tracking entregador shopee shein aliexpress temu servientrega chilexpress",
    "sent": "compre compra pedi pedido envio enviaron mandan mandaron llega llego llegar entregan entregar recibir "
    "reciben recibiste recibieron recibirlo recibirme receive deliver delivered delivering guarda guardas "
    "guardar guardarlo entregaron chegar chegou receber recebem recibirlo arriving arrive arrives accept",
    "person_help": "duenos propietario propietaria jefa gerenta patron patrona boss "
    "persona humano humana alguien asesor asesora encargado encargada recepcion recepcionista recepcao dueno "
    "duena gerente administrador administradora responsable operador agente pessoa atendente alguem humano "
    "responsavel human person someone somebody agent manager owner host receptionist representative anfitrion "
    "supervisor staff ejecutivo vendedor real",
    "talk": "hablar hablo charlar comunicarme comunicarnos comunicar falar conversar talk speak atienda atiendan "
    "atienden atender contactar contacto contactarme chat",
    "call": "llamen llamame llamenme llamar llamarme llamarlos llamarnos llaman llamas llamada ligar liga ligue "
    "ligarem "
    "call ring marcar marque marcarme llame telefonear me_llamas telefonema ligacao calling llamo ligo llamarte "
    "llamarles llamas llamale",
}
_TALK: Final = {
    "papers": "documentos documento papeles papeis papers documents medicamentos remedios medicines flores flowers "
    "escritura "
    "contrato tramites repuesto repuestos",
    "bring": "dejarme llevarme traerme mandarme enviarme entregarme acercarme dejar llevar traer deixar trazer levar "
    "mandar "
    "enviar drop entregar recibir receber receive envien manden dejen entreguen enviem mandem deixem mandan envian "
    "dejan "
    "traen traigan traiga lleven llevan bringing recibirme acerquen alcanzarme alcancen recibirlos pasarme",
    "master": "administrador admin administradora dueno duena gerente sistema jefe owner manager boss programador "
    "desarrollador developer creador patrao dono programadores supervisor ceo administrator",
    "forget": "ignora ignore ignoren olvida olvidate olvide olviden olvidense esquece esqueca forget disregard "
    "desconsidere "
    "desconsidera omite omiti",
    "party": "cumple cumpleanos aniversario birthday bday anniversary niver boda casamiento casamento wedding",
    "real": "verdad verdade carne real humano humana vivo viva posta hueso flesh",
    "hello": "hola holis holi hello hi hey oi ola oie opa buenas buenos alo hiya heya oii holas holaa helo howdy "
    "greetings ey hol oe quiubo quihubo epa wena wenas",
    "info": "info informacion informacoes informacao information informes data infos details detalles informe "
    "informarme "
    "infromacion informaciones",
    "abuse": "mierda cagar puta puto putas hdp boludo boluda boludos pelotudo pelotudos pelotuda forro forros imbecil "
    "imbeciles idiota idiotas estafadores estafador ladrones chorros chorro pendejo pendejos cabron cabrones "
    "culero gilipollas joder concha conchuda verga chinga chingar chingada carajo hijueputa malparido gonorrea "
    "huevon weon culiao culiaos fuck fucking fuckers shit bitch asshole bastard bastards scammers scammer stupid "
    "idiots idiot moron crap merda porra caralho foda fdp babaca otario cuzao vagabundo vagabunda ladrao ladroes "
    "golpistas burro arrombado pija culo inutiles inutil garbage estupido estupida mamaguevo ctm csm ptm chupala "
    "chupame sucker suck sucks cagadores ratas desgraciados tarado tarados zorra maricon culiado conchetumare "
    "sorete garcas truchos",
    "smoke": "fumar smoke smoking fumadores fumo vape vapear",
    "receive": "reciba recibe recibirnos recibirme abrirnos abrirme abra abre reciban recibir entregar entregue "
    "atienda "
    "atender esperando espere receba receber abrir recebe receive let abran espera entrega entregan meet welcome "
    "atiende esperarnos esperarme greet",
    "arrive": "llego llegamos llegaria llegariamos llegando llegare llegaremos llegan llega chego chegamos chegaria "
    "chegando chegar chegaremos arrive arriving llegar arribo arribamos arribando entramos entro ingresamos "
    "ingreso caemos caigo estaremos estare landing land be get getting estariamos estaria pasamos salimos salgo "
    "vamos voy come coming leave leaving there saio saimos sairemos aterrizo aterrizamos",
    "earlier": "antes temprano earlier early tarde later late depois despues cedo madrugada mediodia",
    "late": "tarde late demorados atrasados noche madrugada midnight",
    "hour_question": "hora horas horario horarios time hours",
    "howto": "como how cuando quando when donde onde where cuanto quanto puedo can posso se podemos necesito need "
    "preciso "
    "quiero hay tienen aceptan",
    "howfar": "cuanto quanto cuantos cuantas quantos quantas distancia far minutos km metros cuadras quadras blocks "
    "minutes kilometros",
    "adj_room": "doble dobles double single simple triple matrimonial twin private nice cheap big linda small grande "
    "chica "
    "quiet privada compartida casal family familiar",
    "status": "confirmada confirmado hecha registrada registrado feita confirmed ok firme vigente activa cargada "
    "guardada "
    "lista certa certinha quedo ficou anotada anotado figura aparece existe went through entro pendiente pending "
    "valida efectiva status estado okay concretada realizada esta ta sigue agendada recibieron recibida llego "
    "recibiste received tomada bien correcta pie processed caiu deu sistema",
}
CLASSES: Final = {**_TALK, **_MONEY, **_HOUSE, **_TIME, **_WISHES, **_PRICE, **_CHANGE, **_INFO}

# Words long and weighty enough to be looked for behind a typing mistake.
IMPORTANT: Final = """
reserva reservar reservacion reservado reservame disponibilidad disponible disponibles habitacion habitaciones
cabana cabanas departamento departamentos noches personas adultos semana semanas precio precios cuanto cuesta tarifa
tarifas cancelar cancelacion cambiar quiero quisiera necesito hospedaje alojamiento desayuno estacionamiento
ubicacion direccion transferencia transferir deposito factura comprobante paquete encomienda manana gracias buenas
buenos tienen lugar disponibilidade criancas pessoas diaria obrigado obrigada encomenda estacionamento reservation
available availability breakfast parking weekend tonight tomorrow adults children people nights address cancel
booking confirmo perfecto mascotas pileta piscina toallas equipaje valijas llaves parrilla quincena carnaval navidad
descuento efectivo tarjeta extender llegamos salimos matrimonio pareja feriado proximo proxima siguiente cuarto
cuartos lavarropas calefaccion
"""
