"""How people shorten and misspell: what is read instead."""

from __future__ import annotations

from typing import Final

_TABLE = """
que: q k ke qe
porque: xq pq porq xk pork
para: pa p pra pro xra
por: x
tambien: tmb tb tbn tmbn
tambem: tbm
quiero: kiero qiero qro kero
quieren: kieren
aqui: aki aca
voce: vc
voces: vcs ces
hoje: hj
muito: mto mt
tudo: td
please: pls plz plss plis
thanks: thx tks thnx thxs
obrigado: brigadu obrigadu brigadim obg obgd brigado brigada obrigada brigadao obgda
porfavor: pf pfv pfvr xfa xfavor porfa porfis porfi porfaa
gracias: grax grasias grcias gracia gracis graciass
habitacion: hab habit habi habitasion abitacion habitacin habtacion hbitacion
habitaciones: habs habitasiones abitaciones
departamento: depto dpto dto depa deptos departamentito
cabana: cab cabanita
personas: pers perss persnas psnas prs ps
finde: findes fds finsemana
despues: dsps dps
quanto: qto qnto qt qnt qnts
cuanto: cto kuanto quanto's cuánto
cuando: cdo
tienen: tinen tiene's tienem
reservar: resevar reserbar rezervar
reserva: resreva reserba resrva rsva
tengo: tngo
checkin: chekin chequin
checkout: chekout chequout
valeu: vlw vlww vleu
gente: gnt
quincena: kinsena kincena quinsena
wifi: wi-fi internet wi
estan: stan
buenas: wenas guenas bnas
bueno: bno weno wueno
bien: bn
disponibilidad: dispo disponib disponiblidad disp
disponibilidade: disponib's
departamentos: dptos
you: ya'll u'd
messages: msgs
"""
# Words that only their accent tells from others.
ACCENTED: Final = {"reservé": "reservei"}
SHORTHAND: Final = {
    short: word
    for line in _TABLE.strip().splitlines()
    for word, _, shorts in [line.partition(":")]
    for short in shorts.split()
}
