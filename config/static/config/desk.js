// What Unfold's templates expect of Alpine, and the few things that move on the desk: menus, filters, the theme.
document.addEventListener("alpine:init", () => {
  Alpine.data("desk", () => ({
    openModal: false,
    filterOpen: false,
    sidebarDesktopOpen: true,
    menuOpen: false,
    theme: window.deskTheme.read(),
    init() {
      this.$watch("filterOpen", (open) => {
        if (open) this.$nextTick(() => document.querySelector("#changelist-filter button")?.focus());
        else document.getElementById("filter-opener")?.focus();
      });
    },
    chooseTheme(theme) {
      this.theme = theme;
      window.deskTheme.choose(theme);
    },
    toggleMenu() {
      this.menuOpen = !this.menuOpen;
      if (this.menuOpen) this.$nextTick(() => document.querySelector("#nav-sidebar a")?.focus());
    },
    closeMenu() {
      if (!this.menuOpen) return;
      this.menuOpen = false;
      document.getElementById("menu-opener")?.focus();
    },
  }));
});

// An icon is a word drawn by a font: it must not be read out.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".material-symbols-outlined").forEach((icon) => icon.setAttribute("aria-hidden", "true"));
  // On a phone each value stands beside the name of its column, which comes in small letters.
  document.querySelectorAll("[data-label]").forEach((cell) => {
    cell.dataset.label = cell.dataset.label.charAt(0).toUpperCase() + cell.dataset.label.slice(1);
  });
  // The account stands at the foot of the menu: what opens there would lie below the edge.
  document.querySelector(".user-menu")?.addEventListener("toggle", ({ target }) => {
    if (target.open) target.scrollIntoView({ block: "end" });
  });
  // What cannot be taken back is asked once more.
  document.querySelectorAll("form[data-confirm]").forEach((form) => {
    form.addEventListener("submit", (event) => confirm(form.dataset.confirm) || event.preventDefault());
  });
});

// A choice that is searched for (select2) is named by its label and what was chosen, whenever it is built or changes.
new MutationObserver((changes) => {
  const built = changes.flatMap((change) => [change.target, ...change.addedNodes]);
  const boxes = built.map((node) => node.closest?.(".select2-container") || node.querySelector?.(".select2-container"));
  new Set(boxes.filter(Boolean)).forEach((box) => {
    const label = box.previousElementSibling?.labels?.[0]?.textContent.trim();
    const chosen = box.querySelector(".select2-selection__rendered");
    if (!label || !chosen) return;
    box.querySelector(".select2-selection").setAttribute("aria-label", label);
    chosen.setAttribute("aria-label", [label, chosen.textContent.trim()].filter(Boolean).join(": "));
  });
}).observe(document.documentElement, { childList: true, subtree: true });
