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
    "counted": "weekend option "
    "ppl prs peeps personas persona people person pax adultos adulto adults adult noches noche nights night noites "
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
    "hermanito hermanita sobrinito sobrinita primito primita irmaozinho irmazinha sobrinhozinho "
    "nieta neto neta peque nino nina beba bebita bebito toddler gurisa grandson granddaughter chiquito "
    "chiquita guagua enano bb",
    "filler": "pal ai la ali aca alla ningun ninguna nenhum nenhuma ainda todavia aun "
    "our nuestro nuestra nuestras nuestros hago faco hacemos fazemos haces el la los las lo o os a as un una uns "
    "uma um the an de del da do que me te "
    "se le les nos vos usted ustedes "
    "you your tu su sus mi mis meu minha my i we por para pra porfavor favor please en no na in at on fa"
    " poder puedo podria podriamos podemos podes podrias podras puede pueden posso pode can could would to this "
    "esta este esa ese es e y and si tambien algo alguna algun alguien ya ahi aqui there here just ir so solo "
    "solamente"
    " hacer haria realizar si entonces bueno dale con with un nomas ahora mismo now vez once with mas cual esto "
    "eso isso isto gente voce voces ja fazer like also pues them us him dar seria era is it it's that dos das al",
}
_WISHES: Final = {
    "want": "wants wish wishing necesitare necesitaremos requiero requerimos precisamos precisariamos precisava "
    "necesitaba "
    "necesitabamos hope hoping "
    "quiero quisiera quisieramos queremos queria queriamos quieren quiere deseo deseamos desearia desearias "
    "necesito necesitamos necesitaria necesitariamos preciso precisamos quero queria gostaria gostariamos"
    " want wanna need needed precisaria queriamos wanting desea quieras pienso pensamos urge ocupo "
    "ocupamos pretendo pretendemos querria querriamos gustaria vendria require",
    "book": "agarrar lock grab snag reservarles reservarlas adquirir hospedar apalabrar "
    "secure "
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
    "have": "hubo sobran habia hubiere tuviera tuvieran tuvieras tendremos habilitado tinha tivesse teriam haveria "
    "dispone "
    "disponemos "
    "hay tienen tenes tiene tienes tenien tenis tendran tendrian tendra tendria tendras tendrias habra habria "
    "tem tens teria teriam tera have got has ha haveria existe there's teneis tendreis tendriais hubiera hubiese "
    "quedara quedaran quedan queda quedaria quedarian resta restam sobra sobro manejan cuentan ai ay ten haberan "
    "disponen",
    "room": "hueco huequito cantinho cantito rincon lugarzinho camarote camping parcela cabanas alojamientos hostal "
    "vivienda propiedad "
    "<units> lugar lugares lugarcito cupo cupos espacio espacios habitacion habitaciones cuarto cuartos pieza "
    "piezas cabana cabanas departamento departamentos quarto quartos chale chales vaga vagas room rooms cabin "
    "cabins"
    " apartment apartments hospedaje alojamiento hospedagem acomodacao acomodacion monoambiente monoambientes "
    "suite suites bungalow casa casas casita place space spot spots bed beds cama camas domo unidad unidades "
    "flat vacancy vacancies vacantes"
    " vacante apartamento apto dorm doble simple triple matrimonial matrimoniales dobles single double cuadruple "
    "estadia recamara sitio studio loft chalet villa house units unit lodging accommodation accomodation plazas "
    "plaza recamaras pousada posada cabanita hotel duplex",
    "free": "empty vacante vacantes desocupados desocupada alquilado alquilada tomado tomada tomados reservadas lleno llena "
    "llenos llenas vazio vazia disponivel openings opening "
    "libre libres disponible disponibles disponivel disponiveis free available vacio vacia vacios vacias livre "
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
    "cost": "va iria vai vendria vienen saldra "
    "sale salen vale valen cuesta cuestan cobran cobras cobra saldria saldrian costaria costarian costo seria "
    "serian es esta estan estaria estaria fica ficaria custa custam custaria e sai sairia valdria cobrarian "
    "cobraria cobrarias cobraran cobram costs cost piden queda quedaria me nos sera saldra costara valdra tienen "
    "tiene por andan anda ronda viene vienen son ficam cobrais cuestas salio costó salia quedan pagaria "
    "pagariamos pago",
    "discount": "beneficio beneficios rebajita rebajitas descuentito cupon cupones voucher convenio convenios "
    "descuentazo "
    "descuento descuentos desconto descontos discount discounts rebaja rebajas promo promos promocion "
    "promociones oferta ofertas bonificacion deals promocao promocoes cheaper",
}
_CHANGE: Final = {
    "change": "pasela pasenla movela muevela muevala muevanla correla corrala mudala mudela empurrar rebajar "
    "achicar achicarla achico achicamos agrandar recortar reducimos trasladar trasladarla diferir retrasar "
    "retrasarla retrasamos demorar anticipar reacomodar acomodar intercambiar rectificar rectifica editar edit "
    "alter reubicar rebook modificacion modificaciones cambios alteracao alteracoes mudancas changes modification "
    "cambiarles cambiarte mudarla "
    "acortar acortarla acorto encurtar reducir shorten "
    "cambiarias cambiaria cambiarian cambies modificarias modificas modifiquen moverias adelantamos adelantarias "
    "atrasamos postergamos posponemos reprogramamos alteraria trocaria mudaria mudamos changing moving "
    "cambiar cambiarla cambiarlo cambiarme cambiarnos cambio cambiamos modificar modificarla mover moverla "
    "moverlo moverme mudar trocar alterar change move modify switch adelantar adelantarla atrasar atrasarla "
    "posponer postergar correr correrla"
    " correrlo reprogramar reprogramarla reagendar remarcar pasarla pasarlo reschedule adiar antecipar shift "
    "pushed push postpone corremos corro movemos cambie cambien cambiame cambianos cambia cambias pasame_la "
    "pasamos aplazar aplazarla recorrer alterar ajustar corregir transferir_la muevan mueva muevanla corran "
    "corran_la cambiala cambielo pasala pasenla alterarmos update amend muevo modificamos modifico "
    "cambiaron actualizar reagendarla remarquen trocamos mudo troco alteramos corra corre corran muda mude mudem trocam "
    "troque troquem altera altere alterem antecipa antecipe antecipem adianta adiante adiantar antecipamos adelanta "
    "adelanten posterga postergue posponga atrasa atrase retrase mueve switching swap corrige corrija",
    "extend": "extender extenderla extendemos extender extension alargar alargarla prolongar prorrogar extend estender "
    "ampliar prolongarla extenderme alargamos prolongamos extendernos estirar estirarla esticar estico esticamos "
    "espichar estiramos",
    "add": "agregar agregarle agregamos sumar sumarle sumamos anadir add adicionar acrescentar incluir incorporar "
    "agrego sumo agregue agreguen sumen anadimos adding agregame sumame incluyan acrescenta aumentar",
    "onemore": "uno una alguien otro otra mas persona amigo amiga alguem",
    "cancel": "cancelacao cancelaremos cancelare cancelariamos anularemos desmarco desmarcamos cancelan_la cancelándola "
    "cancelen_la "
    "cancelem anulem cancelarem "
    "cancelar cancelo cancelamos cancelen cancele cancela cancelame cancelarla cancelarlo cancel cancelling "
    "canceling cancelled canceled cancellation cancellations cancelacion cancelaciones cancelamento cancelada "
    "canceladas cancelado cancelaria cancelamos cancelenla cancelela cancelala"
    " anular anulen anule anulo anula anularla anulame anulacion desistir desisto desistimos anulamos cancelaron "
    "cancelei cancelaram anulala cancelas cancelan cancels",
    "give_up": "baja",
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
    "culiao culiaos fuck fucking fuckers shit bitch asshole bastard bastards scammers scammer stupid "
    "idiots idiot moron crap merda porra caralho foda fdp babaca otario cuzao vagabundo vagabunda ladrao ladroes "
    "golpistas burro arrombado pija culo inutiles inutil garbage estupido estupida mamaguevo ctm csm ptm chupala "
    "chupame sucker suck sucks cagadores ratas desgraciados tarado tarados zorra maricon culiado conchetumare "
    "sorete garcas truchos",
    "smoke": "fumar smoke smoking fumadores fumo vape vapear",
    "receive": "reciba recibe recibirnos recibirme abrirnos abrirme abra abre reciban recibir entregar entregue "
    "atienda "
    "atender esperando espere receba receber abrir recebe receive let abran espera entrega entregan meet welcome "
    "atiende esperarnos esperarme greet",
    "arrive": "reach reaching llego llegamos llegaria llegariamos llegando llegare llegaremos llegan llega chego chegamos "
    "chegaria "
    "chegando chegar chegaremos arrive arriving llegar arribo arribamos arribando entramos entro ingresamos "
    "ingreso caemos caigo estaremos estare landing land be get getting estariamos estaria pasamos salimos salgo "
    "vamos voy come coming leave leaving there saio saimos sairemos aterrizo aterrizamos",
    "earlier": "noon midnight meianoite meiodia medianoche "
    "tardecito tempranito antecipado anticipado mas_temprano "
    "antes temprano earlier early tarde later late depois despues cedo madrugada mediodia",
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
CLASSES: Final = {**_TALK, **_MONEY, **_HOUSE, **_TIME, **_WISHES, **_PRICE, **_CHANGE}

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
