// The words of the page, in its three languages. `word` returns one; `translate` fills in what the page was written with.

const WORDS = {
  es: {
    title: "Teléfono de prueba", conversation: "Conversación", number: "Número del alojamiento (id)", languages: "Idioma",
    faults: "Fallas", faults_about: "Lo que puede salir mal entre Meta y el sistema. Vale para los dos teléfonos.",
    guest: "Huésped", guest_number: "Teléfono", guest_name: "Nombre", username: "Usuario",
    hides: "Meta no muestra su teléfono", keep: "Guardar", cancel: "Cancelar", close: "Cerrar",
    attach: "Adjuntar", message: "Mensaje", record: "Grabar una nota de voz", stop: "Enviar la grabación", send: "Enviar",
    no_quote: "No responder a este mensaje", picture: "Archivo o imagen", place: "Ubicación", here: "Mi ubicación",
    typing: "escribiendo…", recording: "Grabando", actions: "Acciones del mensaje", reply: "Responder",
    react: "Reaccionar con", unreact: "Quitar la reacción", share_place: "Enviar mi ubicación",
    share_phone: "Compartir mi teléfono", template: "Plantilla", file: "Archivo", unknown: "Mensaje de tipo",
    you: "Usted", waiting: "sin entregar", sent: "enviado", delivered: "entregado", read: "leído", failed: "falló",
    webhook_zero: "El sistema no contestó; se volverá a intentar.", webhook_other: "El sistema contestó",
    no_sandbox: "El servidor de prueba no contesta.", no_number: "Falta el id del número del alojamiento.",
    no_microphone: "El navegador no dio el micrófono.", choose: "Elija una opción", voice: "Nota de voz",
    duplicate: "Webhooks repetidos", reorder: "Webhooks en desorden", drop_status: "Estados perdidos",
    error_5xx: "Envíos que fallan con 5xx", html: "Envíos contestados con HTML",
    timeout_after_accept: "Envíos aceptados sin respuesta", timeout_before_accept: "Envíos perdidos sin respuesta",
    delay_status_ms: "Demora de los estados", latency_ms: "Demora de las respuestas", pair_limit: "Límite por huésped (131056)",
    statuses: "Enviar estados", next_131056: "El próximo envío: 131056", jump: "Adelantar 24 horas",
    reset: "Todo normal", clock: "Reloj adelantado", hours: "h", sends: "Envíos", pending: "Por entregar al sistema",
    answers: "Respuestas del sistema", none: "ninguna",
  },
  en: {
    title: "Sandbox phone", conversation: "Conversation", number: "Number of the lodging (id)", languages: "Language",
    faults: "Faults", faults_about: "What can go wrong between Meta and the system. It holds for both phones.",
    guest: "Guest", guest_number: "Phone", guest_name: "Name", username: "Username",
    hides: "Meta does not show their phone number", keep: "Save", cancel: "Cancel", close: "Close",
    attach: "Attach", message: "Message", record: "Record a voice note", stop: "Send the recording", send: "Send",
    no_quote: "Do not reply to this message", picture: "File or picture", place: "Location", here: "My location",
    typing: "typing…", recording: "Recording", actions: "Message actions", reply: "Reply",
    react: "React with", unreact: "Remove the reaction", share_place: "Send my location",
    share_phone: "Share my phone number", template: "Template", file: "File", unknown: "Message of type",
    you: "You", waiting: "not delivered", sent: "sent", delivered: "delivered", read: "read", failed: "failed",
    webhook_zero: "The system did not answer; it will be tried again.", webhook_other: "The system answered",
    no_sandbox: "The sandbox does not answer.", no_number: "The id of the lodging's number is missing.",
    no_microphone: "The browser did not give the microphone.", choose: "Choose an option", voice: "Voice note",
    duplicate: "Repeated webhooks", reorder: "Webhooks out of order", drop_status: "Lost statuses",
    error_5xx: "Sends that fail with 5xx", html: "Sends answered with HTML",
    timeout_after_accept: "Sends accepted without an answer", timeout_before_accept: "Sends lost without an answer",
    delay_status_ms: "Delay of statuses", latency_ms: "Delay of answers", pair_limit: "Limit per guest (131056)",
    statuses: "Send statuses", next_131056: "The next send: 131056", jump: "Jump ahead 24 hours",
    reset: "All normal", clock: "Clock ahead", hours: "h", sends: "Sends", pending: "Waiting for the system",
    answers: "Answers of the system", none: "none",
  },
  pt: {
    title: "Telefone de teste", conversation: "Conversa", number: "Número da hospedagem (id)", languages: "Idioma",
    faults: "Falhas", faults_about: "O que pode dar errado entre a Meta e o sistema. Vale para os dois telefones.",
    guest: "Hóspede", guest_number: "Telefone", guest_name: "Nome", username: "Usuário",
    hides: "A Meta não mostra o telefone", keep: "Salvar", cancel: "Cancelar", close: "Fechar",
    attach: "Anexar", message: "Mensagem", record: "Gravar uma mensagem de voz", stop: "Enviar a gravação", send: "Enviar",
    no_quote: "Não responder a esta mensagem", picture: "Arquivo ou imagem", place: "Localização", here: "Minha localização",
    typing: "digitando…", recording: "Gravando", actions: "Ações da mensagem", reply: "Responder",
    react: "Reagir com", unreact: "Remover a reação", share_place: "Enviar minha localização",
    share_phone: "Compartilhar meu telefone", template: "Modelo", file: "Arquivo", unknown: "Mensagem do tipo",
    you: "Você", waiting: "não entregue", sent: "enviada", delivered: "entregue", read: "lida", failed: "falhou",
    webhook_zero: "O sistema não respondeu; haverá nova tentativa.", webhook_other: "O sistema respondeu",
    no_sandbox: "O servidor de teste não responde.", no_number: "Falta o id do número da hospedagem.",
    no_microphone: "O navegador não deu acesso ao microfone.", choose: "Escolha uma opção", voice: "Mensagem de voz",
    duplicate: "Webhooks repetidos", reorder: "Webhooks fora de ordem", drop_status: "Status perdidos",
    error_5xx: "Envios que falham com 5xx", html: "Envios respondidos com HTML",
    timeout_after_accept: "Envios aceitos sem resposta", timeout_before_accept: "Envios perdidos sem resposta",
    delay_status_ms: "Atraso dos status", latency_ms: "Atraso das respostas", pair_limit: "Limite por hóspede (131056)",
    statuses: "Enviar status", next_131056: "O próximo envio: 131056", jump: "Adiantar 24 horas",
    reset: "Tudo normal", clock: "Relógio adiantado", hours: "h", sends: "Envios", pending: "A entregar ao sistema",
    answers: "Respostas do sistema", none: "nenhuma",
  },
};

export const language = document.documentElement.lang in WORDS ? document.documentElement.lang : "es";

export function word(name) {
  return WORDS[language][name] ?? name;
}

export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-placeholder]")) element.placeholder = word(element.dataset.placeholder);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.matches("button")) element.title = word(element.dataset.label);
  }
}
