"""What is not for a front desk at all: advertising, abuse, riddles, orders to the machine."""

from __future__ import annotations

from typing import Final

NONSENSE: Final = {
    "unknown": (
        "quedo|salio|termino|perdio|empato|gano|ficou|won ~ boca|river|racing|independiente|flamengo|palmeiras|"
        "corinthians|madrid|chivas|penarol|barca|colo|gremio|santos",
        "ayudas|ayudame|ayuda|ayudar|help|ajuda|ajudar|ayudan ~ [me|mi] ~ con|com|with|na|no|a ~ tarea|tareas|deber|"
        "deberes|homework|licao|matematica|examen|tesis|ensayo|essay|redacao",
        "renda|income|ingresos extra|pasivo|pasivos|passiva",
        "clique|clica|clic|click [no|en|em] aqui|aca|here|link|enlace|bio",
        "boost|posicione|posiciona|posicionamos|rank|impulse|impulsa|impulsamos|impulsione|grow|promote|aumente|alavanque "
        "~ [your|su|seu|tu] ~ hotel|negocio|business|ranking|pousada|website|sitio|site|pagina|reservas|bookings|empresa",
        "finja|finge|fingi|imagina|imagine|pretend|haz|supone|suponga [de|cuenta] que|that|you're ~ voce|eres|sos|es|e|vc|"
        "you|are|o|el|soy|seja",
        "busco|buscamos|buscando|ofrezco|procuro|procurando|necesito|quiero|preciso|looking|need [for] ~ laburo|chamba|pega|"
        "changa|changas|jale|curro|trampo|emprego|job|jobs|employment|trabajito",
        "su|tu|your|sua|seu [bank|credit] cuenta|conta|account|tarjeta|cartao|card ~ [bancaria|bank|de] ~ ha|has|was|foi|"
        "fue|been|sera ~ "
        "[sido|been|bancaria|bank] ~ suspendida|bloqueada|suspensa|"
        "suspended|blocked|locked|restringida|desactivada|limitada",
        "ingrese|ingresa|acesse|acceda|accede|entre|visite|access|visit ~ siguiente|seguinte|following enlace|link|vinculo|"
        "pagina|url",
        "you|has|foi|fuiste|ha|fue [have] [been|sido] won|selected|seleccionado|seleccionada|sorteado|premiado|selecionado|"
        "selecionada",
        "congratulations|congrats|felicidades|felicitaciones|parabens|enhorabuena ... won|winner|"
        "selected|seleccionado|seleccionada|ganado|ganador|ganadora|ganaste|ganhou|ganhador|sorteado|premiado|selecionado|"
        "selecionada",
        "desactiva|desactivar|disable|apaga|desligue|desative|remove|quita|saltate|bypass ~ filtros|filters|filtro|"
        "restricciones|restrictions|seguranca|safety|guardrails|limites",
        "dame|deme|dime|pasame|give|tell|manda ~ [me] ~ telefono|numero|datos|nombre|direccion|phone|email|telefone|"
        "dados|tarjeta .. de|del|do|da|of|dos ~ [ultimo|otro|otra|outro|anterior|last|other] cliente|clientes|huesped|"
        "hospede|guest|"
        "customer",
        "START [<hello>] [<hello>] es|e|hablo|is|aqui|eh [con|this|de|da|do] [la|el|o|a|the|una] veterinaria|farmacia|"
        "pizzeria|"
        "panaderia|taller|colegio|escuela|doctor|doctora|medico|consultorio|clinica|peluqueria|ferreteria|remiseria|"
        "rotiseria|pharmacy|vet|pizzaria|mecanico|dentista|gomeria|lavadero|escritorio|banco|abogado",
        "lista|listo|listos|listas|pronta|pronto|ready ~ torta|tortas|pastel|bolo|cake|pizza|pizzas|vestido|lentes|moto|"
        "celular|empanadas|remera|camisetas",
        "venden|vendes|vendem|sell|vende ~ repuestos|repuesto|pecas|parts|celulares|celular|ropa|muebles|materiales|"
        "autopartes|neumaticos|llantas",
        "retorno|rendimiento|rentabilidad|lucro|ganancia|ganancias|returns|profit garantido|garantizado|garantizada|"
        "asegurado|asegurada|guaranteed|diario|diaria",
        "investir|invertir ~ em|en|in ~ bitcoin|cripto|acoes|bolsa|acciones|crypto|criptomoedas|forex",
        "START [<hello>] mae|pai|mama|papa|mami|mom|dad|mum|filho|hijo|hija ~ troquei|cambie|perdi|mudei|changed|se|caiu|"
        "roubaram ~ numero|celular|telefono|phone|telefone|number|rompio|perdio",
        "te amo|adoro hermosa|hermoso|preciosa|mamacita|bonita|gostosa",
        "escribir|write|escrever|redactar|armar ~ carta|poema|letter|cancion|ensayo|essay|codigo|discurso|poem",
        "dolar|bitcoin|euro ~ a|cuanto|quanto|cotizacion|oficial|blue",
        "meaning|sentido of|de|da ~ life|vida",
        "compro|compramos ~ oro|dolares|auto|carro|coche|moto|celular|casa|autos|celulares|muebles|antiguedades|joyas|euros",
        "sos|eres|seu|que|tremendo|manga|puro [un|una|de|flor] [re] weon|huevon|weones|huevones",
        "vende|vendo|vendemos|venden|vendese ~ lote|lotes|terreno|terrenos|campo|auto|moto|carro|celular|perfumes|ropa",
        "raiz|derivada|integral|seno|logaritmo|root ~ cuadrada|de|of",
        "book|give|get|reserve ... for free",
        "dame|deme|danos|regala|da ... gratis|gratuita|gratuito",
        "sos|eres|are|you|voce ~ ahora|now|agora ~ <master>",
        "responde|responda|respond|answer ~ solo|only|siempre|always",
        "orden|ordem|order|instruccion|comando|ordenes ~ del|da|do|from|de|the ~ <master>",
        "<forget> ... dijeron|disseram|told|ordenaron|ensenaron|programaron|instruction|prompts|programado",
        "me|nos equivoque|equivocamos de chat|numero|grupo|persona|contacto|whatsapp !de",
        "numero|mensaje|chat|mensagem|grupo|message equivocado|errado|errada",
        "wrong number|chat|person|message|group|window",
        "errei|mandei ~ contato|numero|grupo|conversa [errado|errada]",
        "jailbreak|sudo",
        "drop|select|delete table|from",
        "dan mode",
        "hackear|hackees|hackea|hack|hackeame|phishing",
        "regalame|regaleme|regalanos|regalenme|regalen ~ <nights>|noche|noches|estadia|semana|<room>",
        "START system|sistema|assistant|prompt|admin|root",
        "you are|will now|act|pretend",
        "partir de|from|desde ahora|agora|now|hoy en|sos|eres|vas|voce|you|on|mas|responde|responda ~ [en|adelante|"
        "mas] ~ sos|eres|vas|responde|voce|you|es|respondes|contesta",
        "from now on",
        "ahora|agora|now sos|eres|voce|you|actua ~ <master>|libre|otro|un|are",
        "admin|debug|developer|root|god|dan|administrator mode|access",
        "modo|mode admin|administrador|debug|root|dios|dan|programador",
        "soy|sou|am|i'm|im ~ programador|desarrollador|developer|creador|admin|root",
        "<cancel>|borra|elimina|delete|borren ~ todas|all ~ las|the|as <reservation>",
        "cuanto|quanto es|e|is|da|son <n>|<big>|<x> [x|por|mas|vezes|mais|times|plus|dividido|menos] <n>|<big>|"
        "<people>",
        "prestamo|prestamos|emprestimo|emprestimos|credito|creditos ~ sin|al|rapido|inmediato|requisitos|facil|"
        "personales|sem|online|aprobado",
        "prestamo|prestamos|emprestimo|emprestimos|loans|loan",
        "gana|gane|ganar|ganhe|ganhar|earn|win|ganas|ganaste|won ~ dinero|dinheiro|plata|money|<money>|premio|prize|"
        "usd|dolares|extra|iphone|renda",
        "invierte|invierta|inverti|invista|invest|inversion|inversiones|investimento|forex|trading|cripto|"
        "criptomonedas|bitcoin|crypto ~ en|em|in|y|e|cripto|ahora|agora|now|gana|ganhe|segura|desde|ganancias",
        "clique|click|clic|clica|haz clic|click aqui|aca|here|link|en|no",
        "link ~ bio",
        "follow|siganme|sigueme|sigam ~ instagram|tiktok|my",
        "casino online|bonus|bono|gratis|virtual",
        "apuestas|apostas|viagra|onlyfans|tarot|aposta|bet|betting|sorteo|herbalife|multinivel",
        "felicidades ~ ganado|ganador|ganaste|seleccionado",
        "parabens ~ ganhou|ganhador",
        "congratulations ~ won|winner|selected",
        "ganador|ganadora de",
        "trabaja|trabaje|trabalhe|work desde|de|from casa|home",
        "ignora|ignore|olvida|olvidate|esquece|esqueca|forget|disregard|ignoren|olvide|desconsidere|ignorá ~ [las|"
        "tus|suas|your|all|todas|todo|previous|everything|de|tudo] ~ instrucciones|reglas|instrucoes|regras|"
        "instructions|rules|anterior|anteriores|previous|prompt|todo|tudo|everything|above|prior",
        "system|your|tu|seu|del prompt|sistema|instrucciones|instrucoes",
        "actua|act|pretend|finge|finja|aja|comportate como|as|you|to|que ~ ..  <x>|eres|an|a|un|uma|um|si|are|be",
        "actua|act|finge|aja|pretend como|as|que|you|to",
        "lista|datos|numeros|telefonos|telefono|nombre|nombres|list|phone|data|dados|password|contrasenas|tarjetas ~ "
        "de|of|dos|das|los ~ otros|huespedes|hospedes|clientes|guests|customers|otro|other|all|todos|usuarios|"
        "tarjetas",
        "tu|your|sua|admin|da|dime|la contrasena|password|senha|api|token|clave_api [key]",
        "modo|developer|mode desarrollador|mode|dios|jailbreak",
        "reveal|revela|muestrame|show|mostra ~ prompt|instrucciones|instructions|codigo|secret|secrets|reglas",
        "<abuse>",
        "andate|vete|vayanse|anda|vai|vao|go|ve ~ a|al|la|tomar|to|se|carajo ~ <abuse>|carajo|cagar|mierda|hell|culo|"
        "diablo|infierno|fuder|lavar|banar|bañar",
        "la concha|puta ~ madre|tu|de|que|mae",
        "fuck|fck you|off|this",
        "que hora|horas es|son ~ en|in|em",
        "what time is it ~ in",
        "quien|quem|who gano|ganhou|won|es|invento|descubrio|is|was ~ partido|presidente|mundial|president|jogo|game|"
        "copa|world",
        "capital ~ de|of|da|do",
        "contame|cuentame|cuenta|tell|conta|contar|decime|dime|haceme ~ chiste|joke|piada|poema|poem|cuento|"
        "adivinanza|historia",
        "chiste|piada|joke|poema|poem|horoscopo",
        "receta|receita|recipe ~ de|para|for|do|con",
        "cuanto|quanto es|e|is <n>|<big> [por|x|mas|vezes|mais|times|plus|*|+] <n>|<big>",
        "resolve|resuelve|resolver|solve ~ ecuacion|problema|math|tarea|homework|integral",
        "haceme|hazme|armame|faz|escribeme|escribime|write|escreva|escribe|genera|generate|hace|haz ~ codigo|code|"
        "poema|ensayo|essay|cancion|"
        "song|python|carta|tarea|texto|poem|historia|cuento|programa",
        "traduce|traducime|traduzca|translate|traduza ~ ..",
        "como esta|va estara el clima|dolar|tiempo|bitcoin",
        "dolar hoy|blue",
        "a cuanto esta el dolar",
        "clima|weather|pronostico|previsao ~ para|en|manana|hoy|in|today|em|tomorrow|de|del|for",
        "vendo|vendemos|ofrezco|ofrecemos|ofereco|oferecemos|compro|promociono|somos una agencia ~ ..  <x>|"
        "seguidores|servicios|servicos|autos|auto|terreno|celular|iphone|productos|publicidad|marketing|celulares|"
        "ropa|followers|marketing|posicionamiento|pagina|bitcoin|creditos|casa|moto",
        "vendo|ofrezco|ofrecemos|ofereco|oferecemos|vendemos",
        "aumenta|aumente|increase|boost|mejora|mejore|consigue|consiga ~ seguidores|ventas|followers|vendas|sales|"
        "trafico|redes|seguidores",
        "seo|seguidores|followers|likes",
        "te amo|quiero mucho|casarias",
        "eres|sos|es|are|you ~ soltera|linda|hermosa|casado|gay|tonto|estupido",
        "sexo|porno|sex|porn|nudes|desnuda|desnudas|escorts|prostitutas|cocaina|drogas|marihuana|faso|maconha|weed|"
        "hookers|putas",
        "reenvia|reenvie|reenviar|forward|compartilhe|encaminhe|comparte ~ mensaje|cadena|mensagem|message|contactos|"
        "a|esto|este|para|this",
        "que opinas|opinan|piensas|acha ~ de|do|sobre",
        "who do you think ~ win",
        "partido|jogo ~ boca|river|flamengo|hoy|ayer|ontem|messi|mundial",
        "boca|river ~ gano|perdio|juega|gana|o",
        "messi|maradona|ronaldo|trump|milei|lula|bolsonaro|bukele",
        "sdf|asdf|asd|qwerty|lorem|ipsum|jkl|fgh|hjk|qwe",
        "vote|vota ~ por|en",
        "encuesta|survey",
        "sign up now",
        "oferta|promocion ~ limitada|imperdible|exclusiva|unica",
        "100% seguro|gratis|garantizado",
        "dinero|dinheiro|money ~ facil|rapido|extra|easy|fast",
        "haz|gana dinero",
        "busco|ofrezco ~ trabajo|empleo|pareja|novia|novio|trampo",
        "estan|tienen ~ contratando|empleo|vacantes ~ laborales|trabajo",
        "contratan|contratando",
    ),
    "unknown_weak": ("curriculum|cv|empleo",),
}
