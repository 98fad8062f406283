namespace BranchBot.Tests.Support;

/// <summary>What somebody might write, or send with a program of his own, so that something else takes it for more than words.</summary>
public static class Hostile
{
    /// <summary>Bearing on every sink: Markdown, formulas, HTML, iCalendar, logs, terminals, file names, addresses, mentions, JSON, card templates.</summary>
    public static readonly IReadOnlyList<string> Words =
    [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\uFF1D1+1",
        "=HYPERLINK(\"https://evil.example\",\"点我\")",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title><svg onload=alert(1)>",
        "[点我](https://evil.example)",
        "![x](https://evil.example/x.png)",
        "**粗** _斜_ `code` # 标题",
        "javascript:alert(1)",
        "<at>王芳</at>",
        "<at id=\"29:1\">everyone</at> @所有人",
        "&lt;at&gt;王芳&lt;/at&gt;",
        "a\r\nATTENDEE:mailto:evil@example.com\r\nSUMMARY:x",
        "a\rATTENDEE:mailto:evil@example.com",
        "a\nEND:VEVENT\nEND:VCALENDAR",
        "a\u2028b\u2029c\u0085d\vE\ff",
        "a\r\nHTTP/1.1 200 OK\r\nSet-Cookie: x=1",
        "a\r\nfail: Forged[1]\n      a line that nobody logged",
        "\u001b[31mred\u001b[0m\u001b]0;title\u0007",
        "\u009b31m\u0000\u0007\u0008",
        "../../etc/passwd",
        "..\\..\\windows\\win.ini\0.csv",
        "a\"; filename=\"evil.exe",
        "\u202Ecod.exe\u202C\u2066x\u2069\u200F",
        "{{DATE(2026-11-24T00:00:00Z,SHORT)}} ${x} #{y} {0} %s %n",
        "\",\"verb\":\"x\",\"a\":\"",
        "\\\",\\u0000",
        "' or PartitionKey ne '",
        "b|demo2|2026Q4/..\\#?",
        "٣月٥日 १२ ３４ ①②",
        "\u00BD\u2155\u5341\u4EBF\u4E07 99999999999999999999999999999",
        "NaN Infinity 1e999 -0 0x1F",
        "_x000D__x0041_",
        "\uD800",
        "\uDC00\uD800",
        "\uFFFE\uFFFF\uFDD0",
        "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 Z\u0351\u036B\u0343\u036A\u0302",
        "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "null",
        "undefined",
        "",
        " ",
    ];

    /// <summary>Long ones, over which a careless pattern would ponder for minutes; Teams takes some 28 thousand characters.</summary>
    public static readonly IReadOnlyList<string> Long =
    [
        new('a', 28_000),
        new('1', 28_000),
        new('一', 28_000),
        new('<', 28_000),
        string.Concat(Enumerable.Repeat("1 ", 14_000)),
        string.Concat(Enumerable.Repeat("a 1 ", 7_000)),
        string.Concat(Enumerable.Repeat("1,111", 5_600)),
        string.Concat(Enumerable.Repeat("王芳 1 件", 4_000)),
        string.Concat(Enumerable.Repeat("1:2-", 7_000)),
        string.Concat(Enumerable.Repeat("基金2笔", 5_000)),
        string.Concat(Enumerable.Repeat("1-1 ", 7_000)) + "x",
        string.Concat(Enumerable.Repeat("、，", 14_000)),
    ];
}
