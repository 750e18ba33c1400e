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

// A choice that is searched for is named by what was chosen, so while nothing is, by its label. Built when the page is.
window.addEventListener("load", () => {
  document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    const label = select.labels[0]?.textContent.trim();
    if (label) select.parentElement.querySelector(".select2-selection")?.setAttribute("aria-label", label);
  });
});
