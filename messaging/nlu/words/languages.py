"""Words that tell Spanish, Portuguese and English apart, and from every other language."""

from __future__ import annotations

from typing import Final

from messaging.nlu.words import words_in

SPANISH: Final = words_in("""
bendiciones chido chida wenas hagale mandale nomas conforme macanudo tarija
andan andas hacemos vamos_a puedes pueden podes pudieran cuesta cuestan quisiera dejame dejas dejan
ubi tiras tirame tiras pasas pasan mandas podrian podrias hacen haces estan estas
permiten visitas sirve llego pileta cobertura habilitada necesitan ofrecen abren cierran disculpen avisen
vemos pronto carisimo carisima
nono nonono bien tambien porfa porfis porfi grax grasias tarifas parece desocupa urge flia finde findes hab dpto
necesitaria necesitariamos
kiero saver wena piola pololo ustedes vosotros teneis tendreis cambiarme hola holis holi buenas buenos buen bueno
buena dias tardes noches noche que tal y el los las lo del al un una unos unas con sin hay tienen tenes tiene tienes
tendran tendrian tendra tendria tendras tendrias tengo tenemos quiero quisiera quisieramos queremos quieren quieres
queres necesito necesitamos busco buscamos buscando ando andamos para pa xa por favor es esta estan estoy estamos
somos seriamos seria serian soy son van voy vamos iriamos llego llegamos llegar llegaria llegariamos llegada salgo
salimos salida hasta desde entre hoy manana ayer anoche lunes martes miercoles jueves viernes domingo enero febrero
marzo mayo junio julio septiembre setiembre octubre noviembre diciembre uno dos cuatro seis siete ocho nueve diez
doce trece quince veinte treinta habitacion habitaciones cuarto cuartos cabana cabanas departamento departamentos
depto depa monoambiente lugar lugares cupo libre libres disponible disponibles disponibilidad reservar reservacion
reservaciones reservarte reservado apartar apartame guardame agendame cuanto cuanta cuantos cuantas cual cuales
cuando donde como quien precio precios vale cuesta cuestan sale salen tarifa costo costos gracias muchas chau chao
adios nos me te se le les mi mis tu tus su sus yo nosotros usted vos ellos ella nene nena nenes nino ninos nina
ninas chicos hijos hijo hija mujer marido esposo pareja novia novio perro perros gato mascotas si tambien muy mas
pero porque pues entonces ahi aca aqui alla algo alguna alguno alguien nada nadie nunca siempre cama camas bano
toallas sabanas pileta alberca piscina desayuno cocina estacionamiento cochera ropa calle direccion ubicacion queda
quedan llave llaves equipaje valijas maletas pago pagar pagos pague sena abonar deposito efectivo tarjeta
transferencia transferi factura comprobante paquete persona personas humano hablar dale listo perfecto acepto
confirmo genial barbaro buenisimo joya claro hablas cancelar cancelo anular cambiar cambio mover correr extender
otro otra otros otras fecha fechas puente feriado navidad nuevo santa puede pueden puedo podes podemos podria
podrian podrias hacer hace hacen ver saber decir dijo digo disculpa disculpe perdon permiso che onda quizas vez ese
esos eso esto estos este nuestra nuestro nuestras mio mia cerca lejos cuadras playa centro quedarme quedarnos
quedamos quedo hospedaje hospedarme hospedarnos alojamiento alojarme alojarnos estadia estancia pasar pasarme pasame
mandame mandas mandan decime dime diganme digame avisame avisas ya aun todavia acabo hice hicimos reserve pedi
pagando puse alquilar alquilan rentar renta rentan arriendo arriendan cobran sirve aceptan incluye incluyen cuenta
cuentan funciona agua caliente calefaccion aire frio ruido vista mar rio solo sola solos nomas nomás hablo escribo
consulto consulta consultar pregunta preguntar informacion saludos atentamente estimados senores señor senora
senorita muchisimas mil interesa interesado interesada gustaria encanta encanto lindo linda hermoso hermosa paso
caro barato vuelta volver regresar viajo viajamos viaje llevo llevamos llevar traer traigo auto carro coche moto
colectivo micro bus terminal aeropuerto tarde temprano antes despues luego mejor peor ningun ninguna algun tampoco
hubo habia habra habria era eran fue fui fueron sido ser estar hecho dicho puesto visto sip nop sep va andate cagar
mierda boludo puta puto idiota pelotudo estafadores hdp jaja jajaja libera libero ocupado ocupada olvida vayas
fijate bancame oka okis órale orale neta tio guay parcero bacano chevere padre quincena primera segunda tercera
proximo proxima proximos siguiente entrante viene largo santo darle das dan dar doy pasaje monto total saldo alias
cbu cvu cuit dni rut cedula pasaporte apellido nombre quincho parrilla asador secador plancha lavarropas lavadora
heladera refri nevera microondas cuna almohada cobija frazada calefon duerme duermen entran caben entramos entrar
salir ingresar ingreso egreso retirar retiro dejar dejo deja encomienda correo pedido preciso hermana hermano amigos
amigas amiga amigo suegra suegro mama papa familia familiar grupo adultos mayores menores grandes bebe abuela abuelo
prima primo sobrino estaria estarian quedaria prefiero prefiere espero esperame ganas
""")

PORTUGUESE: Final = words_in("""
te deixa deixar proximo proxima
adiantado olha cade entao cadê massa praí umas pousada vocês emitem parcelar quarta tô né lá
em mudei ideia boa melhor clique preciso so né ne vcs quais nós uns umas depois nosso crianças ola oi oie oii opa
bom noite noites tudo bem voce voces vc tem tens teria teriam tenho temos haveria quero queria gostaria gostariamos
precisamos procuro procurando estou estao sao nao sim com sem um uma do da dos das no na nas ao aos pelo pela pra
pro pras pros ate hoje amanha ontem terca quarta quinta sexta feira janeiro fevereiro maio junho julho setembro
outubro novembro dezembro dois duas quatro sete oito nove dez onze doze treze quinze vinte trinta quarto quartos
chale vaga vagas disponivel disponiveis disponibilidade quanto quanta quantos quantas qual onde preco precos valor
valores custa custam diaria diarias obrigado obrigada obg brigado valeu tchau abraco meu minha meus minhas seu sua
seus suas eu ele eles mim crianca criancas filho filha filhos filhas menino menina mulher namorada namorado casal
pessoas pessoa cachorro cachorros tambem muito muita mais mas entao alguma algum alguem banheiro toalhas lencois
cafe manha cozinha garagem endereco localizacao fica ficar ficamos chave chaves bagagem malas mala pagamento paguei
sinal dinheiro cartao pix boleto nota recibo encomenda pacote falar atendente otimo otima perfeito aceito beleza blz
fechado combinado certo certinho pode podem posso poderia poderiam mudar trocar alterar adiar prorrogar data datas
fds fim feriado feriadao natal novo pascoa reveillon fazer faz fazem gente aí nesse nessa neste nesta desse dessa
deste desta essa isso isto chegar chego chegamos chegando chegaremos chegada sair saio saimos saida saindo perto
longe praia rodoviaria onibus hospedagem hospedar fechar gostei adorei estive foi fomos vou vai vem vir viria virmos
iremos viajar desculpa desculpe perdao alias apenas sozinho sozinha aceitam aceita tivesse tiver houver haver existe
ganhe rapido tá ta tô aluga alugar locacao informacoes informacao duvida cedo qualquer eramos nossa nossas nossos
voltar volto cancelamento moro sou ja ainda agora sempre nem pois porem talvez conta numero mensagem mandar manda
passa falar brigada brigado obg obgd vlw ferrar vai vao prolongar liga mandou enviar envia enviei comprovante
desconto chuveiro quente ar
condicionado ventilador
cobertor travesseiro
berco churrasqueira geladeira fogao roupa maquina lavar secador ferro mar incluso inclusa inclui estacionar
temporada quinzena mesma proximos passar pretendo pretendemos irmao irma mae pai avó avô sogra sogro acompanhante
hospedes hospede livre livres virada pequenos pequenas renda bjs bjos beijos beijo pfv pfvr brigadu obrigadu brigadim finja
reservei tinha pra marcar moco carece demais
""")

ENGLISH: Final = words_in("""
that's didn't haven't hasn't how's where's they're wouldn't couldn't shouldn't wasn't weren't
act pretend joke poem forget ignore previous instructions write answer question whole since because though
hi hello hey heya good morning afternoon evening night the an of to for from until till and or with without is are
was were be been am i i'm im i'd i'll we we're we'd we'll our my your you you're they it it's this that these those
there here have has had having do does did can could would will shall should may might must want need needs like
love looking look book booking booked reserve reservation room rooms cabin cabins apartment apartments flat house
place space available availability vacancy vacancies free how much many price prices cost costs rate rates when
where what which who why please thanks thank bye goodbye see yes yeah yep nope not okay sure great perfect sounds
fine deal cancel cancellation change move extend stay staying nights day days week weeks weekend month today
tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december one two three four five six seven eight nine ten twelve adults adult kids
kid children child baby toddler people person couple wife husband girlfriend boyfriend friends friend dog dogs pets
cat breakfast parking pool towels kitchen heating laundry luggage bags early late arrive arriving arrival leave
leaving address directions far near close beach pay paid paying payment deposit cash card transfer invoice receipt
package parcel delivery human talk speak someone somebody agent call me us get got going come coming any anything
something some still just only really very about around at on by up so but if then than let know send give tell ask
help after before next last also too more less new year's years christmas easter let's what's don't doesn't can't
won't we've i've there's isn't everything nothing else left over checking open allowed allow include included
including per each bed beds bathroom shower towel hot water quiet view sea lake thx pls u ur btw hiya cheers ta
lovely nice cool awesome amazing awful bad cheap expensive discount wait waiting switch instead actually sorry mean
meant make made works work wanted hoping hope
go yourself myself ourselves little change take care holiday holidays guest guests rent second fortnight
under tomorrow's leave send them he she him her his
""")

# Words that Spanish and Portuguese share: they tell neither of the two.
IBERIAN: Final = words_in("""
vez queremos adultos amigo amiga amigos amigas ocupado ocupada santa valor valores
como funciona nada barato estadia prolongar idiota
piscina minimo final
no a adultos auto barato cabana cafe cama camas cancelar caro carro casa casados centro chega cobra confirmar confirmo
conta das de deposito dia entrada entrar entre era es esses esta este estes familia favor feriado fora gente grupo
hora horas libera lindo lugar lugares manda mandar mar mas me menor menores metro nada nos nunca otro pagar para
permite por precisa que recibo reserva reservar rio saber saldo se segunda semana ser seria tarde toda todo todos
total transferencia vale ver viajar vista
""")

# French, Italian, German, Dutch and some more: only words that none of the three above has.
OTHERS: Final = words_in("""
ciao stasera vorremmo vorremo
bonjour bonsoir salut une chambre chambres pour ce soir avez vous je j'ai suis nous avec est-ce et des du nuits nuit
voudrais combien merci s'il plait personnes prix oui demain aujourd'hui petit dejeuner au deux trois cherche sommes
chien buongiorno buonasera salve vorrei camera camere notti notte avete della delle degli gli sono siamo prenotare
prenotazione grazie domani prezzo persone posto disponibile disponibili giugno luglio settembre buona sera bambini
piu hallo guten tag abend morgen ich wir haben ein eine einen zimmer fur und ist sind bitte danke wie viel kostet
frei nachte nacht mochte mochten vom bis zum zwei drei personen gibt noch heute wochenende buchen kinder hund mit
nicht auch sie ihr hoi goedemorgen goedendag een kamer voor twee nachten heeft graag wij hebben met vrij dank hej
tack rum natter finns god dag czy sa wolne pokoje dwie osoby dzien dobry dziekuje prosze nocleg cena merhaba oda var
tesekkurler gece icin kac apa ada kamar kosong untuk malam terima kasih tidak saya bonan c'e' qu'est quel quelle
bonne journee peut-on fait avons habitacio nit teniu voldria gracies bon sisplau dobar hvala soba vreau cameră aveti
multumesc hei onko beaucoup bientot aurait auriez chez dans bientot plek nog ons dit jullie het zijn kunnen naar prego
 huone kiitos
""")

# The endings of longer words, with the number of the language that they speak for.
ENDINGS: Final = {
    "cion": 0, "ones": 0, "ando": 0, "endo": 0, "idad": 0, "anos": 0, "emos": 0, "amos": 0, "aria": 0, "ito": 0, "ita": 0,
    "ados": 0, "illa": 0, "ible": 0, "eria": 0, "iendo": 0,
    "cao": 1, "coes": 1, "agem": 1, "dade": 1, "inho": 1, "inha": 1, "nho": 1, "lhas": 1, "ario": 1, "avel": 1, "oes": 1,
    "ing": 2, "tion": 2, "ed": 2, "ly": 2, "ould": 2, "ness": 2,
}  # fmt: skip
