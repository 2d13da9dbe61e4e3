import CatalogImport
import TestKit
import Testing

@Suite("Safe HTML")
struct SafeHTMLTests {
    @Test(arguments: [
        ("<p>Hello <strong>you</strong></p>", "<p>Hello <strong>you</strong></p>"),
        ("<P CLASS=\"x\">a<BR/>b<br />c</P>", "<p>a<br>b<br>c</p>"),
        ("<h1>T</h1><h5>s</h5>", "<h2>T</h2><h4>s</h4>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<div>a</div><div>b</div>", "a b "),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("</p></script>a", "a"),
        ("a & b &amp; c &copy; &#39; &#x27; &bad", "a &amp; b &amp; c &copy; &#39; &#x27; &amp;bad"),
        ("1 < 2 > 1 <3", "1 &lt; 2 &gt; 1 &lt;3"),
        ("<!-- hidden -->a<!doctype x>b<?php ?>c", "abc"),
        ("<li>stray</li>", "stray "),
        ("tab\tnul\u{0}bell\u{7}", "tab\tnulbell"),
        ("", ""),
    ])
    func keepsTheSafeSubset(html: String, expected: String) {
        #expect(SafeHTML.sanitise(html) == expected)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<SCRIPT SRC=//x.test/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<p onmouseover=alert(1)>x</p>",
        "<a href=\"javascript:alert(1)\">x</a>", "<iframe src=\"data:text/html,<script>alert(1)</script>\"></iframe>",
        "<style>@import 'x'; </style>", "<p style=\"background:url(javascript:alert(1))\">x", "<p title=\"a>b\" onclick=alert(1)>x</p>",
        "<p title='\"><script>alert(1)</script>'>x</p>", "<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>", "<p/onclick=alert(1)>x", "<p\u{0C}onclick=alert(1)>x", "<\u{0}script>alert(1)</script>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<textarea></textarea><img src=x onerror=alert(1)>", "<template><script>alert(1)</script></template>", "<p", "<p title=\"", "<",
        "</",
        "<object data=x>", "<base href=//x.test>", "<meta http-equiv=refresh content=0>", "<form action=x><input name=y>", "<b/><script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;", "<xmp><p title=\"</xmp><script>alert(1)</script>\">", "<plaintext><script>",
        "<ScRiPt\n>alert(1)</sCrIpT\n>", "<script/x>alert(1)</script/x>", "<br onload=alert(1)//<", "＜script＞alert(1)＜/script＞",
    ])
    func nothingExecutableComesThrough(html: String) {
        expectSafe(SafeHTML.sanitise(html), from: html)
    }

    @Test func fuzzedMarkupComesOutSafeAndStaysAsItIs() {
        let pieces = [
            "<", ">", "</", "/>", "<p", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<script>", "</script>", "<!--", "-->", "\"", "'", "=", "&",
            "&lt;", ";", " ", "x", "onclick", "style", "<svg", "<h2>", "<br>", "\u{0}", "é", "<P ", "<div>", "<h1>", "</li>", "<ol>", "<em",
        ]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let html = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }
            .joined()
            let safe = SafeHTML.sanitise(html)
            expectSafe(safe, from: html)
            if SafeHTML.sanitise(safe) != safe { Issue.record("not stable: \(html) became \(safe)") }
        }
    }

    @Test func plainTextBecomesParagraphs() {
        #expect(SafeHTML.paragraphs("one\ntwo\n\n\nthree <b> & \"x\"") == "<p>one<br>two</p><p>three &lt;b&gt; &amp; \"x\"</p>")
        #expect(SafeHTML.description("plain & simple\n\n2 < 3") == "<p>plain &amp; simple</p><p>2 &lt; 3</p>")
        #expect(SafeHTML.description("<b>x</b>") == "<b>x</b>")
        #expect(SafeHTML.description("  ") == "")
    }

    @Test func depthIsBounded() {
        let deep = SafeHTML.sanitise(String(repeating: "<b>", count: 100_000) + "x")
        #expect(deep.utf8.count < 1000)
    }

    private func expectSafe(_ html: String, from source: String) {
        if let complaint = complaint(about: html) { Issue.record("\(source) came out as \(html): \(complaint)") }
    }

    /// Nil when every `<` begins one of the allowed tags, written exactly so, and no element but `br` stays open.
    private func complaint(about html: String) -> String? {
        var open: [Substring] = []
        for piece in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: ">") else { return "a tag is not closed" }
            let isClosing = piece.first == "/"
            let name = piece[..<end].dropFirst(isClosing ? 1 : 0)
            guard SafeHTML.elements.contains(String(name)) else { return "<\(name)> is not allowed" }
            if isClosing {
                guard open.popLast() == name else { return "</\(name)> is badly nested" }
            } else if name != "br" {
                open.append(name)
            }
        }
        return open.isEmpty ? nil : "\(open) stayed open"
    }
}
