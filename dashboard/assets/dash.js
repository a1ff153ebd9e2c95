// Used by Dash: a click on a chart opens its figure. The click is forgotten at once, so that the same bar can
// be clicked again after the panel was closed.
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
