namespace BranchBot.Features.SpiritWall;

/// <summary>大屏: the branch's screens, and how a new one is paired.</summary>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record ShowScreens(BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Screen.All(turn.Branch.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(ScreensCard.Of(turn, [.. rows.All<Screen>()]));
}

/// <summary>大屏 K7M2-P9QX: pairs the screen that shows the code. In the lobby by default, where customers pass (W-3).</summary>
/// <param name="Said">The code as it was typed.</param>
/// <param name="Audience">Who passes it.</param>
/// <param name="Branch">The card's branch; null: one's own.</param>
public sealed record PairScreen(string Said, string? Audience = null, BranchId? Branch = null) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Screen.All(turn.Branch.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var all = rows.All<Screen>().ToList();
        if (ScreenCode.Parse(Said) is not { } code)
        {
            return new Refused(ScreensCard.Of(turn, all, new(new("这个代码不对。请看屏幕上的八位代码,如「大屏 K7M2-P9QX」。", "This code is not right. Look at the eight letters on the screen: \"screen K7M2-P9QX\"."), Tone.Attention)));
        }

        if (all.Find(s => s.Code == code) is { } known)
        {
            return Decision.Show(ScreensCard.Of(turn, all, new(known.Ended is null ? new("这块屏幕已经连上了。", "This screen is paired already.") : new("这块屏幕已经断开;请用屏幕上新的代码。", "This screen was taken away; use the new code that it shows."), Tone.Plain)));
        }

        if (all.Count(s => s.Ended is null) >= Screen.Most)
        {
            return new Refused(ScreensCard.Of(turn, all, new(new($"一个网点最多 {Screen.Most} 块屏幕。先断开一块。", $"A branch has at most {Screen.Most} screens. Take one away first."), Tone.Attention)));
        }

        var screen = new Screen(turn.Branch.Id, code, Audience == nameof(Core.Audience.StaffRoom) ? Core.Audience.StaffRoom : Core.Audience.Lobby, turn.Now, turn.Actor is Member member ? member.NameAs(Position.BranchManager).Zh : turn.Actor.Name);
        return Decision.Write(ScreensCard.Of(turn, [.. all, screen], new(new("好的。代码没有输错的话,屏幕几秒钟内就会亮起来。", "All right. If the code is the screen's, it lights up within seconds."), Tone.Good)), screen)
            .Starting(RowKeys.Of(turn.Operation), new PlaceScreen(turn.Branch.Id, code));
    }
}

/// <summary>断开: the screen shows nothing any more, and forgets what it kept.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Code">The screen.</param>
public sealed record EndScreen(BranchId Branch, string Code) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Screen.All(turn.Branch.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var all = rows.All<Screen>().ToList();
        return all.Find(s => s.Code == Code) is not { Ended: null } screen
            ? Decision.Show(ScreensCard.Of(turn, all, new(new("这块屏幕已经断开了。", "This screen is gone already."), Tone.Plain)))
            : Decision.Write(ScreensCard.Of(turn, [.. all.Select(s => s.Code == Code ? s with { Ended = turn.Now } : s)], new(new("已断开,屏幕上的内容马上消失。", "Taken away; what it shows disappears."), Tone.Good)), screen with { Ended = turn.Now });
    }
}

/// <summary>Changes who passes a screen.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Code">The screen.</param>
/// <param name="Audience">Who passes it now.</param>
public sealed record MoveScreen(BranchId Branch, string Code, string Audience) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Screen.All(turn.Branch.Id)];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var all = rows.All<Screen>().ToList();
        if (all.Find(s => s.Code == Code && s.Ended is null) is not { } screen)
        {
            return Decision.Show(ScreensCard.Of(turn, all, new(new("这块屏幕已经断开了。", "This screen is gone."), Tone.Plain)));
        }

        var moved = screen with { Audience = Audience == nameof(Core.Audience.StaffRoom) ? Core.Audience.StaffRoom : Core.Audience.Lobby };
        return Decision.Write(ScreensCard.Of(turn, [.. all.Select(s => s.Code == Code ? moved : s)], new(new("已经改好。", "Changed."), Tone.Good)), moved);
    }
}

/// <summary>Puts down of which branch a screen is: in a partition of its own, so it follows of the pairing.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Code">The screen's code.</param>
public sealed record PlaceScreen(BranchId Branch, string Code) : SteppedJob
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs() => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Steps(Rows rows) => [Code];

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(string step) => [Read.One<ScreenPlace>(ScreenPlace.At(step))];

    /// <inheritdoc/>
    public override JobStep Do(string step, Rows rows, DateTimeOffset now) => rows.Find<ScreenPlace>(ScreenPlace.At(step)) is null ? JobStep.Write(new ScreenPlace(step, Branch)) : JobStep.Nothing;
}

/// <summary>The screens as a card.</summary>
internal static class ScreensCard
{
    public static Answer Of(Turn turn, IReadOnlyList<Screen> all, Notice? notice = null)
    {
        var standing = all.Where(s => s.Ended is null).OrderBy(s => s.Since).ToList();
        List<Part> body = [.. notice is null ? Array.Empty<Part>() : [notice]];
        body.AddRange(standing.Select((s, place) => new Step(
            place + 1,
            s.Audience == Audience.Lobby ? new("大堂屏幕", "Lobby screen") : new("员工休息室屏幕", "Staff-room screen"),
            false,
            Text.Same($"{ScreenCode.Shown(s.Code)} · {s.By} · ") + Dates.Brief(turn.Facts.Today(s.Since), turn.Today),
            new(new("断开", "Take away"), new EndScreen(s.Branch, s.Code)))
        {
            Stands = true,
            Other = s.Audience == Audience.Lobby ? new(new("改为休息室", "To the staff room"), new MoveScreen(s.Branch, s.Code, nameof(Audience.StaffRoom))) : new(new("改为大堂", "To the lobby"), new MoveScreen(s.Branch, s.Code, nameof(Audience.Lobby))),
        }));
        body.Add(new Paragraph(new(
            "连一块屏幕:在屏幕的浏览器里打开本机器人的 /wall/,屏幕会显示八位代码;在这里写「大屏 代码」。代码十分钟有效,只能用一次。大堂屏幕只显示可上墙的卡和网点合计,不显示个人数字。",
            "To pair a screen: open /wall/ of this bot in the screen's browser; it shows eight letters; write \"screen\" and the code here. A code is good for ten minutes and once. A lobby screen shows only cards released for it and the branch's totals, no figures by name."), Tone.Quiet));
        return new Shown(new(new("精神墙大屏", "Spirit wall screens"), body)
        {
            Subtitle = Text.Same($"{turn.Branch.Name} · ") + new Text($"{standing.Count} 块", $"{standing.Count}"),
            Summary = new($"精神墙大屏:{standing.Count} 块", $"Spirit wall screens: {standing.Count}"),
        });
    }
}
