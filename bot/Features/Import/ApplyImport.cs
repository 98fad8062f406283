namespace BranchBot.Features.Import;

/// <summary>导入: how far an import is, and what it would change.</summary>
/// <param name="Whole">After a job: whether all of it was done; null: it is just shown.</param>
public sealed record ShowImport(bool? Whole = null) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<ImportDraft>(ImportDraft.Of(turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.Find<ImportDraft>(ImportDraft.Of(turn.Actor.Id)) is { } draft
        ? Decision.Show(new Shown(ImportCard.Of(draft, Whole == false ? ImportCard.GivenUp : null)))
        : Decision.Show(new Said(ImportCard.How));
}

/// <summary>导入, 导入 确认, 导入 确认离开, 导入 取消: the same by words, about what was shown last.</summary>
/// <param name="Said">What stands behind the word.</param>
public sealed record SayImport(string Said = "") : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<ImportDraft>(ImportDraft.Of(turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => (Said, rows.Find<ImportDraft>(ImportDraft.Of(turn.Actor.Id))) switch
    {
        ("", _) or (_, null) => Decision.Instead(new ShowImport()),
        ("确认" or "confirm", { Report.Basis: { } basis } draft) => Decision.Instead(new ApplyImport(draft.Hash, basis)),
        ("确认离开" or "confirm leavers", { Report.Basis: { } basis } draft) => Decision.Instead(new ApplyImport(draft.Hash, basis, Sure: true)),
        ("取消" or "cancel", { } draft) => Decision.Instead(new DropImport(draft.Hash)),
        ("确认" or "confirm" or "确认离开" or "confirm leavers", _) => Decision.Instead(new ShowImport()),
        _ => Decision.Refuse(new("可以写「导入」「导入 确认」「导入 取消」,有很多人离开时写「导入 确认离开」。", "Write \"import\", \"import confirm\" or \"import cancel\"; where many leave, \"import confirm leavers\".")),
    };
}

/// <summary>Takes what was shown: these files, against what stood then. More than a tenth of the people leaving wants a second word.</summary>
/// <param name="Hash">The files.</param>
/// <param name="Basis">What they were compared with.</param>
/// <param name="Sure">Whether it was asked again.</param>
public sealed record ApplyImport(string Hash, string Basis, bool Sure = false) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [ImportDraft.All];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (rows.Find<ImportDraft>(ImportDraft.Of(turn.Actor.Id)) is not { } draft)
        {
            return Decision.Refuse(ImportCard.How);
        }

        if (draft.State is ImportState.Running or ImportState.Done && draft.Hash == Hash)
        {
            return Decision.Show(new Shown(ImportCard.Of(draft)));
        }

        if (draft.State is not (ImportState.Ready or ImportState.Moved) || draft.Hash != Hash || draft.Report?.Basis != Basis)
        {
            return new Refused(new Shown(ImportCard.Of(draft, new(new("您看到的已经不是最新的了,请看下面再定。", "What you saw is not the newest any more; please look again."), Tone.Attention))));
        }

        var others = rows.All<ImportDraft>().Where(d => d.Admin != turn.Actor.Id).ToList();
        if (others.Any(d => d.State == ImportState.Running && turn.Now - d.At <= ImportDraft.Together))
        {
            return Decision.Refuse(new("另一位管理员的导入正在进行,请完成后再确认。", "Another administrator's import is being carried out; please confirm when it is over."));
        }

        return draft.Report is { ManyLeave: true } && !Sure
            ? Decision.Show(new Shown(ImportCard.Asks(draft)))
            : Take(draft, Basis, turn) with { ReliesOn = [.. others.Select(o => o.Address)] };
    }

    private static Accepted Take(ImportDraft draft, string basis, Turn turn)
    {
        var running = draft with { State = ImportState.Running, At = turn.Now };
        return Decision
            .Write(new Shown(ImportCard.Of(running)), running)
            .Starting($"run|{draft.Hash}|{RowKeys.Of(turn.Operation)}", new RunImport(draft.Admin, draft.Hash, basis));
    }
}

/// <summary>Lets an import be; nothing has changed.</summary>
/// <param name="Hash">The files.</param>
public sealed record DropImport(string Hash) : Command
{
    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<ImportDraft>(ImportDraft.Of(turn.Actor.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => rows.Find<ImportDraft>(ImportDraft.Of(turn.Actor.Id)) switch
    {
        null => Decision.Show(new Said(new("没有等着的导入。", "No import is waiting."))),
        { State: ImportState.Running or ImportState.Done } late => Decision.Show(new Shown(ImportCard.Of(late))),
        var draft when draft.Hash != Hash => Decision.Show(new Shown(ImportCard.Of(draft))),
        var draft => Decision.Write(new Said(new("好的,这次不导入,什么都没改。", "All right, nothing is imported and nothing has changed."))) with { Removes = [draft.Address] },
    };
}

/// <summary>Tells somebody that he is now a branch's manager or a region's leader; to who is it no more, nothing.</summary>
public sealed record ShowAppointment : Command
{
    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows) => Decision.Show(new Said(turn.Actor switch
    {
        RegionLeader leader => new($"您现在负责{leader.Region.Name}。写「帮助」看看能做什么,写「网点」看您的全部网点。", $"You now lead {leader.Region.Name}. Write \"help\" to see what you can do, \"branches\" to see all of yours."),
        _ => new($"您现在是{turn.Branch.Name}的支行长。写「帮助」看看能做什么,写「看板」看今天。", $"You are now the manager of {turn.Branch.Name}. Write \"help\" to see what you can do, \"board\" to see today."),
    }));
}
