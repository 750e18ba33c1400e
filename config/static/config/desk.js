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
});
