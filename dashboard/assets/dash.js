// Used by Dash: a click on a chart opens its figure. The click is forgotten at once, so that the same bar can
// be clicked again after the panel was closed.
// The first chart is drawn as soon as the library is there; Dash draws the page anew when it has taken over.
(function () {
  "use strict";
  var box = document.querySelector("#prerender [data-first]");
  if (!box || !window.Plotly) return;
  var figure = JSON.parse(box.dataset.first);
  box.style.height = figure.layout.height + "px";
  window.Plotly.newPlot(box, figure.data, figure.layout, { displayModeBar: false, responsive: true }).then(function () {
    box.on("plotly_click", function (click) {
      var url = new URL(location.href);
      url.searchParams.set("figure", [].concat(click.points[0].customdata)[0]);
      location.href = url.href;
    });
  });
})();
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.tradetrace = {
  open: function (clicks) {
    clicks.forEach(function (click) {
      var point = click && click.points && click.points[0];
      if (!point || !point.customdata) return;
      var id = Array.isArray(point.customdata) ? point.customdata[0] : point.customdata;
      // An event has no figure of its own: its mark leads to its sentence in the list.
      if (String(id).charAt(0) === "#") { location.hash = id; return; }
      window.tradetrace.open(id);
    });
    if (!clicks.some(Boolean)) return window.dash_clientside.no_update;
    return clicks.map(function () { return null; });
  },
};
