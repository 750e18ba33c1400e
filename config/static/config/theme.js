// Light or dark, before anything is painted. The choice stays in this browser; without one the system decides.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto";
    }
  };
  const apply = () => {
    const isDark = read() === "dark" || (read() === "auto" && dark.matches);
    document.documentElement.classList.toggle("dark", isDark);
  };
  dark.addEventListener("change", apply);
  window.deskTheme = {
    read,
    choose(theme) {
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // A browser that keeps nothing follows its system.
      }
      apply();
    },
  };
  apply();
})();
