// While a step is being tried the page looks again every two seconds; what somebody is typing stays as it is.
(() => {
  const PAUSE = 2000;
  const parts = (page) => [...page.querySelectorAll("[data-live]")];
  const isRunning = () => document.querySelector("[data-running]") !== null;

  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const news = new Map(parts(fresh).map((part) => [part.dataset.live, part]));
      parts(document).forEach((part) => {
        const now = news.get(part.dataset.live);
        if (!now) part.remove();
        else if (now.innerHTML !== part.innerHTML || "running" in now.dataset !== "running" in part.dataset) part.replaceWith(now);
      });
    } catch {
      // The next look may get through.
    }
  };

  const wait = () => setTimeout(async () => {
    await look();
    if (isRunning()) wait();
  }, PAUSE);
  if (isRunning()) wait();
})();
