// A chart as a picture file: title, subtitle, key, charts, note, source and permanent link, drawn from what the page
// shows. Everything stays in the browser; letters are put into the file, so that it looks the same everywhere.
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var WIDTH = 1040, EDGE = 40, GAP = 32, INNER = WIDTH - 2 * EDGE;
  var style = getComputedStyle(document.documentElement);
  // A picture is light, whatever the page is: it goes into papers and slides. These are the tokens of the light page.
  var INK = "#1a2129", SOFT = "#4a535d", RULE = "#b9b3a6";
  var SANS = style.getPropertyValue("--sans"), SERIF = style.getPropertyValue("--serif");
  var pen = document.createElement("canvas").getContext("2d");

  function make(tag, attributes, parent) {
    var made = document.createElementNS(SVG, tag);
    Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (parent) parent.append(made);
    return made;
  }

  // Words, and in Chinese single characters, are kept whole.
  function lines(text, font, width) {
    pen.font = font;
    var found = [], line = "";
    (text.match(/\s+|[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+/g) || []).forEach(function (part) {
      if (line.trim() && pen.measureText((line + part).trimEnd()).width > width) {
        found.push(line.trim());
        line = "";
      }
      line += part;
      while (pen.measureText(line).width > width) { // an address has no spaces
        var cut = line.length - 1;
        while (cut > 1 && pen.measureText(line.slice(0, cut)).width > width) cut -= 1;
        found.push(line.slice(0, cut));
        line = line.slice(cut);
      }
    });
    if (line.trim()) found.push(line.trim());
    return found;
  }

  // Writes a paragraph and gives the place below it.
  function write(svg, text, y, size, options) {
    var o = Object.assign({ x: EDGE, width: INNER, weight: 400, family: SANS, fill: SOFT }, options);
    lines(text, o.weight + " " + size + "px " + o.family, o.width).forEach(function (line) {
      y += Math.round(size * 1.4);
      make("text", { x: o.x, y: y, "font-family": o.family, "font-size": size, "font-weight": o.weight, fill: o.fill }, svg)
        .textContent = line;
    });
    return y;
  }

  function words(element) { return element ? element.textContent.replace(/\s+/g, " ").trim() : ""; }

  // The marks of a chart that are no bars: outline for a cap or another statement, filled for the rest.
  var SHAPES = {
    "cap-VN": ["triangle", false], "cap-CN": ["square", false], "cap-other": ["pentagon", false], others: ["circle", false],
    "mark-VN": ["triangle", true], "mark-CN": ["square", true], "mark-other": ["pentagon", true], "mark-none": ["circle", true],
    "short": ["diamond", true], "stock": ["square", true],
  };
  var OUTLINES = {
    triangle: "0,-6 6,5 -6,5", square: "-5,-5 5,-5 5,5 -5,5", diamond: "0,-6 6,0 0,6 -6,0", pentagon: "0,-6 6,-1 4,5 -4,5 -6,-1",
  };
  function shape(svg, swatch, x, y) {
    var name = Object.keys(SHAPES).filter(function (n) { return swatch.classList.contains("swatch-" + n); })[0];
    if (!name) return false;
    var colour = getComputedStyle(swatch).getPropertyValue("--c").trim();
    var look = { stroke: colour, "stroke-width": 2, fill: SHAPES[name][1] ? colour : "#ffffff", transform: "translate(" + x + " " + y + ")" };
    var outline = OUTLINES[SHAPES[name][0]];
    make(outline ? "polygon" : "circle", Object.assign(look, outline ? { points: outline } : { r: 5 }), svg);
    return true;
  }

  function key(svg, frame, y) {
    var items = frame.querySelectorAll(".key li");
    if (!items.length) return y;
    var x = EDGE;
    y += 12;
    items.forEach(function (item, i) {
      var swatch = item.querySelector(".swatch"), label = words(item);
      pen.font = "400 14px " + SANS;
      var wide = pen.measureText(label).width + 58;
      if (x > EDGE && x + wide > WIDTH - EDGE) { x = EDGE; y += 24; }
      if (swatch && shape(svg, swatch, x + 13, y + 7)) {
        // Drawn as the chart draws it.
      } else if (swatch) {
        var look = getComputedStyle(swatch), colour = look.borderTopColor, name = "key" + i;
        var pattern = make("pattern", { id: name, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg);
        make("rect", { width: 2, height: 6, fill: colour }, pattern);
        var hatched = look.backgroundImage !== "none";
        make("rect", { x: x, y: y, width: 26, height: 14, rx: look.borderRadius === "50%" ? 7 : 2, stroke: colour, "stroke-width": 1.5,
          fill: hatched ? "url(#" + name + ")" : look.backgroundColor }, svg);
      }
      make("text", { x: x + (swatch ? 34 : 0), y: y + 12, "font-family": SANS, "font-size": 14, fill: SOFT }, svg).textContent = label;
      x += wide;
    });
    return y + 18;
  }

  function chart(graph, width) {
    var height = graph.layout.height || graph.clientHeight;
    return window.Plotly.toImage(graph, { format: "svg", width: width, height: height, imageDataOnly: true }).then(function (text) {
      var drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      return { svg: drawn, height: height };
    });
  }

  function base64(buffer) {
    var bytes = new Uint8Array(buffer), out = "";
    for (var i = 0; i < bytes.length; i += 8192) out += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192));
    return btoa(out);
  }

  // The page's own letters as data; the browser has them at hand.
  function fonts() {
    var faces = [];
    Array.from(document.styleSheets).forEach(function (sheet) {
      Array.from(sheet.cssRules).forEach(function (rule) { if (rule instanceof CSSFontFaceRule) faces.push(rule); });
    });
    return Promise.all(faces.map(function (rule) {
      var address = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"))[1];
      return fetch(address).then(function (answer) { return answer.arrayBuffer(); }).then(function (buffer) {
        return rule.cssText.replace(/url\("?[^")]+"?\)/, "url(data:font/woff2;base64," + base64(buffer) + ")");
      });
    })).then(function (all) { return all.join("\n"); });
  }

  function compose(frame) {
    var graphs = Array.from(frame.querySelectorAll(".js-plotly-plot"));
    if (!graphs.length) return Promise.reject(new Error("no chart"));
    var wide = (INNER - GAP * (graphs.length - 1)) / graphs.length;
    if (wide < 360) wide = INNER;
    var across = wide === INNER ? 1 : graphs.length;
    return Promise.all([fonts(), Promise.all(graphs.map(function (g) { return chart(g, Math.round(wide)); }))]).then(function (ready) {
      var svg = make("svg", { xmlns: SVG, width: WIDTH, "font-kerning": "normal" });
      make("style", {}, svg).textContent = ready[0];
      var ground = make("rect", { width: WIDTH, fill: "#ffffff" }, svg);
      var y = write(svg, words(frame.querySelector("h2")), EDGE - 12, 27, { weight: 600, family: SERIF, fill: INK });
      y = write(svg, words(frame.querySelector(".subtitle")), y + 6, 16);
      y = key(svg, frame, y) + 12;
      for (var i = 0; i < ready[1].length; i += across) {
        var row = ready[1].slice(i, i + across), tallest = 0, head = 0;
        row.forEach(function (one, j) {
          var caption = words(((graphs[i + j].closest("figure") || {}).querySelector || function () {}).call(graphs[i + j].closest("figure"), "figcaption"));
          one.x = EDGE + j * (wide + GAP);
          if (!caption) return;
          var end = write(svg, caption, y, 15, { x: one.x, width: wide, weight: 600, fill: INK }) + 8;
          make("path", { d: "M" + one.x + " " + end + "h" + wide, stroke: RULE }, svg);
          head = Math.max(head, end + 6 - y);
        });
        row.forEach(function (one) {
          one.svg.setAttribute("x", one.x);
          one.svg.setAttribute("y", y + head);
          svg.append(document.importNode(one.svg, true));
          tallest = Math.max(tallest, one.height);
        });
        y += head + tallest + 10;
      }
      y = write(svg, words(frame.querySelector(".note")), y, 14);
      y = write(svg, words(frame.querySelector(".source-line")), y + 6, 14);
      make("path", { d: "M" + EDGE + " " + (y + 16) + "h" + INNER, stroke: RULE }, svg);
      y = write(svg, new URL(frame.dataset.link, location.href).href, y + 18, 13, { fill: INK });
      y += 24;
      svg.setAttribute("height", y);
      svg.setAttribute("viewBox", "0 0 " + WIDTH + " " + y);
      ground.setAttribute("height", y);
      return { text: new XMLSerializer().serializeToString(svg), height: y };
    });
  }

  function painted(drawing) {
    return new Promise(function (resolve, reject) {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = WIDTH * 2;
        canvas.height = drawing.height * 2;
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob(resolve, "image/png");
      };
      image.onerror = reject;
      image.src = URL.createObjectURL(new Blob([drawing.text], { type: "image/svg+xml" }));
    });
  }

  window.tradetrace.picture = function (frame, format) {
    return compose(frame).then(function (drawing) {
      return format === "png" ? painted(drawing) : new Blob([drawing.text], { type: "image/svg+xml" });
    }).then(function (blob) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "tradetrace-" + frame.id + "." + format;
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
      return link.download;
    });
  };
})();
