using BranchBot.Features.HighlightCards;
using BranchBot.Tests.Support;

namespace BranchBot.Rules.Tests.Features;

/// <summary>Photos, the wall, the audit trail, erasure.</summary>
public sealed partial class HighlightTests
{
    [Fact]
    [Trait("Rule", "H-6")]
    public void A_photo_goes_onto_the_card_that_is_written_and_else_where_it_belongs()
    {
        branch.Says(Zheng, "亮点 李静", "09:05");
        Assert.Contains("照片放好了", branch.Sends(Zheng, [Rehearsal.Photo()], "09:06"));
        Assert.Equal("3f0c9a1b7d2e4856a0b1c2d3e4f50617.jpg", branch.Read(HighlightDraft.All(DemoBranch.Branch.Id, Zheng.Id)).OfType<HighlightDraft>().Single().Photo);
        Assert.Contains("哪件异常", branch.Sends(Li, [Rehearsal.Photo()]));
        Assert.Contains("哪件异常", branch.Sends(Zheng, [Rehearsal.Photo("5f0c9a1b7d2e4856a0b1c2d3e4f50617.jpg")], "09:30"));
    }

    [Fact]
    [Trait("Rule", "H-6")]
    public void A_link_for_a_photo_is_good_for_one_photo_of_one_draft()
    {
        branch.Says(Zheng, "亮点 李静");
        var link = (OpenPhotoPage)((Shown)branch.Last!.Answer).Card.Body.OfType<PageLink>().Single().Command;
        var page = branch.Asks<UploadPage>(Zheng, link);
        Assert.Contains("李静", page.About.Zh);
        branch.Gives(Zheng, page.Take(Rehearsal.Photo()));

        // The answer to the commit was lost, and it is decided again.
        Assert.Contains("照片放好了", branch.Gives(Zheng, page.Take(Rehearsal.Photo())));
        Assert.Equal(0, branch.Written);
        Assert.Contains("已经用过", branch.Gives(Zheng, page.Take(Rehearsal.Photo("5f0c9a1b7d2e4856a0b1c2d3e4f50617.jpg"))));
        Assert.Contains("已经用过", branch.Gives(Zheng, link));
        Assert.Contains("已经用过", branch.Gives(Li, link));
    }

    [Fact]
    [Trait("Rule", "H-4")]
    public void A_photo_that_nothing_shows_any_more_goes_and_one_that_was_sent_stays()
    {
        string[] photos = [.. Enumerable.Range(1, 5).Select(n => $"{n}f0c9a1b7d2e4856a0b1c2d3e4f50617.jpg")];
        void Sends(int n) => branch.Sends(Zheng, [Rehearsal.Photo(photos[n]) with { Sha256 = $"{n}" }]);
        branch.Says(Zheng, "亮点 李静");
        Sends(0);
        Sends(1);
        Assert.Equal([photos[0]], branch.RemovedPictures);
        branch.Gives(Zheng, branch.Fills("去掉照片"));
        Assert.Equal([photos[0], photos[1]], branch.RemovedPictures);
        Sends(2);
        branch.Gives(Zheng, branch.Fills("送签", ("occasion", "Spirit"), ("what", What)));
        var card = branch.Told[^1].Key.Split('|')[1];
        branch.Gives(Wang, new ReturnHighlight(DemoBranch.Branch.Id, card, "再想想"));
        branch.Gives(Zheng, new MendHighlight(DemoBranch.Branch.Id, card));
        Sends(3);
        Sends(4);
        Assert.Equal([photos[0], photos[1], photos[3]], branch.RemovedPictures);
        branch.Gives(Zheng, branch.Button("不发了"));
        Assert.Equal([photos[0], photos[1], photos[3], photos[4]], branch.RemovedPictures);
        Assert.Equal(photos[2], Card(card).Content.Photo);
    }

    [Fact]
    [Trait("Rule", "W-3")]
    [Trait("Rule", "H-6")]
    public void In_the_lobby_hangs_only_what_the_signer_released()
    {
        var (shown, kept) = (Sent(Zheng, Li), Sent(Zheng, DemoBranch.Wealth));
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, shown, 1, "yes"));
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, kept));
        Assert.Equal(["李静"], Panels(Audience.Lobby).Select(p => p.To));
        Assert.Equal(["陈晓", "李静"], Panels(Audience.StaffRoom).Select(p => p.To).Order(StringComparer.Ordinal).Reverse());
        branch.Gives(Wang, new RevokeHighlight(DemoBranch.Branch.Id, shown, "写错了人"));
        Assert.Empty(Panels(Audience.Lobby));
    }

    [Fact]
    [Trait("Rule", "H-4")]
    [Trait("Threat", "TM-32")]
    public void The_audit_trail_shows_every_change_made_to_it()
    {
        var card = Sent(Zheng, Li);
        branch.Gives(Wang, Sign(card, Wang), "09:12");
        branch.Gives(Wang, new RevokeHighlight(DemoBranch.Branch.Id, card, "写错了人"));
        branch.Gives(Wang, Sign(Sent(Liu, Zheng), Wang), "09:30");
        var lines = Trail();
        var (wrong, book, signatures, heads) = HighlightTrail.Check(lines);
        Assert.Empty(wrong);
        Assert.Equal((6, 2), (book!.Events, signatures));
        Assert.Equal((6, true), (heads.Count, heads.Contains(book.Head)));

        Assert.NotEmpty(HighlightTrail.Check([.. lines.Where((_, i) => i != 3)]).Wrong);
        Assert.NotEmpty(HighlightTrail.Check([lines[0], lines[1], lines[3], lines[2], .. lines.Skip(4)]).Wrong);
        Assert.NotEmpty(HighlightTrail.Check([.. lines.SkipLast(2)]).Wrong);
        Assert.All(Enumerable.Range(1, 6), n => Assert.Contains($"event {n}", string.Join('\n', HighlightTrail.Check([.. lines.Select((l, i) => i == n ? l.Replace("2026-11-24T01", "2026-11-24T02") : l)]).Wrong)));
        Assert.Contains("event 2: was changed", string.Join('\n', HighlightTrail.Check([.. lines.Select(l => l.Replace("蹲下来", "跳起来"))]).Wrong));

        // Who signed can be taken out only where the chain says that it was erased.
        Assert.Contains("event 3: was changed: who did it is taken out", string.Join('\n', HighlightTrail.Check([.. lines.Select((l, i) => i == 3 ? Without(l) : l)]).Wrong));
    }

    private static string Without(string line)
    {
        var done = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject();
        done.Remove("details");
        return done.ToJsonString();
    }

    [Fact]
    [Trait("Rule", "H-4")]
    public void Whom_a_card_named_before_it_was_mended_and_whom_a_draft_names_is_erased_too()
    {
        var card = Sent(Zheng, Li);
        branch.Gives(Wang, new ReturnHighlight(DemoBranch.Branch.Id, card, "不是她吧"));
        branch.Gives(Zheng, new MendHighlight(DemoBranch.Branch.Id, card));
        branch.Gives(Zheng, branch.Fills("送签", ("to", $"{DemoBranch.Wealth.Id}")));
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, card, 2));
        branch.Says(Liu, "亮点 李静 又一件好事");
        branch.Says(Liu, "亮点 陈晓 别的事");
        Assert.Equal(1, Erase(Li.Id));
        Assert.DoesNotContain($"{Li.Id}", Everything());
        Assert.Equal((HighlightState.Signed, "陈晓"), (Card(card).State, Card(card).Content.ReceiverName));
        Assert.Contains("别的事", Everything());
        Assert.Empty(HighlightTrail.Check(Trail()).Wrong);
    }

    [Fact]
    [Trait("Rule", "H-4")]
    public void Who_is_erased_leaves_number_and_hash_and_a_trail_that_is_whole()
    {
        var (erased, kept) = (Sent(Zheng, Li), Sent(Zheng, DemoBranch.Wealth));
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, erased, 1, "yes"));
        branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, kept, 1, "yes"));
        var waiting = Sent(DemoBranch.Wealth, Li);
        var hash = Card(erased).Signature!.ContentHash;
        Assert.Equal(2, Erase(Li.Id));

        Assert.Equal((HighlightState.Erased, "demo-2026-0147", hash), (Card(erased).State, Card(erased).Number, Card(erased).Signature!.ContentHash));
        Assert.Equal(HighlightState.Erased, Card(waiting).State);
        Assert.Contains("内容已按要求删除", branch.Gives(Wang, new ShowHighlight(DemoBranch.Branch.Id, erased)));
        Assert.Contains("按要求删除", branch.Gives(Wang, new SignHighlight(DemoBranch.Branch.Id, waiting)));
        Assert.Equal(["陈晓"], Panels(Audience.Lobby).Select(p => p.To));
        Assert.Contains(branch.Told, t => t is { InChannel: true, Renews: not null });
        Assert.DoesNotContain($"{Li.Id}", Everything());
        Assert.Contains(What, Everything());

        // Who signed loses his name, and his cards stand.
        Assert.Equal(1, Erase(Wang.Id));
        Assert.Equal((HighlightState.Signed, "demo-2026-0148"), (Card(kept).State, Card(kept).Number));
        Assert.DoesNotContain("王芳", Everything());
        Assert.DoesNotContain($"{Wang.Id}", Everything());
        Assert.Equal(0, Erase(Wang.Id));
        var (wrong, _, signatures, _) = HighlightTrail.Check(Trail());
        Assert.Empty(wrong);
        Assert.Equal(2, signatures);
        branch.Gives(Region, new RevokeHighlight(DemoBranch.Branch.Id, kept, "写错了人"));
        Assert.Empty(HighlightTrail.Check(Trail()).Wrong);
    }

    [Fact]
    [Trait("Rule", "H-1")]
    public void The_longest_card_that_there_can_be_goes_into_Teams()
    {
        var longest = string.Join('\n', Enumerable.Repeat(new string('好', 99), HighlightContent.MostLines));
        Assert.Equal(HighlightContent.MostWords, longest.Length + 1);
        branch.Put(DemoBranch.Roster with { Staff = [.. DemoBranch.Roster.Staff, .. Enumerable.Range(100, 49).Select(n => new RosterEntry(DemoBranch.Id(n), $"欧阳娜娜{n}", Position.LoanOfficer))] });
        branch.Put(branch.Facts with { Team = new("https://smba.example/", "19:demo@thread.tacv2", "19:demo@thread.tacv2", "tenant", "28:bot") });
        branch.Says(Zheng, "亮点 李静");
        Assert.Contains("最多 40 行,现在 41 行", branch.Gives(Zheng, branch.Fills("送签", ("occasion", "Spirit"), ("what", "又一行\n" + longest[..^10]))));
        Fits("wrong");
        branch.Gives(Zheng, branch.Fills("送签", ("what", new string('好', 7000))));
        Fits("too long");
        branch.Gives(Zheng, branch.Fills("送签", ("what", longest + "好")));
        Fits("sent");
        var card = branch.Told[^1].Key.Split('|')[1];
        for (var n = 0; n < 10; n++)
        {
            branch.Gives(Wang, new ReturnHighlight(DemoBranch.Branch.Id, card, string.Join('\n', Enumerable.Repeat("再想一想", 40))));
            Fits("returned");
            branch.Gives(Zheng, new MendHighlight(DemoBranch.Branch.Id, card));
            Fits("mend");
            branch.Gives(Zheng, branch.Fills("送签"));
        }

        branch.Gives(Wang, new ShowHighlight(DemoBranch.Branch.Id, card));
        Fits("to sign");
        branch.Gives(Wang, branch.Fills("签字"));
        Fits("signed");
        branch.Shows(branch.Told.Single(t => t is { InChannel: true, Renews: null }), Wang);
        Fits("channel");

        void Fits(string what) => Assert.True(new BranchBot.Host.Teams.AdaptiveCardRenderer(Rehearsal.Catalogue).Render(((Shown)branch.Last!.Answer).Card, DemoBranch.Manager).Utf8.Length < BranchBot.Host.Teams.AdaptiveCardRenderer.LargestCard, what);
    }

    // As the program does it.
    private int Erase(PersonId person)
    {
        var cards = HighlightErasure.CardsOf(branch.Read(HighlightEvent.All(DemoBranch.Branch.Id)).OfType<HighlightEvent>(), person);
        foreach (var id in cards)
        {
            var rows = new Rows([.. HighlightErasure.Needs(DemoBranch.Branch.Id, id).Append(HighlightEvent.All(DemoBranch.Branch.Id)).Concat(HighlightErasure.Lists(Card(id))).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
            branch.Take(HighlightErasure.Of(Card(id), [.. rows.All<HighlightEvent>().Where(e => e.Card == id)], rows, person, branch.Now, "erasure")!.Value.Commit);
        }

        var emptied = cards.Where(id => HighlightErasure.Empties(Card(id), person)).ToHashSet();
        foreach (var draft in HighlightErasure.DraftsOf(branch.Read(HighlightDraft.OfAll(DemoBranch.Branch.Id)).OfType<HighlightDraft>(), person, emptied))
        {
            branch.Take(new(draft.Address.Partition, [], [], []) { Removes = [(draft.Address, "etag")] });
        }

        return cards.Count;
    }

    private string Everything() => string.Join('\n', branch.Stored.Where(r => r.Address.Partition == HighlightEvent.All(DemoBranch.Branch.Id).Address.Partition).Select(r => System.Text.Json.JsonSerializer.Serialize(r, r.GetType(), Catalogue.Json)));

    private List<string> Trail() => [.. System.Text.Encoding.UTF8.GetString(branch.Asks<FilePage>(Region, new OpenHighlightTrail(DemoBranch.Branch.Id)).Content.Span).Split('\n')];

    private IEnumerable<CardPanel> Panels(Audience audience)
    {
        var turn = new Turn(new Onlookers(branch.Facts.Branch, audience), branch.Now, "", [], branch.Facts);
        var source = Rehearsal.Catalogue.Panels.Single(p => p.GetType().Namespace == typeof(HighlightCard).Namespace);
        var rows = new Rows([.. source.Needs(branch.Facts, turn.Today, audience).SelectMany(branch.Read).Select(r => new Stored(r, "etag"))]);
        return source.Panels(turn, audience, rows).OfType<CardPanel>();
    }
}
