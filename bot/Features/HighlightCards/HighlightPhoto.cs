using System.Text.Json.Serialization;

namespace BranchBot.Features.HighlightCards;

/// <summary>The page that takes a photo for a draft: its link is good for one photo, of one person, for one draft.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
/// <param name="Photos">How many photos had come or gone when the link was made.</param>
public sealed record OpenPhotoPage(BranchId Branch, string Draft, int Photos) : Command
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => HighlightId.IsOne(Draft) ? [Read.One<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Draft)), Read.One<Roster>(Roster.At(Branch))] : [];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        if (rows.All<HighlightDraft>().FirstOrDefault() is not { } draft || draft.Photos != Photos)
        {
            return Decision.Refuse(new("这个链接已经用过,或者这张卡已经送出。请回到 Teams,写「亮点」再打开。", "This link was used already, or the card was sent. Please go back to Teams and write \"highlight\"."));
        }

        var to = draft.To is { } person ? HighlightRights.RosterIn(turn, rows).Find(person)?.Name : null;
        return Decision.Show(new Given(new UploadPage(
            new("亮点时刻卡的照片", "A photo for the highlight card"),
            to is null ? new("照片会放进您正在写的亮点时刻卡。", "The photo goes onto the highlight card that you are writing.") : new($"照片会放进给{to}的亮点时刻卡。", $"The photo goes onto the highlight card for {to}."),
            new("照片放好了。回到 Teams,点「送签」就行。", "The photo is there. Go back to Teams and press \"Send for signature\"."),
            received => new PutPhoto(Branch, Draft, received.Blob, received.Sha256, Photos))));
    }
}

/// <summary>Puts a photo onto a draft, in the place of an earlier one. Only the host gives this, for the name opens the photo.</summary>
/// <param name="Branch">The card's branch.</param>
/// <param name="Draft">The draft.</param>
/// <param name="Photo">Its name in the store.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Photos">How many photos had come or gone when its link was made.</param>
public sealed record PutPhoto(BranchId Branch, string Draft, string Photo, string Sha256, int Photos) : Command, IInternal
{
    /// <inheritdoc/>
    public override BranchId? Concerns() => Branch;

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [Read.One<HighlightDraft>(HighlightDraft.Stands(Branch, turn.Actor.Id, Draft)), Read.One<HighlightCard>(HighlightCard.At(Branch, Draft))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var done = new Said(new("照片放好了。", "The photo is there."));
        var draft = rows.All<HighlightDraft>().FirstOrDefault();

        // It was placed, and the answer that said so was lost.
        return draft?.Photo == Photo || rows.All<HighlightCard>().FirstOrDefault()?.Content.Photo == Photo ? Decision.Show(done)
            : draft?.Photos != Photos ? Decision.Refuse(new("这个链接已经用过了。", "This link was used already."))
            : draft.With(turn, done, draft with { Photo = Photo, PhotoHash = Sha256, Photos = draft.Photos + 1, At = turn.Now });
    }
}

/// <summary>
/// A picture came into somebody's own chat: it goes onto the card that he is writing, if he wrote it just now; else it is another feature's. Only the host
/// gives this, for the name opens the picture.
/// </summary>
/// <param name="Photo">Its name in the store.</param>
/// <param name="Sha256">The hash of its bytes.</param>
public sealed record TakePhoto(string Photo, string Sha256) : Command, IInternal
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>What another feature would do with it.</summary>
    [JsonIgnore]
    public Command? Otherwise { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Read> Needs(Turn turn) => [HighlightDraft.All(turn.Branch.Id, turn.Actor.Id), Read.One<Roster>(Roster.At(turn.Branch.Id))];

    /// <inheritdoc/>
    public override Decision Decide(Turn turn, Rows rows)
    {
        var roster = HighlightRights.RosterIn(turn, rows);
        var draft = rows.All<HighlightDraft>().OrderByDescending(d => d.At).FirstOrDefault(d => turn.Now - d.At <= Fresh);
        if (draft is null)
        {
            return Otherwise is { } other ? Decision.Instead(other) : Decision.Refuse(new("照片要放进哪张卡?先写「亮点」。", "Onto which card? Write \"highlight\" first."));
        }

        if (draft.PhotoHash == Sha256)
        {
            return Decision.Show(HighlightForm.Give(turn, roster, draft));
        }

        var taken = draft with { Photo = Photo, PhotoHash = Sha256, Photos = draft.Photos + 1, At = turn.Now };
        return draft.With(turn, HighlightForm.Give(turn, roster, taken, new(new("照片放好了。", "The photo is there."), Tone.Good)), taken);
    }
}
