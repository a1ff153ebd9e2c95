// Before anything is painted: the reader's choice of light or dark, if one was made; an iframe's address may name it.
(function () {
  try {
    var theme = new URLSearchParams(location.search).get("theme") || localStorage.getItem("tradetrace-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* storage may be switched off; the system setting then decides */ }
})();
