"""How guests ask about parcels and what else is brought for them."""

from __future__ import annotations

from typing import Final

DELIVERIES: Final = {
    "parcel": (
        "dar|usar|poner|give|use|put|pasar|colocar|passar ~ direccion|address|endereco ... <parcel>|envien|manden|"
        "entreguen|enviem|mandem|deliver|send",
        "pedido|repuesto|repuestos|encargo|package|order|compras ... recibis|reciben|recibes|recibe|recebem|recebe|"
        "reciban|receive|recibirlo|recibirian",
        "box|boxes|something|things|stuff ~ shipped|delivered|sent|mailed|posted",
        "ship|shipped|shipping|mail|mailed|post|despachar|despacho .. box|boxes|something|things|stuff|order|gear|suitcase|"
        "it|them|un|una|algo",
        "@!no|me|nao dejaron|deixaram|left|trajeron|trouxeram|entregaron|llego|chegou|llegaron|chegaram|vino|"
        "paso|came ~ algo|nada|something|anything|alguna|algum|alguma|any|cosas|cartero|repartidor|cadete ~ [a|para|"
        "for|pra|mi|mim|me|en|na|de]",
        "pueden|podes|puede|podrian|podria|can|could|podem|pode|me|nos ~ recibir|receber|receive|aceptar|accept|"
        "guardar|recibirme|firmar ~ <ordered>|<parcel>|pedido|compra|algo|entrega|<papers> ~ [de] [mercado|amazon|"
        "correo|un|libre]",
        "get|have|mandar|hacer|que|fazer ~ something|algo|things|cosas|coisas|stuff ~ delivered|sent|shipped|"
        "entregar|mandado|llegar",
        "entregador|repartidor|motoboy|cadete|cartero|driver ~ esta|ta|is|llego|chegou|va|vai|paso|at|na|en",
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
        "llega|llegar|llegara|chegar|chega|arriving|coming|arrive ~ un|una|uma|a|<n> .. que|i ~ compre|pedi|encargue|"
        "comprei|encomendei|ordered|"
        "bought|compramos|pedimos",
        "mail|post|correo|correspondencia|cartas|letters ~ for|para|pra|a ~ me|us|mi|mim|nosotros|nombre|room",
        "llega|llegar|llegara|llegaria|chega|chegar|arriving|arrives|arrive|vem|viene|caer ~ pedido|compra|encargo|"
        "entrega|delivery|order|compras",
        "pedido|compra|encargo|entrega|delivery|order|compras ~ [mia|mio|minha|meu|of|mine] ~ llega|llegar|llegara|"
        "llegaria|chega|chegar|arriving|arrives|arrive|coming|caer",
        "pedido|compra|order|something|algo ~ [arriving|coming|llega] .. under|a|no|em|in|for ~ my|mi|meu|nombre|nome "
        "name|nombre|nome",
        "sign for it|me",
        "pedido ~ nombre|llego|llega|entregan|recibir|amazon|meli|mercado",
        "hice|pedi|compre|comprei ~ un|una|algo|uma|um ~ pedido|compra|internet|wifi|online|linea",
        "direccion ~ para ~ <parcel>|envio|envios|mandar",
    ),
    "parcel_last": ("cartero|entregador|repartidor|entrega|entregas|entregaron|deliver|delivered|zapatillas",),
}
