// Calls to the sandbox. Every one ends within half a minute, so that the page never hangs with it.

const PATIENCE = 30000;

async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error ?? String(answer.status));
  return value;
}

function post(path, value) {
  return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
}

export const getSettings = () => ask("/_sandbox/settings");
export const setSettings = (dials) => post("/_sandbox/settings", dials);
export const getState = () => ask("/_sandbox/state");
export const getTemplates = () => ask("/_sandbox/templates");
export const writeMessage = (message) => post("/_sandbox/messages", message);

export function getChat(guest, number, since) {
  return ask(`/_sandbox/chat?${new URLSearchParams({ guest, phone_number_id: number, since })}`);
}

// The bytes go as they are, under the type that the browser says they have.
export function keepFile(blob, type, filename) {
  const query = new URLSearchParams({ mime_type: type, filename });
  return ask(`/_sandbox/media?${query}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: blob });
}
