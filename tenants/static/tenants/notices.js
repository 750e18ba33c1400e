// Lets this browser say yes to notices. What it says is kept by the desk; the worker shows what comes.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("notice-browser");
  const words = document.getElementById("notice-browser-words");
  if (!form) return;
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    words.textContent = form.dataset.unable;
    return;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    words.textContent = "";
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        words.textContent = form.dataset.denied;
        return;
      }
      const worker = await active(await navigator.serviceWorker.register(form.dataset.worker));
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
      const { endpoint, keys } = subscription.toJSON();
      const body = new FormData(form);
      Object.entries({ endpoint, ...keys }).forEach(([name, value]) => body.set(name, value));
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.ok) location.reload();
      else words.textContent = (await answer.json()).error;
    } catch {
      words.textContent = form.dataset.failed;
    }
  });
});

// A worker that is still being installed cannot be subscribed.
function active(registration) {
  if (registration.active) return registration;
  const worker = registration.installing || registration.waiting;
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve(registration));
  });
}

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}
