namespace BranchBot.Features.Sales;

/// <summary>The cards of a catalogue: what stands, what a file would change, what is wrong in it.</summary>
internal static class ProductCards
{
    private const int MostErrors = 20;
    private const int MostChanges = 20;
    private const int MostEnded = 12;

    private static readonly Text Title = new("产品目录", "Products");

    /// <summary>What stands.</summary>
    /// <param name="turn">Who reads it.</param>
    /// <param name="region">The region that he leads; null: he leads none.</param>
    /// <param name="products">The catalogue.</param>
    /// <param name="row">The row that it comes from; null: the usual one.</param>
    /// <param name="today">The day.</param>
    /// <param name="notice">What has just happened.</param>
    public static Card All(Turn turn, Region? region, IReadOnlyList<TallyItem> products, SalesCatalogue? row, DateOnly today, Notice? notice = null)
    {
        var ended = products.Where(p => p.To < today).OrderByDescending(p => p.To).ToList();
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            .. products.Where(p => !(p.To < today)).Select(p => Shown(p, today)),
            .. ended.Count == 0 ? Array.Empty<Part>() : [new Heading(new("已停用", "Ended"), Text.Same($"{ended.Count}")), .. ended.Take(MostEnded).Select(p => Shown(p, today))],
        ];
        if (row is null)
        {
            body.Add(new Paragraph(new("这是通用目录;二级分行还没有自己的。", "These are the usual products; the region has brought none of its own."), Tone.Quiet));
        }
        else if (row is { ChangedBy: { } by, ChangedAt: { } at })
        {
            body.Add(new Paragraph(new Text("最后更新:", "Last changed: ") + RegionCalendar.When(at, today) + Text.Same($" {by}"), Tone.Quiet));
        }

        if (region is not null)
        {
            body.Add(new Paragraph(new(
                "要改:点「文件」拿到现在的 CSV,改好存成 products.csv 发给我。先检查、比对,您确认后才改。文件里没有的产品就停用,旧数字和名称都留着;改名用原来的编号。",
                "To change it press \"File\" for the CSV as it stands, mend it, save it as products.csv and send it to me. It is checked and compared first; nothing changes before you confirm. What is not in the file ends, with its figures and its name kept; who renames keeps the id."), Tone.Quiet));
        }

        return new(Title, body)
        {
            Subtitle = Text.Same(region?.Name ?? turn.Branch.Name),
            Buttons = region is null ? [] : [new(new("文件", "File"), new WriteProducts())],
            Summary = Title + Text.Same($" · {products.Count - ended.Count}"),
        };
    }

    /// <summary>What a file would change.</summary>
    public static Card Plan(RegionLeader leader, ProductPlan plan, string sha256, DateOnly today, Notice? notice = null)
    {
        var sum = plan.IsEmpty ? new Text("和现在的一样,没有要改的。", "It is as it stands; there is nothing to change.")
            : Enum.GetValues<ProductChangeKind>().Select(k => (Kind: k, Count: plan.Changes.Count(c => c.Kind == k))).Where(k => k.Count > 0)
                .Select(k => Name(k.Kind) + Text.Same($" {k.Count}")).Aggregate((all, next) => all + new Text(",", ", ") + next) + new Text("。确认后才改。", ". Nothing changes before you confirm.");
        List<Part> body =
        [
            .. notice is null ? Array.Empty<Part>() : [notice],
            new Paragraph(sum),
            .. plan.Changes.Take(MostChanges).Select(c => new Line(Name(c.Kind) + Text.Same(" · ") + c.Product.Name, Detail(c, today), Text.Same(c.Product.Id), c.Kind == ProductChangeKind.Ended ? Tone.Attention : Tone.Plain)),
            .. plan.Changes.Count > MostChanges ? [new Paragraph(new($"还有 {plan.Changes.Count - MostChanges} 处。", $"and {plan.Changes.Count - MostChanges} more."), Tone.Quiet)] : Array.Empty<Part>(),
        ];
        return new(new("产品目录文件", "A list of products"), body)
        {
            Subtitle = Text.Same(leader.Region.Name),
            Buttons = plan.IsEmpty ? [] : [new(new("确认", "Confirm"), new TakeProducts(sha256, plan.Basis)) { Primary = true }, new(new("不改", "Let it be"), new DropProducts(sha256))],
            Summary = new Text("产品目录文件 · ", "A list of products · ") + sum,
        };
    }

    /// <summary>What is wrong in a file.</summary>
    public static Card Wrong(RegionLeader leader, IReadOnlyList<Text> errors) => new(new("产品目录文件", "A list of products"),
    [
        new Notice(new($"有 {errors.Count} 处不对,什么都没改。改好后请再发一次。", $"{errors.Count} things are wrong and nothing was changed. Please mend them and send the file again."), Tone.Attention),
        new Bullets([.. errors.Take(MostErrors)]),
        .. errors.Count > MostErrors ? [new Paragraph(new($"还有 {errors.Count - MostErrors} 处。", $"and {errors.Count - MostErrors} more."), Tone.Quiet)] : Array.Empty<Part>(),
    ])
    {
        Subtitle = Text.Same(leader.Region.Name),
    };

    private static Line Shown(TallyItem product, DateOnly today)
    {
        List<Text> said = [];
        var words = product.Words.Skip(2).ToList();
        said.AddRange(product.Zh == product.En ? [] : [new(product.En, product.Zh)]);
        said.AddRange(words.Count == 0 ? [] : [Text.Same(string.Join("/", words))]);
        said.AddRange(product.From > today ? [new Text("从 ", "from ") + Dates.Brief(product.From.Value, today)] : []);
        said.AddRange(product.To is { } to ? [new Text("到 ", "until ") + Dates.Brief(to, today)] : []);
        return new(
            product.Name, said.Count == 0 ? null : said.Aggregate((all, next) => all + Text.Same(" · ") + next),
            product.Unit.Name() + (product.HasAmount ? new(" · 金额", " · amount") : Text.Same("")), product.IsInForce(today) ? Tone.Plain : Tone.Quiet);
    }

    private static Text Detail(ProductChange change, DateOnly today)
    {
        var (product, before) = (change.Product, change.Before);
        return change.Kind switch
        {
            ProductChangeKind.Renamed => new Text($"原来叫「{before!.Zh}」,还可以这样写", $"was \"{before.En}\", which can still be written"),
            ProductChangeKind.Ended => new Text("到 ", "until ") + Dates.Brief(product.To!.Value, today) + new Text(",旧数字和名称都留着", "; figures and name stay"),
            _ when ReferenceEquals(product, before) => new("表里的顺序", "their order in the tables"),
            _ => ((Shown(product, today).Detail is { } detail ? detail + Text.Same(" · ") : Text.Same("")) + product.Unit.Name() + (product.HasAmount ? new(" · 金额", " · amount") : Text.Same("")))
                + (product.From is { } from && from <= today && before?.From != from ? new Text(" · 从 ", " · from ") + Dates.Brief(from, today) : Text.Same("")),
        };
    }

    private static Text Name(ProductChangeKind kind) => kind switch
    {
        ProductChangeKind.New => new("新增", "New"),
        ProductChangeKind.Renamed => new("改名", "Renamed"),
        ProductChangeKind.Changed => new("有变", "Changed"),
        ProductChangeKind.Back => new("恢复", "Back"),
        _ => new("停用", "Ended"),
    };
}
