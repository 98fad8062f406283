namespace BranchBot.Host.Pages;

/// <summary>How the pages look, on a phone and on paper.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet.</summary>
    public const string Css = """
        :root { --ink: #23201d; --red: #9c1c1c; --gold: #b08a3e; --paper: #fffdf7; font-family: "Noto Serif SC", "Songti SC", SimSun, serif; color: var(--ink); }
        * { box-sizing: border-box; }
        body { margin: 0; }
        .lines { white-space: pre-wrap; overflow-wrap: anywhere; }
        body.plain { background: #f5f3ee; font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; line-height: 1.6; }
        body.plain main { max-width: 34rem; margin: 6vh auto; padding: 1.5rem; background: #fff; border-radius: 12px; border-top: 4px solid var(--red); }
        body.plain h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
        form { display: grid; gap: .8rem; margin: 1rem 0; }
        form label { font-weight: 700; }
        form input, form button { font: inherit; padding: .6rem; border: 1px solid #b9b2a6; border-radius: 8px; max-width: 100%; }
        form button { background: var(--red); border-color: var(--red); color: #fff; min-height: 44px; }
        :focus-visible { outline: 3px solid var(--gold); outline-offset: 2px; }
        .problem { color: #9c1c1c; font-weight: 700; }
        .quiet { color: #5d574e; font-size: .9rem; }
        .photo { display: block; max-width: 100%; max-height: 50vh; border-radius: 8px; }

        @page { size: A5 landscape; margin: 0; }
        body.print { background: #ddd8cd; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        .sheet { position: relative; width: 210mm; height: 148mm; margin: 6mm auto; padding: 13mm 16mm 11mm; background: var(--paper); overflow: hidden; display: grid; grid-template-rows: auto auto auto auto 1fr auto; text-align: center; }
        .sheet::before { content: ""; position: absolute; inset: 5mm; border: .6mm solid var(--gold); outline: .25mm solid var(--gold); outline-offset: -1.6mm; pointer-events: none; }
        .sheet header, .sheet footer { display: flex; justify-content: space-between; gap: 6mm; font-size: 3.4mm; color: #5d574e; }
        .sheet h1 { margin: 2mm 0 0; font-size: 9mm; letter-spacing: 1.5mm; color: var(--red); font-weight: 700; }
        .sheet .to { margin: 1.5mm 0 0; font-size: 7.5mm; font-weight: 700; }
        .sheet .to small { font-size: 4mm; font-weight: 400; color: #5d574e; }
        .sheet .occasion { margin: .5mm 0 0; font-size: 4.4mm; color: var(--gold); font-weight: 700; }
        .sheet .what { min-height: 0; margin: 3mm 0; display: flex; align-items: center; justify-content: center; gap: 6mm; overflow: hidden; }
        .sheet .what img { max-width: 62mm; max-height: 100%; border-radius: 1.5mm; }
        .sheet .what p { margin: 0; max-height: 100%; overflow: hidden; line-height: 1.6; text-align: start; }
        .sheet.large .what p { font-size: 6mm; }
        .sheet.medium .what p { font-size: 4.6mm; }
        .sheet.small .what p { font-size: 3.3mm; line-height: 1.5; }
        .sheet.tiny .what p { font-size: 2.45mm; line-height: 1.4; }
        .sheet.least .what p { font-size: 1.5mm; line-height: 1.28; }
        .sheet.smallest .what p { font-size: 1.3mm; line-height: 1.25; }
        .sheet.run .what p { white-space: normal; }
        .sheet.tiny .what img { max-width: 40mm; }
        .sheet:is(.least, .smallest) .what img { max-width: 30mm; }
        .sheet footer { border-top: .2mm solid var(--gold); padding-top: 2.5mm; }
        .sheet .number { font-variant-numeric: tabular-nums; }
        .sheet .revoked { position: absolute; inset: 0; margin: 0; display: grid; place-items: center; font-size: 30mm; color: rgb(156 28 28 / 30%); transform: rotate(-18deg); }
        @page talk { size: A4 portrait; margin: 16mm 15mm; }
        body.paper { page: talk; font-size: 10.5pt; line-height: 1.55; }
        body.paper main { max-width: 180mm; margin: 0 auto; padding: 6mm; }
        body.paper h1 { font-size: 18pt; margin: 0; letter-spacing: .1em; color: var(--red); }
        body.paper h2 { font-size: 12pt; margin: 5mm 0 1.5mm; border-bottom: .3mm solid var(--gold); break-after: avoid; }
        body.paper table { width: 100%; border-collapse: collapse; }
        body.paper :is(td, th) { border-bottom: .15mm solid #ccc5b8; padding: 1mm 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
        body.paper td.figure { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
        body.paper tr { break-inside: avoid; }
        body.paper .write { height: 8mm; border-bottom: .15mm solid #ccc5b8; }
        body.paper .sign { display: flex; gap: 15mm; margin-top: 12mm; break-inside: avoid; }
        body.paper .sign span { flex: 1; border-top: .2mm solid var(--ink); padding-top: 1mm; }
        @media print { body.paper main { padding: 0; max-width: none; } }
        @media print { body.print { background: none; } .sheet { margin: 0; } }
        @media screen and (max-width: 210mm) { .sheet { zoom: .46; } }
        """;
}
